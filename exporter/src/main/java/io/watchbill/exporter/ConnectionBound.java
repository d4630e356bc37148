package io.watchbill.exporter;

import java.nio.channels.Channel;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds the connections that are open at one moment. Thread-safe; a burst may pass the bound by the threads that accept. */
final class ConnectionBound {
    private static final int USUAL = 12_000;

    /** Of the heap, what a TLS connection holds whose record or hello is not whole yet, with a third to spare. */
    private static final int TLS_BYTES = 48 << 10;

    private final int maximum;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong refused = new AtomicLong();

    ConnectionBound(int maximum) {
        this.maximum = maximum;
    }

    /** The bound where none is configured: {@value #USUAL}, or those for which half of the heap has room. */
    static int usual(boolean tls, long heapBytes) {
        return tls ? (int) Math.min(USUAL, room(heapBytes)) : USUAL;
    }

    private static long room(long heapBytes) {
        return Math.max(1, heapBytes / 2 / TLS_BYTES);
    }

    /** What may come of a bound that the heap cannot hold. */
    static Optional<String> warning(int maximum, boolean tls, long heapBytes) {
        return !tls || maximum <= room(heapBytes)
                ? Optional.empty()
                : Optional.of("--maximum-connections: " + maximum + " TLS connections may take "
                        + (((long) maximum * TLS_BYTES) >> 20)
                        + " MiB, more than half of the heap; raise -Xmx or take at"
                        + " most " + room(heapBytes));
    }

    /** Whether there is room; where not, the connection is counted as refused. */
    boolean take(Channel channel) {
        if (isFull()) {
            refused.incrementAndGet();
            return false;
        }
        open.add(channel);
        return true;
    }

    boolean isFull() {
        return open.size() >= maximum;
    }

    /** Closing twice is closing once. */
    void release(Channel channel) {
        open.remove(channel);
    }

    int used() {
        return open.size();
    }

    int maximum() {
        return maximum;
    }

    long refused() {
        return refused.get();
    }
}
