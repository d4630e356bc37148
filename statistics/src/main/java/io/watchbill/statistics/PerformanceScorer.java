package io.watchbill.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Performance of a model in a window, against its baseline. A metric that cannot be computed, such as precision where
 * nothing was predicted, is left out.
 */
public final class PerformanceScorer {
    private static final int SMALLER_IS_WORSE = 1;
    private static final int LARGER_IS_WORSE = -1;
    private static final double ROUNDING = 1e-12;

    private PerformanceScorer() {}

    /**
     * Accuracy, precision, recall and F1.
     *
     * @param positive the positive class of a binary classifier; empty for the mean over classes (macro)
     * @param window length of the window, to find the baseline's chunks
     */
    public static List<PerformanceScore> classification(
            ClassCounts counts, OptionalInt positive, @Nullable PerformanceBaseline baseline, Duration window) {
        long samples = counts.samples();
        if (samples == 0) {
            return List.of();
        }
        List<PerformanceScore> scores = new ArrayList<>();
        scores.add(accuracy(counts, samples, baseline, window));
        for (ClassRatio ratio : ClassRatio.values()) {
            PerformanceScore score = ratio(ratio, counts, positive, metric(baseline, ratio.metric()), window);
            if (score != null) {
                scores.add(score);
            }
        }
        return List.copyOf(scores);
    }

    private static PerformanceScore accuracy(
            ClassCounts counts, long samples, @Nullable PerformanceBaseline baseline, Duration window) {
        double[] right = new double[counts.panes()];
        double[] all = new double[counts.panes()];
        double hits = 0;
        for (int pane = 0; pane < counts.panes(); pane++) {
            for (int c = 0; c < counts.classes(); c++) {
                right[pane] += counts.hits(pane, c);
            }
            all[pane] = counts.samples(pane);
            hits += right[pane];
        }
        double n = samples;
        Residuals residuals = new Residuals(counts.panes());
        residuals.add(right, all, hits / n, n, 1);
        return DropTest.score(
                "accuracy",
                hits / n,
                samples,
                SMALLER_IS_WORSE,
                true,
                residuals.variance(),
                Double.NaN,
                metric(baseline, "accuracy"),
                window);
    }

    /** One ratio of the positive class, or the mean over classes; null where it cannot be computed. */
    static @Nullable PerformanceScore ratio(
            ClassRatio ratio,
            ClassCounts counts,
            OptionalInt positive,
            @Nullable MetricBaseline baseline,
            Duration window) {
        int panes = counts.panes();
        int first = positive.orElse(0);
        int last = positive.orElse(counts.classes() - 1);
        int present = 0;
        for (int c = first; c <= last; c++) {
            present += occurs(counts, c) ? 1 : 0;
        }
        Residuals residuals = new Residuals(panes);
        double value = 0;
        double samples = 0;
        for (int c = first; c <= last; c++) {
            if (!occurs(counts, c)) {
                continue;
            }
            double[] above = new double[panes];
            double[] below = new double[panes];
            double sumAbove = 0;
            double sumBelow = 0;
            for (int pane = 0; pane < panes; pane++) {
                above[pane] = ratio.above(counts.hits(pane, c));
                below[pane] = ratio.below(counts.predicted(pane, c), counts.actual(pane, c));
                sumAbove += above[pane];
                sumBelow += below[pane];
            }
            samples += sumBelow;
            // Never predicted counts as 0 in the mean over classes, as scikit-learn has it.
            double share = sumBelow == 0 ? 0 : sumAbove / sumBelow;
            value += share / present;
            if (sumBelow > 0) {
                residuals.add(above, below, share, sumBelow, present);
            }
        }
        if (present == 0 || samples == 0) {
            return null;
        }
        boolean rate = positive.isPresent() && ratio.isRate();
        return DropTest.score(
                ratio.metric(),
                value,
                rate ? Math.round(samples) : counts.samples(),
                SMALLER_IS_WORSE,
                rate,
                residuals.variance(),
                Double.NaN,
                baseline,
                window);
    }

    private static boolean occurs(ClassCounts counts, int ofClass) {
        for (int pane = 0; pane < counts.panes(); pane++) {
            if (counts.predicted(pane, ofClass) + counts.actual(pane, ofClass) > 0) {
                return true;
            }
        }
        return false;
    }

    /** MAE, RMSE, bias, WAPE and R². Bias and R² have no test; a constant target has no R². */
    public static List<PerformanceScore> regression(
            MeanCounts counts, @Nullable PerformanceBaseline baseline, Duration window) {
        double n = counts.samples();
        if (n == 0) {
            return List.of();
        }
        List<PerformanceScore> scores = new ArrayList<>();
        scores.add(mean("mae", counts, RegressionWindow.ABSOLUTE_ERROR, LARGER_IS_WORSE, baseline, window));
        double meanSquare = counts.sum(RegressionWindow.SQUARED_ERROR) / n;
        double rmse = Math.sqrt(meanSquare);
        // The delta method: the variance of a root is the square's over four times the square.
        BlockVariance ofSquare =
                residuals(counts, RegressionWindow.SQUARED_ERROR).variance();
        double scale = meanSquare == 0 ? 0 : 1 / (4 * meanSquare);
        scores.add(DropTest.score(
                "rmse",
                rmse,
                counts.samples(),
                LARGER_IS_WORSE,
                false,
                new BlockVariance(ofSquare.value() * scale, ofSquare.blocks()),
                variance(counts, RegressionWindow.SQUARED_ERROR) * scale,
                metric(baseline, "rmse"),
                window));
        double bias = counts.sum(RegressionWindow.ERROR) / n;
        scores.add(untested("bias", bias, counts.samples(), metric(baseline, "bias"), LARGER_IS_WORSE));
        double size = counts.sum(RegressionWindow.ABSOLUTE_TARGET);
        if (size > 0) {
            scores.add(wape(counts, size, baseline, window));
        }
        double mean = counts.sum(RegressionWindow.TARGET) / n;
        double squares = counts.sumOfSquares(RegressionWindow.TARGET);
        double spread = squares - n * mean * mean;
        // What is left of the squares of a constant target is rounding, not spread.
        if (spread > ROUNDING * squares) {
            double explained = 1 - meanSquare * n / spread;
            scores.add(untested("r2", explained, counts.samples(), metric(baseline, "r2"), SMALLER_IS_WORSE));
        }
        return List.copyOf(scores);
    }

