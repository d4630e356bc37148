package io.watchbill.statistics.state;

import java.util.Arrays;

/** Yes and no: all one, or a bit each. */
final class PackedFlags {
    private static final int NONE = 0;
    private static final int ALL = 1;
    private static final int BITS = 2;

    private PackedFlags() {}

    static void write(StateWriter to, boolean[] values) {
        if (values.length == 0) {
            return;
        }
        int set = 0;
        for (boolean value : values) {
            set += value ? 1 : 0;
        }
        if (set == 0 || set == values.length) {
            to.one(set == 0 ? NONE : ALL);
            return;
        }
        to.one(BITS);
        int length = bytes(values.length);
        int at = to.room(length);
        byte[] bytes = to.array();
        Arrays.fill(bytes, at, at + length, (byte) 0);
        for (int i = 0; i < values.length; i++) {
            bytes[at + (i >> 3)] |= (byte) ((values[i] ? 1 : 0) << (i & 7));
        }
    }

    static void read(StateReader from, boolean[] values) {
        if (values.length == 0) {
            return;
        }
        int form = from.one();
        switch (form) {
            case NONE -> Arrays.fill(values, false);
            case ALL -> Arrays.fill(values, true);
            case BITS -> {
                int at = from.take(bytes(values.length));
                for (int i = 0; i < values.length; i++) {
                    values[i] = (from.array()[at + (i >> 3)] >> (i & 7) & 1) == 1;
                }
            }
            default -> throw from.damaged("expected all, none or bits instead of " + form);
        }
    }

    private static int bytes(int flags) {
        return (flags + 7) >> 3;
    }
}
