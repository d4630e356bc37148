package io.watchbill.statistics;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a metric is worse than its baseline by more than chance. For a rate of counts the signed root of the
 * likelihood ratio G of the 2 × 2 table (S. Wilks, 1938); for every metric t = drop/√(V + V₀) on B − 1 degrees, with the
 * blocks' variance V and the variance V₀ of the baseline's own chunks as long as the window; of two p-values the larger.
 * On flight delays a test without V and V₀ rejects 41 % of the training month's own hours.
 */
final class DropTest {
    private DropTest() {}

    /**
     * Scores a metric.
     *
     * @param worse {@code +1} where a smaller value is worse, {@code −1} where a larger one is
     * @param rate whether {@code value·samples} successes out of {@code samples} make a binomial rate
     * @param variance blocks' variance of the value
     * @param independent variance of the value for independent events, used where there are too few blocks; NaN if
     *     unknown
     */
    static PerformanceScore score(
            String metric,
            double value,
            long samples,
            int worse,
            boolean rate,
            BlockVariance variance,
            double independent,
            @Nullable MetricBaseline baseline,
            Duration window) {
        if (baseline == null) {
            return new PerformanceScore(metric, value, samples, null, null, null, false);
        }
        double drop = worse * (baseline.value() - value);
        Optional<MetricBaseline.ChunkVariance> chunks = baseline.chunkVariance(window);
        double ofBaseline =
                chunks.map(MetricBaseline.ChunkVariance::variance).orElse(baseline.variance() / baseline.samples());
        double ln = Double.NaN;
        if (variance.known()) {
            ln = lnStudent(drop, variance.value() + ofBaseline, variance.blocks() - 1);
        } else if (!rate && !Double.isNaN(independent)) {
            ln = lnNormal(drop, independent + ofBaseline);
        }
        if (rate) {
            double root = signedRoot(value * samples, (double) samples, baseline.value() * baseline.samples(), (double)
                    baseline.samples());
            double byCounts = Tails.lnNormal(worse * root);
            ln = Double.isNaN(ln) ? byCounts : Math.max(ln, byCounts);
        }
        return new PerformanceScore(
                metric,
                value,
                samples,
                baseline.value(),
                drop,
                Double.isNaN(ln) ? null : Double.valueOf(Math.min(0, ln)),
                chunks.isPresent());
    }

    private static double lnStudent(double drop, double variance, int degrees) {
        return variance > 0 ? Tails.lnStudent(drop / Math.sqrt(variance), degrees) : certain(drop);
    }

    private static double lnNormal(double drop, double variance) {
        return variance > 0 ? Tails.lnNormal(drop / Math.sqrt(variance)) : certain(drop);
    }

    // Nothing varies at all: no evidence can be weighed, so none is claimed.
    private static double certain(double drop) {
        return drop > 0 ? Double.NaN : 0;
    }

    /** Root of G = 2Σ O ln(O/E) of successes x of n against y of m; positive where x/n is the smaller share. */
    static double signedRoot(double x, double n, double y, double m) {
        double successes = x + y;
        double failures = n - x + (m - y);
        double all = n + m;
        double g = part(x, successes * n / all)
                + part(y, successes * m / all)
                + part(n - x, failures * n / all)
                + part(m - y, failures * m / all);
        return Math.copySign(Math.sqrt(Math.max(0, 2 * g)), y / m - x / n);
    }

    private static double part(double observed, double expected) {
        return observed <= 0 ? 0 : observed * Math.log(observed / expected);
    }
}
