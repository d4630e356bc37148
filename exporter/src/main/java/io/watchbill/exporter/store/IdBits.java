package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import java.nio.ByteBuffer;

/**
 * A Bloom filter for so many ids and no more: five bits for each id, of which three are set, all in one line of the
 * processor's cache. Of the ids that were not added, one in ten seems to be there. Outside of the heap. One thread at a
 * time adds; others may look meanwhile, and what they are sure to see is what was added before they were told to look.
 */
final class IdBits {
    private static final int BITS = 5;
    private static final int LINE_BYTES = 64;
    private static final int LINE_BITS = Byte.SIZE * LINE_BYTES;
    private static final int PLACE_BITS = Integer.numberOfTrailingZeros(LINE_BITS);

    private final ByteBuffer bytes;
    private final long lines;

    private IdBits(ByteBuffer bytes) {
        this.bytes = bytes;
        this.lines = bytes.capacity() / LINE_BYTES;
    }

    /** Bytes for so many ids. */
    static long bytes(long ids) {
        return Math.max(1, (ids * BITS + LINE_BITS - 1) / LINE_BITS) * LINE_BYTES;
    }

    /** Without any id. */
    static IdBits ofBytes(int bytes) {
        return new IdBits(ByteBuffer.allocateDirect(bytes + LINE_BYTES - 1)
                .alignedSlice(LINE_BYTES)
                .slice(0, bytes));
    }

    void add(long high, long low) {
        int line = line(high);
        set(line, place(low, 0));
        set(line, place(low, 1));
        set(line, place(low, 2));
    }

    /** Never false for an id that was added. */
    boolean mayHold(long high, long low) {
        return held(high, low) != 0;
    }

    /**
     * Keeps of the places from one to before another those whose ids may be there, and gives how many. Without a branch that
     * nobody can foretell, so that the processor fetches many lines at once.
     */
    int keep(BucketIds ids, int from, int to, int[] places, int kept) {
        int count = kept;
        for (int i = from; i < to; i++) {
            places[count] = i;
            count += held(ids.high(i), ids.low(i));
        }
        return count;
    }

    /** 1 or 0. */
    private int held(long high, long low) {
        int line = line(high);
        return bit(line, place(low, 0)) & bit(line, place(low, 1)) & bit(line, place(low, 2));
    }

    /**
     * Ids are hashes, and some bits of one choose its line: not the first ones, by which ids are sorted as they come, so that
     * the first of them would crowd into the first lines.
     */
    private int line(long high) {
        return (int) (((high & 0xffff_ffffL) * lines) >>> Integer.SIZE) * LINE_BYTES;
    }

    /** Keys hold only the first half of these bits. */
    private static int place(long low, int number) {
        return (int) (low >>> (Integer.SIZE + number * PLACE_BITS)) & (LINE_BITS - 1);
    }

    private int bit(int line, int place) {
        return (bytes.get(line + place / Byte.SIZE) >>> (place % Byte.SIZE)) & 1;
    }

    private void set(int line, int place) {
        int at = line + place / Byte.SIZE;
        bytes.put(at, (byte) (bytes.get(at) | (1 << (place % Byte.SIZE))));
    }

    /** All of it, to be written or to be filled. */
    ByteBuffer bytes() {
        return bytes.duplicate();
    }
}
