package io.watchbill.statistics.state;

import java.util.Arrays;

/** Numbers of 16 bits: all one, or in a byte each where all but the largest are under 255, or in two. */
final class PackedChars {
    private static final int SAME = 0;
    private static final int NARROW = 1;
    private static final int WIDE = 2;

    private PackedChars() {}

    static void write(StateWriter to, char[] values) {
        int length = values.length;
        if (length == 0) {
            return;
        }
        int most = 0;
        int apart = 0;
        char first = values[0];
        for (char value : values) {
            most |= (char) (value + 1);
            apart |= value ^ first;
        }
        if (apart == 0) {
            to.one(SAME);
            int at = to.room(Character.BYTES);
            StateWriter.SHORTS.set(to.array(), at, (short) first);
        } else if (most <= 0xFF) {
            to.one(NARROW);
            int at = to.room(length);
            byte[] bytes = to.array();
            for (int i = 0; i < length; i++) {
                bytes[at + i] = (byte) (values[i] + 1);
            }
        } else {
            to.one(WIDE);
            int at = to.room(Character.BYTES * length);
            PackedNumbers.bytes(to.array(), at, Character.BYTES * length)
                    .asCharBuffer()
                    .put(values);
        }
    }

    static void read(StateReader from, char[] values) {
        int length = values.length;
        if (length == 0) {
            return;
        }
        int width = width(from);
        int at = from.take(bytes(width, length));
        byte[] bytes = from.array();
        switch (width) {
            case SAME -> Arrays.fill(values, (char) (short) StateWriter.SHORTS.get(bytes, at));
            case NARROW -> {
                for (int i = 0; i < length; i++) {
                    values[i] = (char) ((bytes[at + i] & 0xFF) - 1);
                }
            }
            default ->
                PackedNumbers.bytes(bytes, at, Character.BYTES * length)
                        .asCharBuffer()
                        .get(values);
        }
    }

    static void skip(StateReader from, int length) {
        if (length > 0) {
            from.take(bytes(width(from), length));
        }
    }

    private static int width(StateReader from) {
        int width = from.one();
        from.require(width <= WIDE, "a width of 0, 1 or 2 bytes instead of " + width);
        return width;
    }

    private static long bytes(int width, int length) {
        return width == SAME ? Character.BYTES : (long) width * length;
    }
}
