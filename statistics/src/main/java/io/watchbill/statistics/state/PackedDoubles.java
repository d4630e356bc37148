package io.watchbill.statistics.state;

import java.util.Arrays;

/** Doubles: all one, or in four bytes each where every one is that of a float, or in eight. */
final class PackedDoubles {
    private static final int SAME = 0;

    private PackedDoubles() {}

    static void write(StateWriter to, double[] values) {
        int length = values.length;
        if (length == 0) {
            return;
        }
        boolean same = true;
        boolean floats = true;
        long first = Double.doubleToRawLongBits(values[0]);
        for (int i = 0; i < length && (same || floats); i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            same &= bits == first;
            floats &= Double.doubleToRawLongBits((float) values[i]) == bits;
        }
        if (same) {
            to.one(SAME);
            to.whole(first);
        } else if (floats) {
            to.one(Float.BYTES);
            int at = to.room(Float.BYTES * length);
            for (int i = 0; i < length; i++) {
                StateWriter.INTS.set(to.array(), at + i * Float.BYTES, Float.floatToRawIntBits((float) values[i]));
            }
        } else {
            to.one(Double.BYTES);
            int at = to.room(Double.BYTES * length);
            PackedNumbers.bytes(to.array(), at, Double.BYTES * length)
                    .asDoubleBuffer()
                    .put(values);
        }
    }

    static void read(StateReader from, double[] values) {
        int length = values.length;
        if (length == 0) {
            return;
        }
        int width = from.one();
        switch (width) {
            case SAME -> Arrays.fill(values, from.number());
            case Float.BYTES -> {
                int at = from.take((long) Float.BYTES * length);
                for (int i = 0; i < length; i++) {
                    values[i] = Float.intBitsToFloat((int) StateWriter.INTS.get(from.array(), at + i * Float.BYTES));
                }
            }
            case Double.BYTES -> {
                int at = from.take((long) Double.BYTES * length);
                PackedNumbers.bytes(from.array(), at, Double.BYTES * length)
                        .asDoubleBuffer()
                        .get(values);
            }
            default -> throw from.damaged("expected a width of 0, 4 or 8 bytes instead of " + width);
        }
    }
}
