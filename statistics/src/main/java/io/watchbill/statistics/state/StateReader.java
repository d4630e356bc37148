package io.watchbill.statistics.state;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link StateWriter} wrote. Whatever the bytes are, it throws nothing but {@link StateFormatException}, and
 * takes no more memory than a small multiple of their number and of the length that an array is expected to have. Not
 * safe for several threads.
 */
public final class StateReader {
    private final String part;
    private final byte[] bytes;
    private final int end;
    private int at;

    /** @param part what the bytes are, for messages */
    public StateReader(String part, byte[] bytes) {
        this(part, bytes, 0, bytes.length);
    }

    /** As the other, of the bytes {@code from … to − 1}. */
    public StateReader(String part, byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.part = part;
        this.bytes = bytes;
        this.at = from;
        this.end = to;
    }

    /** Bytes that were not read yet. */
    public int remaining() {
        return end - at;
    }

    /** What to throw when the bytes say what cannot be. */
    public StateFormatException damaged(String message) {
        return new StateFormatException(part, message + " (before byte " + at + " of " + end + ")");
    }

    /** Objects to bytes that say what cannot be. */
    public void require(boolean holds, String expected) {
        if (!holds) {
            throw damaged("expected " + expected);
        }
    }

    /** Objects to bytes after the end. */
    public void end() {
        require(at == end, "the end");
    }

    byte[] array() {
        return bytes;
    }

    /** Takes so many bytes; returns where they start in {@link #array()}. */
    int take(long length) {
        if (length > end - at) {
            throw damaged(
                    "it ends too early: " + length + " more bytes were expected, and " + (end - at) + " are there");
        }
        int from = at;
        at += (int) length;
        return from;
    }

    /** A number that {@link StateWriter#varint} wrote. */
    public long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[take(1)];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("expected the end of a number");
    }

    /** A number that {@link StateWriter#signed} wrote. */
    public long signed() {
        long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    /** A varint from 0 to under {@code limit}. */
    public int below(long limit) {
        long value = varint();
        require(value >= 0 && value < limit, "a number under " + limit + " instead of " + value);
        return (int) value;
    }

    /** A varint of at least 0. */
    public long counted() {
        long value = varint();
        require(value >= 0, "a count");
        return value;
    }

    /** How many things follow that take at least so many bytes each, from 1. */
    public int count(int bytesEach) {
        return below(remaining() / bytesEach + 1L);
    }

    /** A number in eight bytes. */
    public long whole() {
        return (long) StateWriter.LONGS.get(bytes, take(Long.BYTES));
    }

    /** A double. */
    public double number() {
        return Double.longBitsToDouble(whole());
    }

    /** Yes or no. */
    public boolean flag() {
        int value = one();
        require(value <= 1, "yes or no");
        return value == 1;
    }

    int one() {
        return bytes[take(1)] & 0xFF;
    }

    /** A text. */
    public String text() {
        long header = varint();
        boolean narrow = (header & 1) == 0;
        long length = header >>> 1;
        require(length <= remaining(), "a text of at most " + remaining() + " characters");
        int from = take(narrow ? length : length * Character.BYTES);
        return narrow
                ? new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1)
                : new String(wide(from, (int) length));
    }

    private char[] wide(int from, int length) {
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = (char) (short) StateWriter.SHORTS.get(bytes, from + i * Character.BYTES);
        }
        return text;
    }

    /** A text, or none. */
    public @Nullable String optionalText() {
        return flag() ? text() : null;
    }

    /** Fills the array with bytes as they are. */
    public void raw(byte[] values) {
        System.arraycopy(bytes, take(values.length), values, 0, values.length);
    }

    /** Fills the array with numbers that {@link StateWriter#longs} wrote of one of that length. */
    public void longs(long[] values) {
        PackedNumbers.read(this, values);
    }

    /** As {@link #longs}. */
    public void ints(int[] values) {
        PackedNumbers.read(this, values);
    }

    /** As {@link #longs}. */
    public void chars(char[] values) {
        PackedChars.read(this, values);
    }

    /** Passes over an array of so many chars. */
    public void skipChars(int length) {
        PackedChars.skip(this, length);
    }

    /** Passes over an array of so many numbers. */
    public void skipInts(int length) {
        PackedNumbers.skip(this, length);
    }

    /** As {@link #longs}. */
    public void doubles(double[] values) {
        PackedDoubles.read(this, values);
    }

    /** As {@link #longs}. */
    public void flags(boolean[] values) {
        PackedFlags.read(this, values);
    }
}
