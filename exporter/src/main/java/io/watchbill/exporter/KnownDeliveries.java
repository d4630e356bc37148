package io.watchbill.exporter;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that were taken or are being taken, by name. A taken one is remembered for {@link #KEPT}, at most so
 * many; the oldest go first. Thread-safe.
 */
final class KnownDeliveries {
    /** How long a delivery is remembered. */
    static final Duration KEPT = Duration.ofHours(24);

    private record Name(long high, long low) {}

    /** @param answer what its sender was told; null while it is being taken */
    record Known(DeliveryKey key, @Nullable IngestAnswer answer, long millis) {}

    private final int maximum;
    private final Map<Name, Known> known = new LinkedHashMap<>();

    KnownDeliveries(int maximum) {
        this.maximum = maximum;
    }

    /** Gives what is known of a delivery of that name; if nothing is, it counts as being taken from now on. */
    synchronized @Nullable Known begin(DeliveryKey key, long nowMillis) {
        Name name = name(key);
        Known old = known.get(name);
        if (old != null && (old.answer() == null || old.millis() >= nowMillis - KEPT.toMillis())) {
            return old;
        }
        known.remove(name);
        known.put(name, new Known(key, null, nowMillis));
        return null;
    }

    /** Remembers a delivery that was taken, and forgets what is too old or too much. */
    synchronized void taken(DeliveryKey key, IngestAnswer answer, long millis) {
        Name name = name(key);
        known.remove(name);
        known.put(name, new Known(key, answer, millis));
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext()) {
            Known entry = oldest.next();
            if (known.size() <= maximum && entry.millis() >= millis - KEPT.toMillis()) {
                break;
            }
            if (entry.answer() != null) {
                oldest.remove();
            }
        }
    }

    /** Forgets a delivery that was being taken: it was not stored, and may come again. */
    synchronized void abandoned(DeliveryKey key) {
        Known entry = known.get(name(key));
        if (entry != null && entry.answer() == null) {
            known.remove(name(key));
        }
    }

    private static Name name(DeliveryKey key) {
        return new Name(key.nameHigh(), key.nameLow());
    }

    synchronized int size() {
        return known.size();
    }

    int maximum() {
        return maximum;
    }
}
