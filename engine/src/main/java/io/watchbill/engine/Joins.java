package io.watchbill.engine;

/**
 * The newest predictions by the keyed hash of their id, so that labels and outcomes find them.
 *
 * <ol>
 *   <li>Rows are a ring in order of arrival: a row is overwritten only after {@code maximum} newer ones.
 *   <li>Every row in use is in exactly one chain, that of its hash; chains hold the newest first.
 *   <li>Memory is {@code maximum} rows of 37 bytes, taken page by page as they are first used.
 * </ol>
 *
 * <p>Not thread-safe. A row's number is valid until the next {@link #put}, {@link #dropOldest} or expiry.
 */
final class Joins {
    private static final int PAGE_BITS = 13;
    private static final int PAGE = 1 << PAGE_BITS;
    private static final int NONE = -1;
    private static final byte LABELLED = 1;
    private static final byte CONVERTED = 2;

    private final int maximum;
    private final Page[] pages;
    private final int[][] heads;
    private final int headMask;
    private int oldest;
    private int size;

    /** Columns of so many rows; small enough never to be a humongous object. */
    private static final class Page {
        private final long[] highs = new long[PAGE];
        private final long[] lows = new long[PAGE];
        private final long[] times = new long[PAGE];
        private final int[] next = new int[PAGE];
        private final int[] versions = new int[PAGE];
        private final short[] answers = new short[PAGE];
        private final short[] arms = new short[PAGE];
        private final byte[] flags = new byte[PAGE];
    }

    /** @param maximum rows kept, at least 1 */
    Joins(int maximum) {
        this.maximum = maximum;
        this.pages = new Page[(maximum + PAGE - 1) >>> PAGE_BITS];
        int slots = Integer.highestOneBit(Math.max(PAGE, maximum - 1)) << 1;
        this.headMask = slots - 1;
        this.heads = new int[slots >>> PAGE_BITS][];
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
            page = new Page();
            pages[row >>> PAGE_BITS] = page;
        }
        int at = row & PAGE - 1;
        page.highs[at] = high;
        page.lows[at] = low;
        page.times[at] = time;
        page.versions[at] = version;
        page.answers[at] = (short) answer;
        page.arms[at] = (short) arm;
        page.flags[at] = 0;
        page.next[at] = head(low);
        setHead(low, row);
        return row;
    }

    /** The newest prediction of that id, or -1. */
    int find(long high, long low) {
        int row = head(low);
        while (row != NONE) {
            Page page = pages[row >>> PAGE_BITS];
            int at = row & PAGE - 1;
            if (page.lows[at] == low && page.highs[at] == high) {
                return row;
            }
            row = page.next[at];
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
        Page page = pages[row >>> PAGE_BITS];
        int at = row & PAGE - 1;
        long low = page.lows[at];
        int before = head(low);
        if (before == row) {
            setHead(low, page.next[at]);
        } else {
            while (next(before) != row) {
                before = next(before);
            }
            pages[before >>> PAGE_BITS].next[before & PAGE - 1] = page.next[at];
        }
        oldest = row + 1 == maximum ? 0 : row + 1;
        size--;
    }

    private int next(int row) {
        return pages[row >>> PAGE_BITS].next[row & PAGE - 1];
    }

    private int head(long low) {
        int slot = (int) low & headMask;
        int[] page = heads[slot >>> PAGE_BITS];
        return page == null ? NONE : page[slot & PAGE - 1] - 1;
    }

    /** Rows are stored plus one, so that a fresh page is empty. */
    private void setHead(long low, int row) {
        int slot = (int) low & headMask;
        int[] page = heads[slot >>> PAGE_BITS];
        if (page == null) {
            page = new int[PAGE];
            heads[slot >>> PAGE_BITS] = page;
        }
        page[slot & PAGE - 1] = row + 1;
    }

    long time(int row) {
        return pages[row >>> PAGE_BITS].times[row & PAGE - 1];
    }

    int version(int row) {
        return pages[row >>> PAGE_BITS].versions[row & PAGE - 1];
    }

    int answer(int row) {
        return pages[row >>> PAGE_BITS].answers[row & PAGE - 1];
    }

    int arm(int row) {
        return pages[row >>> PAGE_BITS].arms[row & PAGE - 1];
    }

    boolean labelled(int row) {
        return is(row, LABELLED);
    }

    void setLabelled(int row) {
        set(row, LABELLED);
    }

    boolean converted(int row) {
        return is(row, CONVERTED);
    }

    void setConverted(int row) {
        set(row, CONVERTED);
    }

    private boolean is(int row, byte flag) {
        return (pages[row >>> PAGE_BITS].flags[row & PAGE - 1] & flag) != 0;
    }

    private void set(int row, byte flag) {
        pages[row >>> PAGE_BITS].flags[row & PAGE - 1] |= flag;
    }
}
