package io.watchbill.profiler;

import io.watchbill.statistics.RocAuc;
import java.util.Arrays;
import java.util.Optional;

/** Rows of each distinct score, ascending, so that the area under the ROC curve is that of the scores themselves. */
final class ScoreCounts {
    private double[] scores = new double[16];
    private long[] positives = new long[16];
    private long[] negatives = new long[16];
    private int distinct;
    private long rows;

    /** Adds equal rows; scores must not fall from call to call. */
    void add(double score, boolean positive, long count) {
        if (distinct == 0 || scores[distinct - 1] != score) {
            if (distinct == scores.length) {
                scores = Arrays.copyOf(scores, 2 * distinct);
                positives = Arrays.copyOf(positives, 2 * distinct);
                negatives = Arrays.copyOf(negatives, 2 * distinct);
            }
            scores[distinct++] = score;
        }
        (positive ? positives : negatives)[distinct - 1] += count;
        rows += count;
    }

    long rows() {
        return rows;
    }

    /** Empty while there are rows of one class only. */
    Optional<RocAuc> rocAuc() {
        return RocAuc.of(Arrays.copyOf(positives, distinct), Arrays.copyOf(negatives, distinct));
    }
}
