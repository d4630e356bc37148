package io.watchbill.engine.decode;

/**
 * Turns an event's id into 128 bits with a secret key, so that ids can be joined without being kept: {@link SipHash}
 * over the UTF-16 units of the id.
 *
 * @param key0 the key's first half
 * @param key1 the key's second half
 */
public record IdHash(long key0, long key1) {

    /** Hashes {@code length} characters and writes the halves into {@code halves}. */
    void hash(char[] text, int offset, int length, long[] halves) {
        SipHash hash = new SipHash(key0, key1);
        int end = offset + (length & ~3);
        for (int at = offset; at < end; at += 4) {
            hash.add(text[at] | (long) text[at + 1] << 16 | (long) text[at + 2] << 32 | (long) text[at + 3] << 48);
        }
        long rest = 0;
        for (int i = 0; i < (length & 3); i++) {
            rest |= (long) text[end + i] << (i << 4);
        }
        hash.addLast(rest, length << 1);
        halves[0] = hash.first();
        halves[1] = hash.second();
    }
}
