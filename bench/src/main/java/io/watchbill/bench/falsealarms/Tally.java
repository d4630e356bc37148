package io.watchbill.bench.falsealarms;

import org.jspecify.annotations.Nullable;

/** Counts p-values by column of a table; one for each thread, added up at the end. */
final class Tally {
    private static final double LN_FIVE_PERCENT = Math.log(0.05);
    private static final double LN_ONE_PER_MILLE = Math.log(0.001);

    private final int[] scored;
    private final int[] atFivePercent;
    private final int[] atOnePerMille;

    Tally(int size) {
        this.scored = new int[size];
        this.atFivePercent = new int[size];
        this.atOnePerMille = new int[size];
    }

    void add(int at, @Nullable Double lnPValue) {
        if (lnPValue != null) {
            scored[at]++;
            atFivePercent[at] += lnPValue < LN_FIVE_PERCENT ? 1 : 0;
            atOnePerMille[at] += lnPValue < LN_ONE_PER_MILLE ? 1 : 0;
        }
    }

    Tally plus(Tally other) {
        Tally sum = new Tally(scored.length);
        for (int i = 0; i < scored.length; i++) {
            sum.scored[i] = scored[i] + other.scored[i];
            sum.atFivePercent[i] = atFivePercent[i] + other.atFivePercent[i];
            sum.atOnePerMille[i] = atOnePerMille[i] + other.atOnePerMille[i];
        }
        return sum;
    }

    Cell cell(int at, String data, Score score, Traffic traffic, int n, int m, int seeds) {
        return new Cell(data, score, traffic, n, m, seeds, scored[at], atFivePercent[at], atOnePerMille[at]);
    }
}
