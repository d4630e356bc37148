package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;

/**
 * Exact counts of one pane by slot. Memory follows the traffic: a dense array of bytes, shorts, ints or longs, as wide
 * as the largest count needs, or, once {@link #compact()} finds it smaller, only the slots that were hit (6 bytes
 * each). Adding to a dense pane allocates nothing until a count outgrows its width.
 */
final class PaneCounts {
    /** Sees a slot and its count. */
    interface Visitor {
        void slot(int slot, long count);
    }

    private static final int SPARSE_BYTES_PER_SLOT = 6;

    private final int slots;
    private byte[] bytes = new byte[0];
    private short[] shorts = new short[0];
    private int[] ints = new int[0];
    private long[] longs = new long[0];
    /** Bytes a count: 1, 2, 4, 8; 0 means sparse: {@link #shorts} are slots, {@link #ints} their counts. */
    private int width;

    private boolean compacted = true;
    /** Whether counts changed since they were written last. */
    private boolean unsaved;

    PaneCounts(int slots) {
        this.slots = slots;
    }

    /** Adds one; the common case is a dense pane whose counts are wide enough. */
    void add(int slot) {
        if (width == 1 && bytes[slot] != -1) {
            bytes[slot]++;
        } else if (width == 2 && shorts[slot] != -1) {
            shorts[slot]++;
        } else if (width == 4 && ints[slot] != -1) {
            ints[slot]++;
        } else {
            add(slot, 1);
            return;
        }
        compacted = false;
        unsaved = true;
    }

    void add(int slot, long by) {
        if (by == 0) {
            return;
        }
        if (width == 0) {
            expand();
        }
        compacted = false;
        unsaved = true;
        long value = get(slot) + by;
        while (value > largest(width)) {
            widen(width * 2);
        }
        switch (width) {
            case 1 -> bytes[slot] = (byte) value;
            case 2 -> shorts[slot] = (short) value;
            case 4 -> ints[slot] = (int) value;
            default -> longs[slot] = value;
        }
    }

    long get(int slot) {
        return switch (width) {
            case 0 -> {
                int at = Arrays.binarySearch(shorts, (short) (slot + Short.MIN_VALUE));
                yield at < 0 ? 0 : ints[at];
            }
            case 1 -> Byte.toUnsignedLong(bytes[slot]);
            case 2 -> Short.toUnsignedLong(shorts[slot]);
            case 4 -> Integer.toUnsignedLong(ints[slot]);
            default -> longs[slot];
        };
    }

    /** Shows every slot that was hit, in ascending order. */
    void each(Visitor visitor) {
        if (width == 0) {
            for (int i = 0; i < shorts.length; i++) {
                visitor.slot(shorts[i] - Short.MIN_VALUE, ints[i]);
            }
            return;
        }
        for (int slot = 0; slot < slots; slot++) {
            long count = get(slot);
            if (count != 0) {
                visitor.slot(slot, count);
            }
        }
    }

    /** Adds the counts of the first {@code length} slots to every {@code stride}th number from an offset on. */
    void addTo(long[] sums, int offset, int stride, int length) {
        switch (width) {
            case 0 -> {
                for (int i = 0; i < shorts.length; i++) {
                    int slot = shorts[i] - Short.MIN_VALUE;
                    if (slot < length) {
                        sums[offset + slot * stride] += ints[i];
                    }
                }
            }
            case 1 -> {
                for (int slot = 0; slot < length; slot++) {
                    sums[offset + slot * stride] += bytes[slot] & 0xFF;
                }
            }
            case 2 -> {
                for (int slot = 0; slot < length; slot++) {
                    sums[offset + slot * stride] += shorts[slot] & 0xFFFF;
                }
            }
            default -> {
                for (int slot = 0; slot < length; slot++) {
                    sums[offset + slot * stride] += get(slot);
                }
            }
        }
    }

    /** Counts by coarse bin of the column. */
    long[] coarse(ColumnReference reference) {
        long[] sums = new long[reference.coarseBins()];
        if (width == 1 && reference instanceof NumericReference numeric) {
            for (int bin = 0; bin < sums.length; bin++) {
                sums[bin] = sumOfBytes(numeric.coarseStart(bin), numeric.coarseEnd(bin));
            }
        } else {
            each((slot, count) -> {
                if (slot < reference.bins()) {
                    sums[reference.coarseOf(slot)] += count;
                }
            });
        }
        return sums;
    }

    private long sumOfBytes(int from, int to) {
        int sum = 0;
        for (int slot = from; slot < to; slot++) {
            sum += bytes[slot] & 0xFF;
        }
        return sum;
    }

