package io.watchbill.engine;

import java.util.Arrays;

/**
 * The newest predictions by the keyed hash of their id, so that labels and outcomes find them.
 *
 * <ol>
 *   <li>Rows are a ring in order of arrival: a row is overwritten only after {@code maximum} newer ones.
 *   <li>Every row in use is in exactly one chain, that of its hash; chains hold the newest first.
 *   <li>Memory is {@code maximum} rows of 64 bytes and 2 for each segment, taken page by page as they are first used. A row's
 *       numbers lie side by side: rows are asked for from all over, and the processor waits for memory once for each.
 * </ol>
 *
 * <p>Not thread-safe. A row's number is valid until the next {@link #put}, {@link #dropOldest} or expiry.
 */
final class Joins {
    /** Pages are small enough never to be humongous objects. */
    private static final int PAGE_BITS = 11;

    private static final int PAGE = 1 << PAGE_BITS;
    private static final int HEADS_BITS = 13;
    private static final int HEADS = 1 << HEADS_BITS;
    private static final int NONE = -1;

    /** Of a row: words of 64 bits. */
    private static final int WORDS = 8;

    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int TIME = 2;
    private static final int DETAIL = 3;
    /** The confidence of a classifier; the label of a regression, which has none. */
    private static final int SECOND = 4;

    private static final int LABEL_TIME = 5;
    /** The next row of the chain in 32 bits, then version and opponent in 16 bits each. */
    private static final int NEXT = 6;
    /** Answer, arm and label in 16 bits each, then flags. */
    private static final int NAMES = 7;

    private static final int ARM_BITS = 16;
    private static final int LABEL_BITS = 32;
    private static final int VERSION_BITS = 32;
    private static final int OPPONENT_BITS = 48;
    private static final long LABELLED = 1L << 48;
    private static final long CONVERTED = 1L << 49;
    private static final long SHORT = 0xffffL;
    private static final long INT = 0xffff_ffffL;

    private final int maximum;
    private final int segments;
    private final Page[] pages;
    private final int[][] heads;
    private final int headMask;
    private final SparePages<Page> sparePages;
    private final SparePages<int[]> spareHeads;
    private int oldest;
    private int size;

    /** So many rows. */
    private static final class Page {
        private final long[] words;
        private final short[] segments;

        private Page(int segments, int rows) {
            this.words = new long[WORDS * rows];
            this.segments = new short[segments * rows];
        }
    }

    /**
     * @param maximum rows kept, at least 1
     * @param segments how many segments each prediction belongs to
     */
    Joins(int maximum, int segments) {
        this(
                maximum,
                segments,
                new SparePages<>(() -> new Page(segments, PAGE)),
                new SparePages<>(() -> new int[HEADS]));
    }

    private Joins(int maximum, int segments, SparePages<Page> sparePages, SparePages<int[]> spareHeads) {
        this.maximum = maximum;
        this.segments = segments;
        this.sparePages = sparePages;
        this.spareHeads = spareHeads;
        this.pages = new Page[(maximum + PAGE - 1) >>> PAGE_BITS];
        int slots = Integer.highestOneBit(Math.max(HEADS, maximum - 1)) << 1;
        this.headMask = slots - 1;
        this.heads = new int[slots >>> HEADS_BITS][];
    }

    /** An empty index like this one, which gets the pages of this one once they are {@link #giveBack given back}. */
    Joins next() {
        return new Joins(maximum, segments, sparePages, spareHeads);
    }

    /** Gives its pages to the next ones; it is not to be used any more. */
    void giveBack() {
        sparePages.giveBack(pages);
        spareHeads.giveBack(heads);
    }

    int size() {
        return size;
    }

    int maximum() {
        return maximum;
    }

    boolean full() {
        return size == maximum;
    }

    /** Remembers a prediction; the index must not be full. */
    int put(long high, long low, long time, int version, int answer, int arm) {
        if (size == maximum) {
            throw new IllegalStateException("the index is full; drop the oldest first");
        }
        int row = (int) (((long) oldest + size) % maximum);
        size++;
        Page page = pages[row >>> PAGE_BITS];
        if (page == null) {
            page = sparePages.take();
            pages[row >>> PAGE_BITS] = page;
        }
        long[] words = page.words;
        int at = at(row);
        words[at + HIGH] = high;
        words[at + LOW] = low;
        words[at + TIME] = time;
        words[at + NEXT] = (head(low) & INT) | (version & SHORT) << VERSION_BITS;
        words[at + NAMES] = (answer & SHORT) | (arm & SHORT) << ARM_BITS;
        setHead(low, row);
        return row;
    }

    /** The newest prediction of that id, or -1. */
    int find(long high, long low) {
        return from(head(low), high, low);
    }

    /** The prediction of that id and time; the newest of that id if there is none of that time; or -1. */
    int find(long high, long low, long time) {
        int newest = find(high, low);
        int row = newest;
        while (row != NONE && time(row) != time) {
            row = from(next(row), high, low);
        }
        return row == NONE ? newest : row;
    }

    private int from(int first, long high, long low) {
        int row = first;
        while (row != NONE) {
            long[] words = words(row);
            int at = at(row);
            if (words[at + LOW] == low && words[at + HIGH] == high) {
                return row;
            }
            row = (int) words[at + NEXT];
        }
        return NONE;
    }

    /** The oldest row; the index must not be empty. */
    int oldest() {
        if (size == 0) {
            throw new IllegalStateException("the index is empty");
        }
        return oldest;
    }

