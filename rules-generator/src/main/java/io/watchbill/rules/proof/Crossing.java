package io.watchbill.rules.proof;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Optional;

/**
 * How loud the samples of a rate are for one evaluation to be the first that finds it over its threshold, whichever Prometheus evaluates.
 *
 * <p>A range of n intervals between samples holds N increments: n until Prometheus 2, and n − 1 from 3.0 on, where it leaves its earlier
 * end out; what rates extrapolate is the same for loud and quiet ones. A metric in which its counters are linear is at quiet +
 * i/N·(loud − quiet) when i of them are loud. So k of them pass the threshold, and k − 1 do not, for both N where loud is more than n/k and
 * less than (n − 1)/(k − 1) times as far from quiet as the threshold is.
 *
 * @param increments n
 * @param needed k
 * @param stretch how far loud is from quiet, when the threshold is 1 from it
 */
record Crossing(long increments, long needed, BigDecimal stretch) {

    /** Enough for a month of samples; and texts show four of a value, which then never lies half-way between two of them. */
    private static final MathContext DIGITS = new MathContext(9);

    /**
     * About half of a range is loud at the first evaluation that fires; empty where samples and evaluations do not fall together, or
     * too few into the range.
     *
     * @param range of the rates
     */
    static Optional<Crossing> of(Cadence cadence, Duration range) {
        return increments(cadence, range).flatMap(increments -> {
            long each = Cadence.times(cadence.evaluation(), cadence.sample());
            // The first loud sample falls on an evaluation, and so must the k-th.
            long needed = 1 + increments / 2 / each * each;
            if (needed == 1 || needed >= increments) {
                return Optional.empty();
            }
            BigDecimal least = ratio(increments, needed);
            BigDecimal most = ratio(increments - 1, needed - 1);
            BigDecimal stretch = least.add(most).divide(BigDecimal.valueOf(2)).round(DIGITS);
            return Optional.of(new Crossing(increments, needed, stretch));
        });
    }

    /** The first loud sample is enough, as far over the threshold as quiet is under it. */
    static Optional<Crossing> atOnce(Cadence cadence, Duration range) {
        return increments(cadence, range).map(increments -> new Crossing(increments, 1, BigDecimal.valueOf(2)));
    }

    private static Optional<Long> increments(Cadence cadence, Duration range) {
        long each = Cadence.times(cadence.evaluation(), cadence.sample());
        long increments = Cadence.times(range, cadence.sample());
        boolean whole = each > 0
                && cadence.sample().multipliedBy(each).equals(cadence.evaluation())
                && cadence.sample().multipliedBy(increments).equals(range);
        return whole && increments > 1 ? Optional.of(increments) : Optional.empty();
    }

    private static BigDecimal ratio(long one, long other) {
        return BigDecimal.valueOf(one).divide(BigDecimal.valueOf(other), MathContext.DECIMAL64);
    }
}