    /** Keeps only the slots that were hit, if that is smaller. */
    void compact() {
        if (compacted) {
            return;
        }
        compacted = true;
        int hit = 0;
        for (int slot = 0; slot < slots; slot++) {
            long count = get(slot);
            if (count > Integer.MAX_VALUE) {
                return;
            }
            hit += count == 0 ? 0 : 1;
        }
        if (hit * SPARSE_BYTES_PER_SLOT >= slots * width) {
            return;
        }
        short[] where = new short[hit];
        int[] counts = new int[hit];
        for (int slot = 0, i = 0; slot < slots; slot++) {
            long count = get(slot);
            if (count != 0) {
                // Shifted, so that slots above 32,767 still ascend.
                where[i] = (short) (slot + Short.MIN_VALUE);
                counts[i++] = (int) count;
            }
        }
        release();
        shorts = where;
        ints = counts;
        width = 0;
    }

    /** Whether any slot was ever hit. */
    boolean isUsed() {
        return width > 0 || shorts.length > 0;
    }

    /** Whether anything changed since {@link #write} was last called. */
    boolean unsaved() {
        return unsaved;
    }

    /** Writes the counts as they are kept: sparse, or dense with their width. */
    void write(StateWriter to) {
        unsaved = false;
        to.varint(width);
        switch (width) {
            case 0 -> {
                to.varint(shorts.length);
                int before = -1;
                for (int i = 0; i < shorts.length; i++) {
                    int slot = shorts[i] - Short.MIN_VALUE;
                    to.varint(slot - before - 1L);
                    to.varint(ints[i]);
                    before = slot;
                }
            }
            case 1 -> to.raw(bytes);
            default -> {
                long[] values = new long[slots];
                addTo(values, 0, 1, slots);
                to.longs(values);
            }
        }
    }

    /** The counts that {@link #write} wrote of a pane with so many slots. */
    static PaneCounts read(int slots, StateReader from) {
        PaneCounts counts = new PaneCounts(slots);
        long width = from.varint();
        counts.compacted = false;
        if (width == 0) {
            counts.readSparse(from);
        } else if (width == 1) {
            counts.width = 1;
            counts.bytes = new byte[slots];
            from.raw(counts.bytes);
        } else {
            from.require(width == 2 || width == 4 || width == 8, "counts of 1, 2, 4 or 8 bytes instead of " + width);
            long[] values = new long[slots];
            from.longs(values);
            for (long value : values) {
                from.require(value >= 0 && value <= largest((int) width), "counts that fit their width");
            }
            counts.longs = values;
            counts.width = 8;
            if (width < 8) {
                counts.widen((int) width);
            }
        }
        return counts;
    }

    private void readSparse(StateReader from) {
        int hit = from.count(2);
        shorts = new short[hit];
        ints = new int[hit];
        int slot = -1;
        for (int i = 0; i < hit; i++) {
            slot += 1 + from.below(slots - slot - 1L);
            shorts[i] = (short) (slot + Short.MIN_VALUE);
            ints[i] = from.below(Integer.MAX_VALUE + 1L);
            from.require(ints[i] > 0, "the counts of slots that were hit");
        }
    }

    /** Bytes of the arrays. */
    long bytesHeld() {
        return bytes.length + 2L * shorts.length + 4L * ints.length + 8L * longs.length;
    }

    private void expand() {
        short[] where = shorts;
        int[] counts = ints;
        release();
        bytes = new byte[slots];
        width = 1;
        for (int i = 0; i < where.length; i++) {
            add(where[i] - Short.MIN_VALUE, counts[i]);
        }
    }

    private void widen(int to) {
        long[] values = new long[slots];
        for (int slot = 0; slot < slots; slot++) {
            values[slot] = get(slot);
        }
        release();
        width = to;
        switch (to) {
            case 2 -> {
                shorts = new short[slots];
                for (int slot = 0; slot < slots; slot++) {
                    shorts[slot] = (short) values[slot];
                }
            }
            case 4 -> {
                ints = new int[slots];
                for (int slot = 0; slot < slots; slot++) {
                    ints[slot] = (int) values[slot];
                }
            }
            default -> longs = values;
        }
    }

    private void release() {
        bytes = new byte[0];
        shorts = new short[0];
        ints = new int[0];
        longs = new long[0];
    }

    private static long largest(int width) {
        return switch (width) {
            case 1 -> 0xFF;
            case 2 -> 0xFFFF;
            case 4 -> 0xFFFF_FFFFL;
            default -> Long.MAX_VALUE;
        };
    }
}
