package io.watchbill.exporter.store;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The memory that all filters together may take. Where there is none, ids are looked up without a filter. Thread-safe. */
final class FilterMemory {
    /** For the predictions of a week of 1,000 a second, or for half as many of which each has its label. */
    private static final long MOST_BYTES = 384L << 20;

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    private FilterMemory(long most) {
        this.most = most;
    }

    /** Java bounds what is outside of the heap by the heap's size, and others need some of that too. */
    static FilterMemory ofThisProcess() {
        return new FilterMemory(Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() * 3 / 4));
    }

    static FilterMemory ofBytes(long most) {
        return new FilterMemory(most);
    }

    /** Bits that are to be given back; null if there is no room for so many bytes. */
    @Nullable
    IdBits take(long bytes) {
        if (bytes > Integer.MAX_VALUE / 2 || taken.addAndGet(bytes) > most) {
            return refused(bytes);
        }
        try {
            return IdBits.ofBytes((int) bytes);
        } catch (OutOfMemoryError e) {
            return refused(bytes);
        }
    }

    private @Nullable IdBits refused(long bytes) {
        taken.addAndGet(-bytes);
        return null;
    }

    void giveBack(ByteBuffer bytes) {
        taken.addAndGet(-bytes.capacity());
    }

    /** How much is in use. */
    long bytes() {
        return taken.get();
    }
}