    /** Forgets the oldest row. */
    void dropOldest() {
        int row = oldest();
        long low = idLow(row);
        int before = head(low);
        if (before == row) {
            setHead(low, next(row));
        } else {
            while (next(before) != row) {
                before = next(before);
            }
            set(before, NEXT, 0, INT, next(row));
        }
        oldest = row + 1 == maximum ? 0 : row + 1;
        size--;
    }

    private int next(int row) {
        return (int) word(row, NEXT);
    }

    private int head(long low) {
        int slot = (int) low & headMask;
        int[] page = heads[slot >>> HEADS_BITS];
        return page == null ? NONE : page[slot & HEADS - 1] - 1;
    }

    /** Rows are stored plus one, so that a fresh page is empty. */
    private void setHead(long low, int row) {
        int slot = (int) low & headMask;
        int[] page = heads[slot >>> HEADS_BITS];
        if (page == null) {
            page = spareHeads.take();
            Arrays.fill(page, 0);
            heads[slot >>> HEADS_BITS] = page;
        }
        page[slot & HEADS - 1] = row + 1;
    }

    private long[] words(int row) {
        return pages[row >>> PAGE_BITS].words;
    }

    private static int at(int row) {
        return (row & PAGE - 1) * WORDS;
    }

    private long word(int row, int word) {
        return words(row)[at(row) + word];
    }

    private void setWord(int row, int word, long value) {
        words(row)[at(row) + word] = value;
    }

    /** Puts a number in some bits of a word. */
    private void set(int row, int word, int shift, long mask, int value) {
        long others = word(row, word) & ~(mask << shift);
        setWord(row, word, others | (value & mask) << shift);
    }

    /** So many rows can be {@link #copyOf copied} at once. */
    static final int MOST_COPIED = 256;

    /**
     * Some rows as rows 0, 1, … of an index of their own, which is only to be read by row. Rows from all over are read in one
     * go, so that the processor waits for many of them at a time.
     *
     * @param rows up to {@link #MOST_COPIED}
     */
    Joins copyOf(int[] rows, int count) {
        Joins copy = new Joins(count, segments, sparePages, spareHeads);
        Page to = new Page(segments, count);
        copy.pages[0] = to;
        copy.size = count;
        for (int i = 0; i < count; i++) {
            System.arraycopy(words(rows[i]), at(rows[i]), to.words, WORDS * i, WORDS);
        }
        for (int segment = 0; segment < segments; segment++) {
            for (int i = 0; i < count; i++) {
                to.segments[i * segments + segment] = (short) segment(rows[i], segment);
            }
        }
        return copy;
    }

    /** The row that is so many places after the oldest. */
    int row(int place) {
        return (int) (((long) oldest + place) % maximum);
    }

    long idHigh(int row) {
        return word(row, HIGH);
    }

    long idLow(int row) {
        return word(row, LOW);
    }

    long time(int row) {
        return word(row, TIME);
    }

    int version(int row) {
        return (short) (word(row, NEXT) >>> VERSION_BITS);
    }

    int answer(int row) {
        return (short) word(row, NAMES);
    }

    int arm(int row) {
        return (short) (word(row, NAMES) >>> ARM_BITS);
    }

    /** A binary score, a predicted number, or where a classifier's scores lie. */
    double detail(int row) {
        return Double.longBitsToDouble(word(row, DETAIL));
    }

    double confidence(int row) {
        return Double.longBitsToDouble(word(row, SECOND));
    }

    void setNumbers(int row, double detail, double confidence) {
        setWord(row, DETAIL, Double.doubleToRawLongBits(detail));
        setWord(row, SECOND, Double.doubleToRawLongBits(confidence));
    }

    /** The version that a prediction of the holdout is compared with. */
    int opponent(int row) {
        return (short) (word(row, NEXT) >>> OPPONENT_BITS);
    }

    void setOpponent(int row, int version) {
        set(row, NEXT, OPPONENT_BITS, SHORT, version);
    }

    int segment(int row, int segment) {
        return pages[row >>> PAGE_BITS].segments[(row & PAGE - 1) * segments + segment];
    }

    void setSegment(int row, int segment, int value) {
        pages[row >>> PAGE_BITS].segments[(row & PAGE - 1) * segments + segment] = (short) value;
    }

    boolean labelled(int row) {
        return is(row, LABELLED);
    }

    int label(int row) {
        return (short) (word(row, NAMES) >>> LABEL_BITS);
    }

    double labelNumber(int row) {
        return Double.longBitsToDouble(word(row, SECOND));
    }

    long labelTime(int row) {
        return word(row, LABEL_TIME);
    }

    /** Notes a classifier's label. */
    void setLabel(int row, int label, long time) {
        set(row, NAMES, LABEL_BITS, SHORT, label);
        setWord(row, LABEL_TIME, time);
        set(row, LABELLED);
    }

    /** Notes a regression's label, in place of a confidence. */
    void setLabelNumber(int row, double number, long time) {
        setWord(row, SECOND, Double.doubleToRawLongBits(number));
        setLabel(row, 0, time);
    }

    boolean converted(int row) {
        return is(row, CONVERTED);
    }

    void setConverted(int row) {
        set(row, CONVERTED);
    }

    private boolean is(int row, long flag) {
        return (word(row, NAMES) & flag) != 0;
    }

    private void set(int row, long flag) {
        setWord(row, NAMES, word(row, NAMES) | flag);
    }
}