    private static PerformanceScore wape(
            MeanCounts counts, double size, @Nullable PerformanceBaseline baseline, Duration window) {
        double value = counts.sum(RegressionWindow.ABSOLUTE_ERROR) / size;
        double[] above = new double[counts.panes()];
        double[] below = new double[counts.panes()];
        for (int pane = 0; pane < counts.panes(); pane++) {
            above[pane] = counts.sum(pane, RegressionWindow.ABSOLUTE_ERROR);
            below[pane] = counts.sum(pane, RegressionWindow.ABSOLUTE_TARGET);
        }
        Residuals residuals = new Residuals(counts.panes());
        residuals.add(above, below, value, size, 1);
        return DropTest.score(
                "wape",
                value,
                counts.samples(),
                LARGER_IS_WORSE,
                false,
                residuals.variance(),
                Double.NaN,
                metric(baseline, "wape"),
                window);
    }

    /**
     * A metric that is the mean of one number for each event, such as confidence, log loss or Brier score.
     *
     * @param smallerIsWorse which direction is worse
     * @return null without events
     */
    public static @Nullable PerformanceScore mean(
            String metric,
            MeanCounts counts,
            boolean smallerIsWorse,
            @Nullable MetricBaseline baseline,
            Duration window) {
        return counts.samples() == 0
                ? null
                : mean(metric, counts, 0, smallerIsWorse ? SMALLER_IS_WORSE : LARGER_IS_WORSE, baseline, window);
    }

    /** The area under the ROC curve against its baseline. */
    public static PerformanceScore rocAuc(
            RocAuc area, long samples, @Nullable PerformanceBaseline baseline, Duration window) {
        return DropTest.score(
                "roc_auc",
                area.value(),
                samples,
                SMALLER_IS_WORSE,
                false,
                BlockVariance.UNKNOWN,
                area.variance(),
                metric(baseline, "roc_auc"),
                window);
    }

    private static PerformanceScore mean(
            String metric,
            MeanCounts counts,
            int quantity,
            int worse,
            @Nullable PerformanceBaseline baseline,
            Duration window) {
        return mean(metric, counts, quantity, worse, metric(baseline, metric), window);
    }

    private static PerformanceScore mean(
            String metric,
            MeanCounts counts,
            int quantity,
            int worse,
            @Nullable MetricBaseline baseline,
            Duration window) {
        return DropTest.score(
                metric,
                counts.sum(quantity) / counts.samples(),
                counts.samples(),
                worse,
                false,
                residuals(counts, quantity).variance(),
                variance(counts, quantity),
                baseline,
                window);
    }

    private static PerformanceScore untested(
            String metric, double value, long samples, @Nullable MetricBaseline baseline, int worse) {
        Double drop = baseline == null
                ? null
                : "bias".equals(metric)
                        ? Double.valueOf(Math.abs(value) - Math.abs(baseline.value()))
                        : Double.valueOf(worse * (baseline.value() - value));
        return new PerformanceScore(
                metric, value, samples, baseline == null ? null : baseline.value(), drop, null, false);
    }

    private static Residuals residuals(MeanCounts counts, int quantity) {
        double n = counts.samples();
        double[] above = new double[counts.panes()];
        double[] below = new double[counts.panes()];
        for (int pane = 0; pane < counts.panes(); pane++) {
            above[pane] = counts.sum(pane, quantity);
            below[pane] = counts.samples(pane);
        }
        Residuals residuals = new Residuals(counts.panes());
        residuals.add(above, below, counts.sum(quantity) / n, n, 1);
        return residuals;
    }

    // Variance of a mean of independent events.
    private static double variance(MeanCounts counts, int quantity) {
        double n = counts.samples();
        if (n < 2) {
            return Double.NaN;
        }
        double mean = counts.sum(quantity) / n;
        return Math.max(0, counts.sumOfSquares(quantity) / n - mean * mean) / (n - 1);
    }

    private static @Nullable MetricBaseline metric(@Nullable PerformanceBaseline baseline, String metric) {
        return baseline == null ? null : baseline.metric(metric);
    }

    /** How far each pane is from what the whole window makes one expect, as a part of the value. */
    private static final class Residuals {
        private final double[] sums;
        private final boolean[] filled;

        Residuals(int panes) {
            this.sums = new double[panes];
            this.filled = new boolean[panes];
        }

        void add(double[] above, double[] below, double ratio, double allBelow, int of) {
            for (int pane = 0; pane < sums.length; pane++) {
                sums[pane] += (above[pane] - below[pane] * ratio) / allBelow / of;
                filled[pane] |= below[pane] > 0;
            }
        }

        BlockVariance variance() {
            return BlockVariance.of(sums, filled);
        }
    }
}
