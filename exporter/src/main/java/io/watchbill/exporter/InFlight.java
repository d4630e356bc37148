package io.watchbill.exporter;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the bytes of all bodies that are being taken in at one moment. Thread-safe. */
final class InFlight {
    private final long maximum;
    private final AtomicLong used = new AtomicLong();

    InFlight(long maximum) {
        this.maximum = maximum;
    }

    /** Takes {@code bytes} of the bound, or nothing and false if they do not fit. */
    boolean reserve(long bytes) {
        long now = used.get();
        while (now + bytes <= maximum) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }

    long maximum() {
        return maximum;
    }
}
