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
    private final short[][] classes;
    private final double[][] shares;
    private long written;

    /** @param maximum numbers kept, at least {@link #MOST} + 1 */
    ShareRing(int maximum) {
        this.maximum = maximum;
        int pages = (maximum + PAGE - 1) >>> PAGE_BITS;
        this.classes = new short[pages][];
        this.shares = new double[pages][];
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
        int page = at >>> PAGE_BITS;
        if (classes[page] == null) {
            classes[page] = new short[PAGE];
            shares[page] = new double[PAGE];
        }
        classes[page][at & PAGE - 1] = (short) number;
        shares[page][at & PAGE - 1] = share;
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
        return classes[at >>> PAGE_BITS][at & PAGE - 1];
    }

    private double shareAt(long position) {
        int at = (int) (position % maximum);
        return shares[at >>> PAGE_BITS][at & PAGE - 1];
    }
}
