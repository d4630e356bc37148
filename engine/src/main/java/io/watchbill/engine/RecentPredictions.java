package io.watchbill.engine;

import io.watchbill.engine.decode.EventLayout;
import org.jspecify.annotations.Nullable;

/** The newest predictions of a model in memory, with the scores of their classes. Not thread-safe. */
final class RecentPredictions {
    /** Numbers kept for each prediction of a classifier of several classes: how many scores, and the scores. */
    private static final int SHARES = 8;

    private final ModelPlan plan;
    private final EventLayout.Answer answer;
    private final int segments;
    private final Joins joins;
    private final ShareRing shares;

    /** @param maximum predictions kept */
    RecentPredictions(ModelPlan plan, int maximum) {
        this(plan, new Joins(maximum, plan.layout().segments().size()), new ShareRing((int)
                Math.min(Integer.MAX_VALUE - 8L, Math.max(1_000L, (long) SHARES * maximum))));
    }

    private RecentPredictions(ModelPlan plan, Joins joins, ShareRing shares) {
        this.plan = plan;
        this.answer = plan.layout().answer();
        this.segments = plan.layout().segments().size();
        this.joins = joins;
        this.shares = shares;
    }

    /** None yet, in memory that these will {@link #giveBack give back}. */
    RecentPredictions next() {
        return new RecentPredictions(plan, joins.next(), shares.next());
    }

    /** Gives their memory to the next ones; they are not to be used any more. */
    void giveBack() {
        joins.giveBack();
        shares.giveBack();
    }

    /** What the numbers of its predictions mean. */
    ModelPlan plan() {
        return plan;
    }

    /** The ring of rows. */
    Joins joins() {
        return joins;
    }

    /**
     * Remembers a prediction; there must be room.
     *
     * @param rows the batch's texts as numbers of names
     * @param classes numbers the classes of its scores
     * @return its row
     */
    int put(BinnedBatch.Predictions from, int row, PredictionRows rows, BatchNumbers classes) {
        int join = joins.put(
                from.idHighs[row],
                from.idLows[row],
                from.times[row],
                rows.versions[row],
                rows.classes[row],
                rows.arms[row]);
        joins.setOpponent(join, rows.opponents[row]);
        for (int segment = 0; segment < segments; segment++) {
            joins.setSegment(join, segment, rows.segments[segment][row]);
        }
        double detail = switch (answer) {
            case BINARY -> from.scores[row];
            case CLASS -> (double) keep(from.shares, row, classes);
            case NUMBER -> from.answerNumbers[row];
        };
        joins.setNumbers(join, detail, from.confidences[row]);
        return join;
    }

    /** Remembers a prediction with what came for it; there must be room. */
    void put(long idHigh, long idLow, OpenPrediction prediction) {
        int join = joins.put(idHigh, idLow, prediction.time, prediction.version, prediction.answer, prediction.arm);
        joins.setOpponent(join, prediction.opponent);
        for (int segment = 0; segment < segments; segment++) {
            joins.setSegment(join, segment, prediction.segments[segment]);
        }
        double detail = prediction.number;
        if (answer == EventLayout.Answer.CLASS) {
            detail = (double) keep(prediction.shares);
        }
        joins.setNumbers(join, detail, prediction.confidence);
        write(join, prediction);
    }

    private long keep(@Nullable ClassShares scores) {
        if (scores == null) {
            return ShareRing.NOTHING;
        }
        long kept = shares.start(scores.count());
        for (int i = 0; i < scores.count(); i++) {
            shares.add(scores.classes[i], scores.values[i]);
        }
        return kept;
    }

    private long keep(BinnedBatch.Shares from, int row, BatchNumbers classes) {
        int start = from.start(row);
        int end = from.ends[row];
        if (start == end) {
            return ShareRing.NOTHING;
        }
        long kept = shares.start(end - start);
        for (int at = start; at < end; at++) {
            shares.add(classes.of(from.classes[at]), from.values[at]);
        }
        return kept;
    }

    /** The prediction in a row, with what came for it. */
    OpenPrediction read(int row) {
        return read(joins, row);
    }

    /** The prediction in a row of this index, or of a copy of some of its rows. */
    OpenPrediction read(Joins from, int row) {
        int[] values = new int[segments];
        for (int segment = 0; segment < segments; segment++) {
            values[segment] = from.segment(row, segment);
        }
        boolean several = answer == EventLayout.Answer.CLASS;
        OpenPrediction prediction = new OpenPrediction(
                from.time(row),
                from.version(row),
                from.answer(row),
                from.arm(row),
                from.opponent(row),
                values,
                several ? Double.NaN : from.detail(row),
                regression() ? Double.NaN : from.confidence(row),
                several ? shares.read((long) from.detail(row)) : null);
        if (from.labelled(row)) {
            prediction.restoreLabel(
                    from.label(row), regression() ? from.labelNumber(row) : Double.NaN, from.labelTime(row));
        }
        if (from.converted(row)) {
            prediction.restoreConverted();
        }
        return prediction;
    }

    /** Keeps what came for the prediction in a row. */
    void write(int row, OpenPrediction prediction) {
        if (prediction.labelled()) {
            if (regression()) {
                joins.setLabelNumber(row, prediction.labelNumber(), prediction.labelTime());
            } else {
                joins.setLabel(row, prediction.label(), prediction.labelTime());
            }
        }
        if (prediction.converted()) {
            joins.setConverted(row);
        }
    }

    private boolean regression() {
        return answer == EventLayout.Answer.NUMBER;
    }
}
