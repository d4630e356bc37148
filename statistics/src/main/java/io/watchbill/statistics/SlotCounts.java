package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * Exact counts by slot, of one pane or of a whole window. Memory follows the traffic: a dense array of bytes, shorts, ints
 * or longs, as wide as the largest count needs, or, once {@link #compact()} finds it smaller, only the slots that were
 * hit (6 bytes each). Adding to dense counts allocates nothing until a count outgrows its width.
 */
final class SlotCounts {
    /** Sees a slot and its count. */
    interface Visitor {
        void slot(int slot, long count);
    }

    /** Of a slot that was hit: its number, the lower and the upper half of its count. */
    private static final int CHARS_PER_SLOT = 3;

    private static final char[] NONE = {};

    private final int slots;
    /**
     * By its type: chars are the slots that were hit, in ascending order; bytes, shorts, ints or longs are all slots. One
     * field, because a column has a hundred panes, and most of them few events.
     */
    private Object counts = NONE;

    private boolean compacted = true;
    /** Whether counts changed since they were written last. */
    private boolean unsaved;

    SlotCounts(int slots) {
        this.slots = slots;
    }

    /** Adds one; the common case is dense counts that are wide enough. */
    void add(int slot) {
        if (counts instanceof byte[] bytes && bytes[slot] != -1) {
            bytes[slot]++;
        } else if (counts instanceof short[] shorts && shorts[slot] != -1) {
            shorts[slot]++;
        } else if (counts instanceof int[] ints && ints[slot] != -1) {
            ints[slot]++;
        } else {
            add(slot, 1);
            return;
        }
        compacted = false;
        unsaved = true;
    }

    /** Adds to a slot, whose count stays at least 0. */
    void add(int slot, long by) {
        if (by == 0) {
            return;
        }
        if (counts instanceof char[] hit) {
            expand(hit);
        }
        compacted = false;
        unsaved = true;
        long value = get(slot) + by;
        while (value > largest(width())) {
            widen(width() * 2);
        }
        if (counts instanceof byte[] bytes) {
            bytes[slot] = (byte) value;
        } else if (counts instanceof short[] shorts) {
            shorts[slot] = (short) value;
        } else if (counts instanceof int[] ints) {
            ints[slot] = (int) value;
        } else if (counts instanceof long[] longs) {
            longs[slot] = value;
        }
    }

    /** Bytes that a count takes: 1, 2, 4 or 8; 0 if only the slots that were hit are kept. */
    private int width() {
        if (counts instanceof byte[]) {
            return 1;
        }
        if (counts instanceof short[]) {
            return 2;
        }
        if (counts instanceof int[]) {
            return 4;
        }
        return counts instanceof long[] ? 8 : 0;
    }

    long get(int slot) {
        if (counts instanceof byte[] bytes) {
            return Byte.toUnsignedLong(bytes[slot]);
        }
        if (counts instanceof short[] shorts) {
            return Short.toUnsignedLong(shorts[slot]);
        }
        if (counts instanceof int[] ints) {
            return Integer.toUnsignedLong(ints[slot]);
        }
        if (counts instanceof long[] longs) {
            return longs[slot];
        }
        return counts instanceof char[] hit ? find(hit, slot) : 0;
    }

    private static long find(char[] hit, int slot) {
        int low = 0;
        int high = hit.length / CHARS_PER_SLOT - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int there = hit[middle * CHARS_PER_SLOT];
            if (there == slot) {
                return count(hit, middle);
            }
            low = there < slot ? middle + 1 : low;
            high = there < slot ? high : middle - 1;
        }
        return 0;
    }

    /** The count of one of the slots that were hit. */
    private static int count(char[] hit, int index) {
        return hit[index * CHARS_PER_SLOT + 1] | hit[index * CHARS_PER_SLOT + 2] << Character.SIZE;
    }

    private static void put(char[] hit, int index, int slot, int count) {
        hit[index * CHARS_PER_SLOT] = (char) slot;
        hit[index * CHARS_PER_SLOT + 1] = (char) count;
        hit[index * CHARS_PER_SLOT + 2] = (char) (count >>> Character.SIZE);
    }

    /** Shows every slot that was hit, in ascending order. */
    void each(Visitor visitor) {
        if (counts instanceof char[] hit) {
            for (int i = 0; i < hit.length / CHARS_PER_SLOT; i++) {
                visitor.slot(hit[i * CHARS_PER_SLOT], count(hit, i));
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

    /**
     * Adds the counts of {@code length} slots to every {@code stride}th number from an offset on.
     *
     * @param from the first slot
     */
    void addTo(long[] sums, int offset, int stride, int from, int length) {
        if (counts instanceof byte[] bytes) {
            for (int i = 0; i < length; i++) {
                sums[offset + i * stride] += bytes[from + i] & 0xFF;
            }
        } else if (counts instanceof short[] shorts) {
            for (int i = 0; i < length; i++) {
                sums[offset + i * stride] += shorts[from + i] & 0xFFFF;
            }
        } else if (counts instanceof int[] ints) {
            for (int i = 0; i < length; i++) {
                sums[offset + i * stride] += ints[from + i] & 0xFFFF_FFFFL;
            }
        } else if (counts instanceof long[] longs) {
            for (int i = 0; i < length; i++) {
                sums[offset + i * stride] += longs[from + i];
            }
        } else {
            each((slot, count) -> {
                if (slot >= from && slot < from + length) {
                    sums[offset + (slot - from) * stride] += count;
                }
            });
        }
    }

    /** All counts. */
    long[] toLongs() {
        long[] all = new long[slots];
        addTo(all, 0, 1, 0, slots);
        return all;
    }

    /** Counts by coarse bin of the column. */
    long[] coarse(ColumnReference reference) {
        long[] sums = new long[reference.coarseBins()];
        if (counts instanceof byte[] bytes && reference instanceof NumericReference numeric) {
            for (int bin = 0; bin < sums.length; bin++) {
                sums[bin] = sum(bytes, numeric.coarseStart(bin), numeric.coarseEnd(bin));
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

    private static long sum(byte[] bytes, int from, int to) {
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
        int hits = 0;
        for (int slot = 0; slot < slots; slot++) {
            long count = get(slot);
            if (count > Integer.MAX_VALUE) {
                return;
            }
            hits += count == 0 ? 0 : 1;
        }
        if (hits * CHARS_PER_SLOT * Character.BYTES >= slots * width()) {
            return;
        }
        char[] hit = new char[hits * CHARS_PER_SLOT];
        for (int slot = 0, i = 0; slot < slots; slot++) {
            int count = (int) get(slot);
            if (count != 0) {
                put(hit, i++, slot, count);
            }
        }
        counts = hit;
    }

    /** Whether any slot was ever hit. */
    boolean isUsed() {
        return !(counts instanceof char[] hit) || hit.length > 0;
    }

    /** Whether anything changed since {@link #write} was last called. */
    boolean unsaved() {
        return unsaved;
    }

    /** Writes the counts as they are kept: sparse, or dense with their width. */
    void write(StateWriter to) {
        unsaved = false;
        to.varint(width());
        if (counts instanceof char[] hit) {
            to.varint(hit.length / CHARS_PER_SLOT);
            int before = -1;
            for (int i = 0; i < hit.length / CHARS_PER_SLOT; i++) {
                int slot = hit[i * CHARS_PER_SLOT];
                to.varint(slot - before - 1L);
                to.varint(count(hit, i));
                before = slot;
            }
        } else if (counts instanceof byte[] bytes) {
            to.raw(bytes);
        } else {
            to.longs(toLongs());
        }
    }

    /** The counts that {@link #write} wrote of so many slots. */
    static SlotCounts read(int slots, StateReader from) {
        SlotCounts read = new SlotCounts(slots);
        long width = from.varint();
        read.compacted = false;
        if (width == 0) {
            read.counts = readHit(slots, from);
        } else if (width == 1) {
            byte[] bytes = new byte[slots];
            from.raw(bytes);
            read.counts = bytes;
        } else {
            from.require(width == 2 || width == 4 || width == 8, "counts of 1, 2, 4 or 8 bytes instead of " + width);
            long[] values = new long[slots];
            from.longs(values);
            for (long value : values) {
                from.require(value >= 0 && value <= largest((int) width), "counts that fit their width");
            }
            read.counts = values;
            read.widen((int) width);
        }
        return read;
    }

    private static char[] readHit(int slots, StateReader from) {
        int hits = from.count(2);
        char[] hit = new char[hits * CHARS_PER_SLOT];
        int slot = -1;
        for (int i = 0; i < hits; i++) {
            slot += 1 + from.below(slots - slot - 1L);
            int count = from.below(Integer.MAX_VALUE + 1L);
            from.require(count > 0, "the counts of slots that were hit");
            put(hit, i, slot, count);
        }
        return hit;
    }

    /** Bytes of what the array holds. */
    long bytesHeld() {
        return counts instanceof char[] hit ? (long) Character.BYTES * hit.length : (long) width() * slots;
    }

    private void expand(char[] hit) {
        counts = new byte[slots];
        for (int i = 0; i < hit.length / CHARS_PER_SLOT; i++) {
            add(hit[i * CHARS_PER_SLOT], count(hit, i));
        }
    }

    /** Keeps dense counts with so many bytes each. */
    private void widen(int to) {
        long[] values = toLongs();
        switch (to) {
            case 2 -> {
                short[] shorts = new short[slots];
                for (int slot = 0; slot < slots; slot++) {
                    shorts[slot] = (short) values[slot];
                }
                counts = shorts;
            }
            case 4 -> {
                int[] ints = new int[slots];
                for (int slot = 0; slot < slots; slot++) {
                    ints[slot] = (int) values[slot];
                }
                counts = ints;
            }
            default -> counts = values;
        }
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
