package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/** Doubles in few bytes where they are short decimals, as scores often are; exact for all. */
final class ShortNumber {
    private static final int EXACT = 0;
    private static final int NONE = 1;
    /** The tag of a decimal without places; the next ones have 1, 2, … places. */
    private static final int DECIMAL = 2;

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6};
    private static final double MOST = 1L << 34;

    private ShortNumber() {}

    static void write(double value, StateWriter to) {
        if (Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(Double.NaN)) {
            to.varint(NONE);
            return;
        }
        for (int places = 0; places < POWERS.length && Math.abs(value) * POWERS[places] < MOST; places++) {
            long digits = Math.round(value * POWERS[places]);
            if (Double.doubleToRawLongBits(digits / POWERS[places]) == Double.doubleToRawLongBits(value)) {
                to.varint(DECIMAL + places);
                to.signed(digits);
                return;
            }
        }
        to.varint(EXACT);
        to.number(value);
    }

    static double read(StateReader from) {
        int tag = from.below(Integer.MAX_VALUE);
        if (tag == NONE) {
            return Double.NaN;
        }
        if (tag == EXACT) {
            return from.number();
        }
        if (tag - DECIMAL >= POWERS.length) {
            throw from.damaged("a number of kind " + tag);
        }
        return from.signed() / POWERS[tag - DECIMAL];
    }
}
