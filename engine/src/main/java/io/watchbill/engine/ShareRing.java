package io.watchbill.engine;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The scores that classifiers gave each class, of the newest predictions: a ring of numbers. What was written is known
 * by the position it started at, until as many newer numbers as the ring holds have followed. Not thread-safe.
 */
final class ShareRing {
    /** More than there are classes, so that no sender fills the ring with one line. */
    static final int MOST = 128;

    static final long NOTHING = -1;

    /** The scores of one prediction, until more are written. */
    record Kept(ShareRing ring, long start) {
        /** As {@link ShareRing#share}, at most 1. */
        double share(int ofClass) {
            return Math.min(1, ring.share(start, ofClass));
        }

        double squares() {
            return ring.squares(start);
        }

        /** Shows the class of every score; one that stands for several may come several times. */
        void eachClass(IntConsumer visitor) {
            for (int i = 1; i <= ring.count(start); i++) {
                visitor.accept(ring.classAt(start + i));
            }
        }
    }

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
    Kept kept(long start) {
        return holds(start) ? new Kept(this, start) : null;
    }

    /** The score of one class, 0 where it had none; classes beyond the cap add up in one. */
    double share(long start, int ofClass) {
        double sum = 0;
        for (int i = 1; i <= count(start); i++) {
            if (classAt(start + i) == ofClass) {
                sum += shareAt(start + i);
            }
        }
        return sum;
    }

    /** Σ of the squares of all scores. */
    double squares(long start) {
        double sum = 0;
        for (int i = 1; i <= count(start); i++) {
            sum += shareAt(start + i) * shareAt(start + i);
        }
        return sum;
    }

    private int count(long start) {
        return classAt(start);
    }

    private int classAt(long position) {
        int at = (int) (position % maximum);
        return classes[at >>> PAGE_BITS][at & PAGE - 1];
    }

    private double shareAt(long position) {
        int at = (int) (position % maximum);
        return shares[at >>> PAGE_BITS][at & PAGE - 1];
    }

    /** How many numbers are held. */
    int size() {
        return (int) Math.min(written, maximum);
    }

    int maximum() {
        return maximum;
    }
}
