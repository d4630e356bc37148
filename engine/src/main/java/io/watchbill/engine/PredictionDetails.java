package io.watchbill.engine;

import io.watchbill.engine.decode.ClassScores;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.EventLayout;
import org.jspecify.annotations.Nullable;

/** What performance and segments need of predictions beside their columns: scores, scores by class, segments. */
final class PredictionDetails {
    private final ModelPlan plan;
    private final DecodedBatch batch;
    private final int[] rows;
    private final int count;
    private final BatchTexts texts;

    /** @param rows the rows of predictions, the first {@code count} of them */
    PredictionDetails(ModelPlan plan, DecodedBatch batch, int[] rows, int count, BatchTexts texts) {
        this.plan = plan;
        this.batch = batch;
        this.rows = rows;
        this.count = count;
        this.texts = texts;
    }

    /** The scores by class of a model that chooses among several; scores that are no shares are left out. */
    BinnedBatch.Shares shares() {
        if (plan.layout().answer() != EventLayout.Answer.CLASS) {
            return BinnedBatch.Shares.NONE;
        }
        ClassScores scores = batch.classScores();
        int all = 0;
        for (int i = 0; i < count; i++) {
            all += usable(scores, rows[i]) ? scores.end(rows[i]) - scores.start(rows[i]) : 0;
        }
        BinnedBatch.Shares shares = new BinnedBatch.Shares(count, all);
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (usable(scores, rows[i])) {
                for (int at = scores.start(rows[i]); at < scores.end(rows[i]); at++) {
                    shares.classes[size] = texts.number(scores.classAt(at));
                    shares.values[size++] = scores.scoreAt(at);
                }
            }
            shares.ends[i] = size;
        }
        return shares;
    }

    private static boolean usable(ClassScores scores, int row) {
        boolean shares = scores.end(row) - scores.start(row) <= ShareRing.MOST;
        for (int at = scores.start(row); shares && at < scores.end(row); at++) {
            shares = isShare(scores.scoreAt(at));
        }
        return shares;
    }

    private static boolean isShare(double score) {
        return score >= 0 && score <= 1;
    }

    void fill(BinnedBatch.Predictions to) {
        boolean binary = plan.layout().answer() == EventLayout.Answer.BINARY;
        String positive = plan.model().positiveClass().orElse("");
        for (int i = 0; i < count; i++) {
            to.scores[i] = binary ? score(rows[i], positive) : Double.NaN;
        }
        for (int segment = 0; segment < to.segments.length; segment++) {
            @Nullable String[] values = batch.segments(segment);
            for (int i = 0; i < count; i++) {
                to.segments[segment][i] = texts.number(values[rows[i]]);
            }
        }
    }

    /** The positive class's score; NaN where it is no share. */
    private double score(int row, String positive) {
        double score = batch.score(row);
        ClassScores scores = batch.classScores();
        for (int at = scores.start(row); Double.isNaN(score) && at < scores.end(row); at++) {
            score = scores.classAt(at).equals(positive) ? scores.scoreAt(at) : score;
        }
        return isShare(score) ? score : Double.NaN;
    }
}
