package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * The scores that classifiers gave each class, of the newest predictions: a ring of numbers. What was written is known
 * by the position it started at, until as many newer numbers as the ring holds have followed. Not thread-safe.
 */
final class ShareRing {
    /** More than there are classes, so that no sender fills the ring with one line. */
    static final int MOST = 128;

    static final long NOTHING = -1;

    private static final int PAGE_BITS = 13;
    private static final int PAGE = 1 << PAGE_BITS;

    private final int maximum;
    private final Page[] pages;
    private final SparePages<Page> spare;
    private long written;

    /** So many numbers. */
    private static final class Page {
        private final short[] classes = new short[PAGE];
        private final double[] shares = new double[PAGE];
    }

    /** @param maximum numbers kept, at least {@link #MOST} + 1 */
    ShareRing(int maximum) {
        this(maximum, new SparePages<>(Page::new));
    }

    private ShareRing(int maximum, SparePages<Page> spare) {
        this.maximum = maximum;
        this.spare = spare;
        this.pages = new Page[(maximum + PAGE - 1) >>> PAGE_BITS];
    }

    /** An empty ring like this one, which gets the pages of this one once they are {@link #giveBack given back}. */
    ShareRing next() {
        return new ShareRing(maximum, spare);
    }

    /** Gives its pages to the next ones; it is not to be used any more. */
    void giveBack() {
        spare.giveBack(pages);
    }

    /** Starts a prediction's scores; {@link #add} follows {@code count} times. Returns where they start. */
    long start(int count) {
        long at = written;
        put(count, 0);
        return at;
    }

    void add(int ofClass, double share) {
        put(ofClass, share);
    }

    private void put(int number, double share) {
        int at = (int) (written++ % maximum);
        Page page = pages[at >>> PAGE_BITS];
        if (page == null) {
            page = spare.take();
            pages[at >>> PAGE_BITS] = page;
        }
        page.classes[at & PAGE - 1] = (short) number;
        page.shares[at & PAGE - 1] = share;
    }

    /** Whether what started there is still held. */
    boolean holds(long start) {
        return start != NOTHING && start >= written - maximum;
    }

    /** The scores that start there; null if they are not held any more. */
    @Nullable
    ClassShares read(long start) {
        if (!holds(start)) {
            return null;
        }
        int count = classAt(start);
        int[] ofClasses = new int[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            ofClasses[i] = classAt(start + 1 + i);
            values[i] = shareAt(start + 1 + i);
        }
        return new ClassShares(ofClasses, values);
    }

    private int classAt(long position) {
        int at = (int) (position % maximum);
        return pages[at >>> PAGE_BITS].classes[at & PAGE - 1];
    }

    private double shareAt(long position) {
        int at = (int) (position % maximum);
        return pages[at >>> PAGE_BITS].shares[at & PAGE - 1];
    }
}
