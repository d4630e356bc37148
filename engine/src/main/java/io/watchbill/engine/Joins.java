package io.watchbill.engine;

/**
 * The newest predictions by the keyed hash of their id, so that labels and outcomes find them.
 *
 * <ol>
 *   <li>Rows are a ring in order of arrival: a row is overwritten only after {@code maximum} newer ones.
 *   <li>Every row in use is in exactly one chain, that of its hash; chains hold the newest first.
 *   <li>Memory is {@code maximum} rows of 63 bytes and 2 for each segment, taken page by page as they are first used.
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
    private final int segments;
    private final Page[] pages;
    private final int[][] heads;
    private final int headMask;
    private int oldest;
    private int size;

    /** Columns of so many rows; small enough never to be a humongous object. */
    private static final class Page {
        private final long[] highs;
        private final long[] lows;
        private final long[] times;
        private final int[] next;
        private final short[] versions;
        private final short[] opponents;
        private final short[] answers;
        private final short[] arms;
        private final double[] details;
        /** Confidences of a classifier; labels of a regression, which has none. */
        private final double[] seconds;

        private final short[] labels;
        private final long[] labelTimes;
        private final byte[] flags;
        private final short[] segments;

        private Page(int segments, int rows) {
            this.highs = new long[rows];
            this.lows = new long[rows];
            this.times = new long[rows];
            this.next = new int[rows];
            this.versions = new short[rows];
            this.opponents = new short[rows];
            this.answers = new short[rows];
            this.arms = new short[rows];
            this.details = new double[rows];
            this.seconds = new double[rows];
            this.labels = new short[rows];
            this.labelTimes = new long[rows];
            this.flags = new byte[rows];
            this.segments = new short[segments * rows];
        }
    }

    /**
     * @param maximum rows kept, at least 1
     * @param segments how many segments each prediction belongs to
     */
    Joins(int maximum, int segments) {
        this.maximum = maximum;
        this.segments = segments;
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
            page = new Page(segments, PAGE);
            pages[row >>> PAGE_BITS] = page;
        }
        int at = row & PAGE - 1;
        page.highs[at] = high;
        page.lows[at] = low;
        page.times[at] = time;
        page.versions[at] = (short) version;
        page.answers[at] = (short) answer;
        page.arms[at] = (short) arm;
        page.flags[at] = 0;
        page.next[at] = head(low);
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

    /** So many rows can be {@link #copyOf copied} at once. */
    static final int MOST_COPIED = 256;

    /**
     * Some rows as rows 0, 1, … of an index of their own, which is only to be read by row. Rows from all over are read
     * column by column, so that the processor waits for many of them at a time.
     *
     * @param rows up to {@link #MOST_COPIED}
     */
    Joins copyOf(int[] rows, int count) {
        Joins copy = new Joins(count, segments);
        Page to = new Page(segments, count);
        copy.pages[0] = to;
        copy.size = count;
        for (int i = 0; i < count; i++) {
            to.highs[i] = idHigh(rows[i]);
        }
        for (int i = 0; i < count; i++) {
            to.lows[i] = idLow(rows[i]);
        }
        for (int i = 0; i < count; i++) {
            to.times[i] = time(rows[i]);
        }
        for (int i = 0; i < count; i++) {
            to.versions[i] = pages[rows[i] >>> PAGE_BITS].versions[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            to.opponents[i] = pages[rows[i] >>> PAGE_BITS].opponents[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            to.answers[i] = pages[rows[i] >>> PAGE_BITS].answers[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            to.arms[i] = pages[rows[i] >>> PAGE_BITS].arms[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            to.details[i] = detail(rows[i]);
        }
        for (int i = 0; i < count; i++) {
            to.seconds[i] = pages[rows[i] >>> PAGE_BITS].seconds[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            to.flags[i] = pages[rows[i] >>> PAGE_BITS].flags[rows[i] & PAGE - 1];
        }
        for (int i = 0; i < count; i++) {
            if (to.flags[i] != 0) {
                to.labels[i] = pages[rows[i] >>> PAGE_BITS].labels[rows[i] & PAGE - 1];
                to.labelTimes[i] = labelTime(rows[i]);
            }
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
        return pages[row >>> PAGE_BITS].highs[row & PAGE - 1];
    }

    long idLow(int row) {
        return pages[row >>> PAGE_BITS].lows[row & PAGE - 1];
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

    /** A binary score, a predicted number, or where a classifier's scores lie. */
    double detail(int row) {
        return pages[row >>> PAGE_BITS].details[row & PAGE - 1];
    }

    double confidence(int row) {
        return pages[row >>> PAGE_BITS].seconds[row & PAGE - 1];
    }

    void setNumbers(int row, double detail, double confidence) {
        pages[row >>> PAGE_BITS].details[row & PAGE - 1] = detail;
        pages[row >>> PAGE_BITS].seconds[row & PAGE - 1] = confidence;
    }

    /** The version that a prediction of the holdout is compared with. */
    int opponent(int row) {
        return pages[row >>> PAGE_BITS].opponents[row & PAGE - 1];
    }

    void setOpponent(int row, int version) {
        pages[row >>> PAGE_BITS].opponents[row & PAGE - 1] = (short) version;
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
        return pages[row >>> PAGE_BITS].labels[row & PAGE - 1];
    }

    double labelNumber(int row) {
        return pages[row >>> PAGE_BITS].seconds[row & PAGE - 1];
    }

    long labelTime(int row) {
        return pages[row >>> PAGE_BITS].labelTimes[row & PAGE - 1];
    }

    /** Notes a classifier's label. */
    void setLabel(int row, int label, long time) {
        Page page = pages[row >>> PAGE_BITS];
        int at = row & PAGE - 1;
        page.labels[at] = (short) label;
        page.labelTimes[at] = time;
        page.flags[at] |= LABELLED;
    }

    /** Notes a regression's label, in place of a confidence. */
    void setLabelNumber(int row, double number, long time) {
        pages[row >>> PAGE_BITS].seconds[row & PAGE - 1] = number;
        setLabel(row, 0, time);
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
