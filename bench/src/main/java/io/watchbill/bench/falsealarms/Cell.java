package io.watchbill.bench.falsealarms;

import org.jspecify.annotations.Nullable;

/**
 * How often one score of one kind of data was called significant.
 *
 * @param data what was drawn
 * @param traffic how the window's values came
 * @param n values of a window
 * @param m values of a reference
 * @param seeds references and windows that were drawn
 * @param scored those of them in which the score has a p-value
 * @param atFivePercent those with p under 0.05
 * @param atOnePerMille those with p under 0.001
 */
record Cell(
        String data,
        Score score,
        Traffic traffic,
        int n,
        int m,
        int seeds,
        int scored,
        int atFivePercent,
        int atOnePerMille) {

    private static final double MOST_AT_FIVE_PERCENT = 0.065;
    private static final double MOST_OF_USERS = 0.1;
    private static final double FEWEST_AT_FIVE_PERCENT = 0.03;
    private static final double MOST_AT_ONE_PER_MILLE = 0.003;

    /** Of the windows that have a p-value at all, so that its absence does not look like care. */
    double rateAtFivePercent() {
        return (double) atFivePercent / scored;
    }

    double rateAtOnePerMille() {
        return (double) atOnePerMille / scored;
    }

    /** Whether enough windows have the score to speak of a rate. */
    boolean counts() {
        return scored >= seeds / 2;
    }

    /** Whether it alarms so seldom that there must be a reason. */
    boolean seldom() {
        return counts() && rateAtFivePercent() < FEWEST_AT_FIVE_PERCENT;
    }

    /** What is wrong with the rates; null if they are within their bounds. */
    @Nullable
    String complaint() {
        if (!counts()) {
            return null;
        }
        boolean users = traffic == Traffic.USERS;
        if (rateAtFivePercent() > (users ? MOST_OF_USERS : MOST_AT_FIVE_PERCENT)) {
            return "too many at 0.05";
        }
        if (!users && rateAtOnePerMille() > MOST_AT_ONE_PER_MILLE) {
            return "too many at 0.001";
        }
        return seldom() && Careful.why(data, score, traffic) == null ? "too few at 0.05, and no reason is known" : null;
    }
}
