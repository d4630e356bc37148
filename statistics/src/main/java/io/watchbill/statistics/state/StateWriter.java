package io.watchbill.statistics.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers, texts and arrays as bytes, small and fast; {@link StateReader} reads them back, bit for bit. Whole
 * numbers that are small take few bytes; arrays take no more bytes an entry than their entries lie apart. Can be used
 * again after {@link #clear()}. Not safe for several threads.
 */
public final class StateWriter {
    static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FIRST_BYTES = 256;
    private static final int MOST_OF_A_VARINT = 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    /** Bytes so far. */
    public int size() {
        return size;
    }

    /** Forgets what was written, to write anew. */
    public void clear() {
        size = 0;
    }

    /** Puts a copy of the bytes so far into a buffer, which has room for them. */
    public void copyTo(ByteBuffer buffer) {
        buffer.put(bytes, 0, size);
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The first 64 bits of the SHA-256 of what was written: tells what shapes are equal. */
    public long fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, size);
            return (long) LONGS.get(digest.digest(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    byte[] array() {
        return bytes;
    }

    /** Makes room for so many bytes; returns where they start in {@link #array()}. */
    int room(int length) {
        int at = size;
        if (length > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, length), 2 * bytes.length));
        }
        size += length;
        return at;
    }

    /** A number from 0, in 7 bits a byte; a negative one takes ten bytes. */
    public void varint(long value) {
        int at = room(MOST_OF_A_VARINT);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            bytes[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        bytes[at++] = (byte) left;
        size = at;
    }

    /** A number of either sign; small where it is near 0. */
    public void signed(long value) {
        varint(value << 1 ^ value >> 63);
    }

    /** A number in eight bytes. */
    public void whole(long value) {
        int at = room(Long.BYTES);
        LONGS.set(bytes, at, value);
    }

    /** A double with all its bits. */
    public void number(double value) {
        whole(Double.doubleToRawLongBits(value));
    }

    /** Yes or no. */
    public void flag(boolean value) {
        one(value ? 1 : 0);
    }

    void one(int value) {
        int at = room(1);
        bytes[at] = (byte) value;
    }

    /** A text, with every {@code char} of it. */
    public void text(String text) {
        int length = text.length();
        boolean narrow = true;
        for (int i = 0; i < length && narrow; i++) {
            narrow = text.charAt(i) <= 0xFF;
        }
        varint((long) length << 1 | (narrow ? 0 : 1));
        int at = room(narrow ? length : length * Character.BYTES);
        for (int i = 0; i < length; i++) {
            if (narrow) {
                bytes[at + i] = (byte) text.charAt(i);
            } else {
                SHORTS.set(bytes, at + i * Character.BYTES, (short) text.charAt(i));
            }
        }
    }

    /** A text, or none. */
    public void optionalText(@Nullable String text) {
        flag(text != null);
        if (text != null) {
            text(text);
        }
    }

    /** The bytes as they are; their number is not written. */
    public void raw(byte[] values) {
        int at = room(values.length);
        System.arraycopy(values, 0, bytes, at, values.length);
    }

    /** What another has written; how many bytes that is, is not written. */
    public void raw(StateWriter other) {
        int at = room(other.size);
        System.arraycopy(other.bytes, 0, bytes, at, other.size);
    }

    /** The numbers of an array; how many is not written, as of all arrays. */
    public void longs(long[] values) {
        PackedNumbers.write(this, values);
    }

    /** As {@link #longs(long[])}. */
    public void ints(int[] values) {
        PackedNumbers.write(this, values);
    }

    /** Numbers of 16 bits; the largest one counts as the one before 0, since it often stands for nothing. */
    public void chars(char[] values) {
        PackedChars.write(this, values);
    }

    /** As {@link #longs(long[])}, with all bits of every double. */
    public void doubles(double[] values) {
        PackedDoubles.write(this, values);
    }

    /** As {@link #longs(long[])}: a bit each, or one for all. */
    public void flags(boolean[] values) {
        PackedFlags.write(this, values);
    }
}
