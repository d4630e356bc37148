package io.watchbill.profiler;

import io.watchbill.statistics.ProbabilityLoss;
import io.watchbill.statistics.ScoreWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a binary classifier's scores are worth: log loss, Brier score, area under the ROC curve. */
final class ScoreTally implements Tally {
    private final RunningMoments logLoss = new RunningMoments();
    private final RunningMoments brier = new RunningMoments();
    // Rows of each distinct score, ascending.
    private double[] scores = new double[16];
    private long[] positives = new long[16];
    private long[] negatives = new long[16];
    private int distinct;

    /** Adds equal rows; scores must not fall from call to call. */
    void add(double score, boolean positive, long rows) {
        logLoss.add(ProbabilityLoss.logLoss(positive ? score : 1 - score), rows);
        brier.add(ProbabilityLoss.brier(score, positive), rows);
        if (distinct == 0 || scores[distinct - 1] != score) {
            if (distinct == scores.length) {
                scores = Arrays.copyOf(scores, 2 * distinct);
                positives = Arrays.copyOf(positives, 2 * distinct);
                negatives = Arrays.copyOf(negatives, 2 * distinct);
            }
            scores[distinct++] = score;
        }
        (positive ? positives : negatives)[distinct - 1] += rows;
    }

    /** Inner edges of at most {@link ScoreWindow#MAXIMUM_BINS} bins; a bin ends with the score that fills it. */
    List<Double> edges() {
        long enough = (logLoss.count() + ScoreWindow.MAXIMUM_BINS - 1) / ScoreWindow.MAXIMUM_BINS;
        List<Double> edges = new ArrayList<>();
        long inBin = 0;
        for (int i = 0; i < distinct; i++) {
            if (inBin >= enough) {
                edges.add(scores[i]);
                inBin = 0;
            }
            inBin += positives[i] + negatives[i];
        }
        return edges;
    }

    @Override
    public Map<String, MetricValue> metrics() {
        Map<String, MetricValue> metrics = new TreeMap<>();
        if (logLoss.count() > 0) {
            metrics.put("log_loss", logLoss.metric());
            metrics.put("brier", brier.metric());
        }
        long allPositives = Arrays.stream(positives).sum();
        long allNegatives = Arrays.stream(negatives).sum();
        if (allPositives > 0 && allNegatives > 0) {
            metrics.put("roc_auc", rocAuc(allPositives, allNegatives));
        }
        return metrics;
    }

    /**
     * The probability that a positive scores above a negative, ties half; its variance after DeLong, DeLong and
     * Clarke-Pearson (1988): the variance over positives of the share of negatives below them, by the number of
     * positives, and the same the other way round.
     */
    private MetricValue rocAuc(long allPositives, long allNegatives) {
        RunningMoments ofPositives = new RunningMoments();
        RunningMoments ofNegatives = new RunningMoments();
        long negativesBelow = 0;
        long positivesBelow = 0;
        for (int i = 0; i < distinct; i++) {
            if (positives[i] > 0) {
                ofPositives.add((negativesBelow + negatives[i] / 2.0) / allNegatives, positives[i]);
            }
            if (negatives[i] > 0) {
                ofNegatives.add(1 - (positivesBelow + positives[i] / 2.0) / allPositives, negatives[i]);
            }
            negativesBelow += negatives[i];
            positivesBelow += positives[i];
        }
        long rows = allPositives + allNegatives;
        double variance = sampleVariance(ofPositives) / allPositives + sampleVariance(ofNegatives) / allNegatives;
        return new MetricValue(ofPositives.mean(), rows, variance * rows);
    }

    private static double sampleVariance(RunningMoments moments) {
        return moments.count() < 2 ? 0 : moments.sumOfSquaredDeviations() / (moments.count() - 1);
    }
}
