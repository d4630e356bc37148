package io.watchbill.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Edges that people can read. */
final class ShortDecimal {
    private static final int MOST_DIGITS = 17;

    private ShortDecimal() {}

    /** The value with the fewest significant digits in {@code (below, upTo]}; {@code upTo} itself if none is shorter. */
    static double between(double below, double upTo) {
        if (upTo == 0 || (below < 0 && upTo > 0)) {
            return 0;
        }
        BigDecimal exact = new BigDecimal(upTo);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            double rounded =
                    exact.round(new MathContext(digits, RoundingMode.FLOOR)).doubleValue();
            if (rounded > below && rounded <= upTo) {
                return rounded;
            }
        }
        return upTo;
    }
}
