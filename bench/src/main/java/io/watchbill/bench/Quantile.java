package io.watchbill.bench;

import java.util.List;

/** What a share of some values does not exceed. */
final class Quantile {
    private Quantile() {}

    /**
     * The least of the values that so many of them do not exceed.
     *
     * @param values at least one, in any order
     * @param share above 0 and at most 1
     */
    static double of(List<Double> values, double share) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }
}
