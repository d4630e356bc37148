package io.watchbill.engine.decode;

/**
 * SipHash-2-4 with its 128-bit output: a keyed hash that a sender cannot steer.
 *
 * <p>Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012; the double-width output as in the authors'
 * reference code. Words are added in order, the last one with the length in its top byte.
 */
public final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    /** Starts a hash with the two halves of the key. */
    public SipHash(long key0, long key1) {
        v0 = 0x736f6d6570736575L ^ key0;
        v1 = 0x646f72616e646f6dL ^ key1 ^ 0xee;
        v2 = 0x6c7967656e657261L ^ key0;
        v3 = 0x7465646279746573L ^ key1;
    }

    /** Adds eight bytes, the first of them lowest. */
    public void add(long word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }

    /** Adds the last, partial word: up to seven bytes and, in the top byte, the whole length in bytes. */
    public void addLast(long rest, int lengthBytes) {
        add(rest | (long) lengthBytes << 56);
    }

    /** Ends the hash with its first half; {@link #second} must follow. */
    public long first() {
        v2 ^= 0xee;
        return finish();
    }

    /** The second half. */
    public long second() {
        v1 ^= 0xdd;
        return finish();
    }

    private long finish() {
        round();
        round();
        round();
        round();
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
        v0 += v1;
        v1 = Long.rotateLeft(v1, 13) ^ v0;
        v0 = Long.rotateLeft(v0, 32);
        v2 += v3;
        v3 = Long.rotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = Long.rotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = Long.rotateLeft(v1, 17) ^ v2;
        v2 = Long.rotateLeft(v2, 32);
    }
}
