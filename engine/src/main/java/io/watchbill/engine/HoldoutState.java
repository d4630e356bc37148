package io.watchbill.engine;

import io.watchbill.spec.Holdout;
import io.watchbill.statistics.AlwaysValid;
import io.watchbill.statistics.MeanCounts;
import io.watchbill.statistics.MeanWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A version against the holdout, since the holdout's first event: accuracy, or the mean absolute error of a regression,
 * and conversion where it is defined.
 *
 * <p>The counts are sums, whatever the order of arrival. The p-values are not: each is the least one of all moments at
 * which the scores were computed, which is what keeps it valid however often one looks. Not thread-safe.
 */
final class HoldoutState {
    /** Of the interval around a difference: it holds the true one at all times with 95 %. */
    private static final double ALPHA = 0.05;

    private static final int CHAMPION = 0;
    private static final int HOLDOUT = 1;

    private final boolean regression;
    private final boolean conversion;
    private final double share;
    private final double matters;
    private final long[] predictions = new long[2];
    private final long[] converted = new long[2];
    /** One pane that never ends: n, sum and sum of squares. */
    private final MeanWindow[] labelled = {new MeanWindow(1, 1), new MeanWindow(1, 1)};

    private final Least quality = new Least();
    private final Least conversions = new Least();

    HoldoutState(ModelPlan model, Holdout planned) {
        this.regression = model.regression();
        this.conversion = model.business().conversion().isPresent();
        this.share = planned.share().doubleValue();
        this.matters = planned.difference().doubleValue();
    }

    /** The least of a metric's p-values so far, as logarithms. */
    private static final class Least {
        private double ofDifference;
        private double ofRatio;
    }

    private static int side(boolean holdout) {
        return holdout ? HOLDOUT : CHAMPION;
    }

    void predicted(boolean holdout) {
        predictions[side(holdout)]++;
    }

    /** Whether the version serves others than the holdout. */
    boolean hasChampion() {
        return predictions[CHAMPION] > 0;
    }

    void converted(boolean holdout) {
        converted[side(holdout)]++;
    }

    void labelled(boolean holdout, Outcome outcome) {
        double value = value(outcome);
        if (Double.isFinite(value)) {
            labelled[side(holdout)].add(0, value);
        }
    }

    /** Puts a corrected label in the place of the one that was counted. */
    void relabelled(boolean holdout, Outcome before, Outcome after) {
        double value = value(before);
        if (Double.isFinite(value)) {
            labelled[side(holdout)].remove(0, value);
        }
        labelled(holdout, after);
    }

    private double value(Outcome outcome) {
        return regression ? Math.abs(outcome.error()) : outcome.right() ? 1 : 0;
    }

    /** The comparison by metric; nothing before the holdout's first event. */
    List<ScoreSnapshot.HoldoutScore> scores() {
        if (predictions[HOLDOUT] == 0) {
            return List.of();
        }
        List<ScoreSnapshot.HoldoutScore> all = new ArrayList<>();
        MeanCounts champion = labelled[CHAMPION].snapshot(0, 0);
        MeanCounts other = labelled[HOLDOUT].snapshot(0, 0);
        all.add(score(
                regression ? "mae" : "accuracy",
                champion.samples(),
                mean(champion),
                other.samples(),
                mean(other),
                varianceOfMean(champion) + varianceOfMean(other),
                quality));
        if (conversion) {
            double n = predictions[CHAMPION];
            double m = predictions[HOLDOUT];
            all.add(score(
                    "conversion",
                    predictions[CHAMPION],
                    converted[CHAMPION] / n,
                    predictions[HOLDOUT],
                    converted[HOLDOUT] / m,
                    AlwaysValid.varianceOfRates((double) converted[CHAMPION], n, (double) converted[HOLDOUT], m),
                    conversions));
        }
        return all;
    }

    private ScoreSnapshot.HoldoutScore score(
            String metric, long n, double champion, long m, double other, double variance, Least least) {
        OptionalDouble ratio = OptionalDouble.empty();
        if (n + m > 0) {
            least.ofRatio = Math.min(least.ofRatio, AlwaysValid.lnSampleRatio(m, n + m, share));
            ratio = OptionalDouble.of(least.ofRatio);
        }
        double difference = champion - other;
        if (n == 0 || m == 0 || !Double.isFinite(difference)) {
            return ScoreSnapshot.HoldoutScore.without(metric, ratio);
        }
        if (!(variance > 0)) {
            return ScoreSnapshot.HoldoutScore.without(metric, ratio).withDifference(difference);
        }
        least.ofDifference = Math.min(least.ofDifference, AlwaysValid.lnInverseRatio(difference, variance, matters));
        double half = AlwaysValid.halfWidth(variance, matters, ALPHA);
        return new ScoreSnapshot.HoldoutScore(
                metric,
                OptionalDouble.of(difference),
                OptionalDouble.of(difference - half),
                OptionalDouble.of(difference + half),
                OptionalDouble.of(least.ofDifference),
                ratio);
    }

    private static double mean(MeanCounts counts) {
        return counts.sum(0) / counts.samples();
    }

    private static double varianceOfMean(MeanCounts counts) {
        double n = counts.samples();
        double mean = counts.sum(0) / n;
        return Math.max(0, counts.sumOfSquares(0) / n - mean * mean) / n;
    }
}
