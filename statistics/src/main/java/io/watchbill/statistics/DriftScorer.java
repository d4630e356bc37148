package io.watchbill.statistics;

import io.watchbill.spec.DriftScore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All drift scores of one column in one window. */
public final class DriftScorer {
    /** Under this many reference rows of the rarest kept category, its frequency is not known well enough. */
    private static final long FEWEST_AT_CAP = 100;

    private DriftScorer() {}

    /**
     * Scores a window against its reference. The verdict comes later, from {@link DriftVerdicts}, because it depends on
     * all columns; what rules a verdict out is already said here.
     *
     * @param window length of the window, to find the column's season; any length if the profile knows none
     */
    public static DriftScores score(
            ColumnReference reference, WindowCounts counts, Duration window, DriftSettings settings) {
        long n = counts.samples();
        long m = reference.samples();
        if (m == 0 || n == 0) {
            return unscored(
                    reference, n, counts, m == 0 ? NoVerdictReason.NO_REFERENCE : NoVerdictReason.INSUFFICIENT_DATA);
        }
        Season season = reference.season(window).orElse(null);
        PooledBins bins = PooledBins.of(reference, counts, n, 1);
        double phi = Dependence.beyond(season, Dependence.overdispersion(bins, counts, reference), n);
        PooledBins tested = phi == 1 ? bins : PooledBins.of(reference, counts, n, phi);
        boolean comparable = bins.size() >= 2;
        boolean testable = tested.size() >= 2;
        DriftScores.Psi psi = comparable ? psi(bins, tested, n, phi, season) : null;
        DriftScores.ChiSquare chiSquare = comparable ? chiSquare(bins, tested, n, phi, season) : null;
        DriftScores.Distance jensenShannon = comparable && settings.asks(reference, DriftScore.JENSEN_SHANNON)
                ? Distances.jensenShannon(bins)
                : null;
        DriftScores.Ks ks = null;
        DriftScores.Distance wasserstein = null;
        DriftScores.Rate unseen = null;
        if (reference instanceof NumericReference numeric) {
            ks = KolmogorovSmirnov.score(numeric, counts, n, Dependence.divisor(phi, season, bins.size(), n));
            wasserstein =
                    settings.asks(reference, DriftScore.WASSERSTEIN) ? Wasserstein.score(numeric, counts, n) : null;
        } else if (reference instanceof CategoricalReference categorical && !categorical.capped()) {
            unseen = RateTests.unseen(categorical, counts, n, phi);
        }
        Double lnPValue = ks != null
                ? Double.valueOf(ks.lnPValue())
                : chiSquare != null && testable ? chiSquare.lnPValue() : null;
        return new DriftScores(
                reference.name(),
                reference.kind(),
                n,
                m,
                psi,
                ks,
                chiSquare,
                jensenShannon,
                wasserstein,
                RateTests.missing(reference, counts, phi),
                RateTests.invalid(reference, counts, phi),
                unseen,
                phi,
                lnPValue,
                null,
                null,
                reason(reference, counts, n, lnPValue, settings));
    }

    private static DriftScores unscored(
            ColumnReference reference, long n, WindowCounts counts, NoVerdictReason reason) {
        return new DriftScores(
                reference.name(),
                reference.kind(),
                n,
                reference.samples(),
                null,
                null,
                null,
                null,
                null,
                RateTests.missing(reference, counts, 1),
                RateTests.invalid(reference, counts, 1),
                null,
                1,
                null,
                null,
                null,
                reason);
    }

    // Scores are of the bins as they are; the test is on bins that hold enough independent values.
    private static DriftScores.Psi psi(
            PooledBins bins, PooledBins tested, long samples, double phi, @Nullable Season season) {
        double n = bins.n();
        double m = bins.m();
        double value = Distances.psi(bins, 1);
        double adjusted = (phi == 1 ? value : Distances.psi(tested, phi)) * (n / phi / (n / phi + m) * m);
        double raw = phi == 1 ? adjusted : Distances.psi(tested, 1) * (n / (n + m) * m);
        double ln = Dependence.lnChiSquare(adjusted, raw, tested.size(), season, samples);
        return new DriftScores.Psi(value, (bins.size() - 1) * (1 / n + 1 / m), ln);
    }

    private static DriftScores.ChiSquare chiSquare(
            PooledBins bins, PooledBins tested, long samples, double phi, @Nullable Season season) {
        double statistic = Distances.chiSquare(bins, 1);
        double adjusted = phi == 1 ? statistic : Distances.chiSquare(tested, phi);
        double raw = phi == 1 ? statistic : Distances.chiSquare(tested, 1);
        double ln = Dependence.lnChiSquare(adjusted, raw, tested.size(), season, samples);
        return new DriftScores.ChiSquare(statistic, bins.size() - 1, Distances.v(bins), ln);
    }

    private static @Nullable NoVerdictReason reason(
            ColumnReference reference, WindowCounts counts, long n, @Nullable Double lnPValue, DriftSettings settings) {
        if (n < settings.minimumSamples()) {
            return NoVerdictReason.INSUFFICIENT_DATA;
        }
        if (oneBinOnly(reference, counts)) {
            return NoVerdictReason.CONSTANT;
        }
        if (reference instanceof CategoricalReference categorical
                && categorical.capped()
                && (categorical.count(categorical.otherBin() - 1) < FEWEST_AT_CAP || n > reference.samples() / 10)) {
            return NoVerdictReason.CAPPED;
        }
        return lnPValue == null ? NoVerdictReason.INSUFFICIENT_DATA : null;
    }

    private static boolean oneBinOnly(ColumnReference reference, WindowCounts counts) {
        int occupied = 0;
        for (int bin = 0; bin < reference.bins() && occupied < 2; bin++) {
            occupied += counts.count(bin) + reference.count(bin) > 0 ? 1 : 0;
        }
        return occupied < 2;
    }
}
