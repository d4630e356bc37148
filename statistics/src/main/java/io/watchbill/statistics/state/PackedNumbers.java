package io.watchbill.statistics.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Whole numbers as their least one, and how far each is above it in 0, 1, 2, 4 or 8 bytes, as the largest needs. In
 * eight bytes the least one is left out.
 */
final class PackedNumbers {
    private PackedNumbers() {}

    /** How many bytes hold numbers that lie so far apart; a negative distance is one beyond 2⁶³. */
    private static int width(long distance) {
        if (distance >>> 32 != 0) {
            return Long.BYTES;
        }
        if (distance >>> 16 != 0) {
            return Integer.BYTES;
        }
        return distance >>> 8 != 0 ? Short.BYTES : distance == 0 ? 0 : 1;
    }

    static void write(StateWriter to, long[] values) {
        if (values.length == 0) {
            return;
        }
        long least = values[0];
        long most = values[0];
        for (long value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        int width = width(most - least);
        to.one(width);
        if (width == Long.BYTES) {
            int at = to.room(Long.BYTES * values.length);
            bytes(to.array(), at, Long.BYTES * values.length).asLongBuffer().put(values);
            return;
        }
        to.signed(least);
        int at = to.room(width * values.length);
        byte[] bytes = to.array();
        switch (width) {
            case 1 -> {
                for (int i = 0; i < values.length; i++) {
                    bytes[at + i] = (byte) (values[i] - least);
                }
            }
            case Short.BYTES -> {
                for (int i = 0; i < values.length; i++) {
                    StateWriter.SHORTS.set(bytes, at + i * Short.BYTES, (short) (values[i] - least));
                }
            }
            case Integer.BYTES -> {
                for (int i = 0; i < values.length; i++) {
                    StateWriter.INTS.set(bytes, at + i * Integer.BYTES, (int) (values[i] - least));
                }
            }
            default -> {
                // All are the least one.
            }
        }
    }

    static void write(StateWriter to, int[] values) {
        int apart = 0;
        for (int value : values) {
            apart |= value ^ values[0];
        }
        if (apart == 0 && values.length > 0) {
            to.one(0);
            to.signed(values[0]);
            return;
        }
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        write(to, wide);
    }

    static void read(StateReader from, long[] values) {
        if (values.length == 0) {
            return;
        }
        int width = width(from);
        if (width == Long.BYTES) {
            int at = from.take((long) Long.BYTES * values.length);
            bytes(from.array(), at, Long.BYTES * values.length).asLongBuffer().get(values);
            return;
        }
        long least = from.signed();
        int at = from.take((long) width * values.length);
        byte[] bytes = from.array();
        for (int i = 0; i < values.length; i++) {
            values[i] = least
                    + switch (width) {
                        case 1 -> bytes[at + i] & 0xFFL;
                        case Short.BYTES -> (short) StateWriter.SHORTS.get(bytes, at + i * Short.BYTES) & 0xFFFFL;
                        case Integer.BYTES -> (int) StateWriter.INTS.get(bytes, at + i * Integer.BYTES) & 0xFFFF_FFFFL;
                        default -> 0;
                    };
        }
    }

    static void read(StateReader from, int[] values) {
        long[] wide = new long[values.length];
        read(from, wide);
        for (int i = 0; i < wide.length; i++) {
            from.require(wide[i] == (int) wide[i], "a number of 32 bits instead of " + wide[i]);
            values[i] = (int) wide[i];
        }
    }

    static void skip(StateReader from, int length) {
        if (length > 0) {
            int width = width(from);
            if (width != Long.BYTES) {
                from.signed();
            }
            from.take((long) width * length);
        }
    }

    private static int width(StateReader from) {
        int width = from.one();
        from.require(
                width <= Long.BYTES && (width & width - 1) == 0,
                "a width of 0, 1, 2, 4 or 8 bytes instead of " + width);
        return width;
    }

    static ByteBuffer bytes(byte[] bytes, int at, int length) {
        return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
