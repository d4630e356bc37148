package io.watchbill.statistics;

/**
 * Whether as many events went to the holdout as planned, looked at as often as one likes; the least p-value of all looks is
 * kept here. An arm that gets more or less than its share was not drawn at random, and its comparison says nothing. M.
 * Lindon, A. Malek (2022), as {@link AlwaysValid#lnSampleRatio}. Not safe for several threads.
 */
public final class SampleRatio {
    private final double share;
    private double least;

    /**
     * No looks yet.
     *
     * @param share the holdout's planned share, above 0 and under 1
     */
    public SampleRatio(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a planned share must be above 0 and under 1, not " + share);
        }
        this.share = share;
    }

    /**
     * Looks at the arms.
     *
     * @param holdouts events of the holdout since its start
     * @param all events of both arms
     * @return ln of the always-valid p-value, at most 0
     */
    public double look(long holdouts, long all) {
        double now = AlwaysValid.lnSampleRatio(holdouts, all, share);
        // No number where the counts are past what a double holds; then this look says nothing.
        least = now < least ? now : least;
        return least;
    }

    /** ln of the least p-value of all looks so far: all that must be kept of them. */
    public double leastLnPValue() {
        return least;
    }

    /** Goes on from looks of before. */
    public void resume(double leastLnPValue) {
        least = Math.min(0, leastLnPValue);
    }
}
