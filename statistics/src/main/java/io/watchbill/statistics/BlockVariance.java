package io.watchbill.statistics;

/**
 * Variance of a ratio or mean from how its blocks of panes differ, so that dependence between neighbouring events
 * counts. With blocks' residuals r_b = (S_b − n_b x̄)/n: V = max over blocks of 1, 2, 4, … panes, while at least
 * {@value #FEWEST_BLOCKS} have events, of B/(B − 1)·Σ r_b². H. Künsch (1989), "The jackknife and the bootstrap for
 * general stationary observations"; the linearisation of a ratio from W. Cochran (1977), "Sampling Techniques", 6.4.
 *
 * @param value the variance; NaN with too few blocks
 * @param blocks B of the block size that it comes from
 */
record BlockVariance(double value, int blocks) {
    private static final int FEWEST_BLOCKS = 5;
    /** Of what is not kept by pane. */
    static final BlockVariance UNKNOWN = new BlockVariance(Double.NaN, 0);

    /**
     * Takes the largest over block sizes.
     *
     * @param residuals by pane, adding up to 0
     * @param filled whether a pane has events
     */
    static BlockVariance of(double[] residuals, boolean[] filled) {
        double[] sums = residuals.clone();
        boolean[] used = filled.clone();
        int left = sums.length;
        BlockVariance largest = UNKNOWN;
        while (left >= FEWEST_BLOCKS) {
            double squares = 0;
            int blocks = 0;
            for (int i = 0; i < left; i++) {
                blocks += used[i] ? 1 : 0;
                squares += sums[i] * sums[i];
            }
            double variance = squares * blocks / (blocks - 1.0);
            if (blocks >= FEWEST_BLOCKS && !(variance <= largest.value())) {
                largest = new BlockVariance(variance, blocks);
            }
            int joined = (left + 1) / 2;
            for (int i = 0; i < joined; i++) {
                boolean paired = 2 * i + 1 < left;
                sums[i] = sums[2 * i] + (paired ? sums[2 * i + 1] : 0);
                used[i] = used[2 * i] || (paired && used[2 * i + 1]);
            }
            left = joined;
        }
        return largest;
    }

    boolean known() {
        return blocks > 0;
    }
}
