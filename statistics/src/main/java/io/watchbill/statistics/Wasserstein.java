package io.watchbill.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Wasserstein-1 distance Σ abs(F − G)·width in reference standard deviations. Each fine bin stands at the mean of the
 * reference's values in it; one without any stands in its middle, or at its edge where it has one edge only. The floor
 * is what sampling alone makes of it, Σ√(2/π·G(1 − G)(1/n + 1/m))·width. L. Vallender (1974), "Calculation of the
 * Wasserstein distance between probability distributions on the line".
 */
final class Wasserstein {
    private Wasserstein() {}

    /** The distance; null for a reference without spread. */
    static DriftScores.@Nullable Distance score(NumericReference reference, WindowCounts counts, long samples) {
        double deviation = reference.standardDeviation();
        if (!(deviation > 0)) {
            return null;
        }
        double n = samples;
        double m = reference.samples();
        double distance = 0;
        double floor = 0;
        long x = 0;
        long y = 0;
        double previous = position(reference, 0);
        for (int bin = 1; bin < reference.bins(); bin++) {
            x += counts.count(bin - 1);
            y += reference.count(bin - 1);
            double position = position(reference, bin);
            double width = position - previous;
            double share = y / m;
            distance += Math.abs(x / n - share) * width;
            floor += Math.sqrt(2 / Math.PI * share * (1 - share) * (1 / n + 1 / m)) * width;
            previous = position;
        }
        return new DriftScores.Distance(distance / deviation, floor / deviation);
    }

    private static double position(NumericReference reference, int bin) {
        int last = reference.bins() - 1;
        double lower = bin == 0 ? Double.NEGATIVE_INFINITY : reference.edge(bin - 1);
        double upper = bin == last ? Double.POSITIVE_INFINITY : reference.edge(bin);
        if (reference.count(bin) > 0) {
            // The sum was rounded: keep its mean inside the bin, so that positions ascend.
            return Math.max(lower, Math.min(upper, reference.sum(bin) / reference.count(bin)));
        }
        return bin == 0 ? upper : bin == last ? lower : lower / 2 + upper / 2;
    }
}
