package io.watchbill.statistics;

/** Edges that people can read. */
final class ShortDecimal {
    /** Powers of ten up to this one are exact doubles. */
    private static final int EXACT_POWERS = 22;

    private static final double[] TENS = new double[EXACT_POWERS + 1];

    static {
        TENS[0] = 1;
        for (int i = 1; i <= EXACT_POWERS; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private ShortDecimal() {}

    /**
     * The value with the fewest decimals in {@code (below, upTo]}: a multiple of the largest power of ten that has one
     * there; {@code upTo} itself if that power is not exact.
     */
    static double between(double below, double upTo) {
        if (upTo == 0 || (below < 0 && upTo > 0)) {
            return 0;
        }
        int first = (int) Math.ceil(Math.log10(upTo - below));
        for (int power = Math.min(EXACT_POWERS, first); power >= -EXACT_POWERS; power--) {
            double multiple = power >= 0
                    ? Math.floor(upTo / TENS[power]) * TENS[power]
                    : Math.floor(upTo * TENS[-power]) / TENS[-power];
            if (multiple > below && multiple <= upTo) {
                return multiple;
            }
        }
        return upTo;
    }
}
