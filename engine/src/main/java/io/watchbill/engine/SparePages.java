package io.watchbill.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pages that nobody reads any more, for whoever needs the next ones. Pages that are made anew and live for a while are copied
 * several times before the garbage collector leaves them alone, and everything waits meanwhile. Not thread-safe.
 *
 * @param <T> a page
 */
final class SparePages<T> {
    private final Supplier<T> fresh;
    private final Deque<T> spare = new ArrayDeque<>();

    SparePages(Supplier<T> fresh) {
        this.fresh = fresh;
    }

    /** A page with anything in it. */
    T take() {
        return spare.isEmpty() ? fresh.get() : spare.remove();
    }

    /**
     * Takes pages back, and keeps half as many again at most: memory that busier times have needed is let go.
     *
     * @param pages null where there is none
     */
    void giveBack(@Nullable T[] pages) {
        int count = 0;
        for (T page : pages) {
            if (page != null) {
                spare.add(page);
                count++;
            }
        }
        while (spare.size() > count + count / 2) {
            T ignored = spare.remove();
        }
    }

    int size() {
        return spare.size();
    }
}
