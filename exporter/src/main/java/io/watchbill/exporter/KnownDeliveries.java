package io.watchbill.exporter;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries that were taken or are being taken, by name. A taken one is remembered for {@link #KEPT}, at most so
 * many; the oldest go first. Saved in parts, each of what was taken since the one before. Thread-safe.
 */
final class KnownDeliveries {
    /** How long a delivery is remembered. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final String PART = "known/";

    private record Name(long high, long low) {}

    /** @param answer what its sender was told; null while it is being taken */
    record Known(DeliveryKey key, @Nullable IngestAnswer answer, long millis) {}

    /** A saved part. */
    private record Part(String key, int size, long newestMillis) {}

    private final int maximum;
    private final Map<Name, Known> known = new LinkedHashMap<>();
    private final List<Known> unsaved = new ArrayList<>();
    private final Deque<Part> parts = new ArrayDeque<>();
    private int saved;

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

    /** Whether a delivery of that name was taken. */
    synchronized boolean isTaken(DeliveryKey key) {
        Known old = known.get(name(key));
        return old != null && old.answer() != null;
    }

    /** Remembers a delivery that was taken, and forgets what is too old or too much. */
    synchronized void taken(DeliveryKey key, IngestAnswer answer, long millis) {
        Known entry = new Known(key, answer, millis);
        unsaved.add(entry);
        remember(entry);
    }

    private void remember(Known taken) {
        Name name = name(taken.key());
        known.remove(name);
        known.put(name, taken);
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext()) {
            Known entry = oldest.next();
            if (known.size() <= maximum && entry.millis() >= taken.millis() - KEPT.toMillis()) {
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

    /**
     * Saves what was taken since the last call, and removes parts that hold only what is forgotten.
     *
     * @param position of the newest record, which gives the part its place
     */
    synchronized void save(StateSink sink, long position) {
        if (!unsaved.isEmpty()) {
            StateWriter to = new StateWriter();
            to.varint(unsaved.size());
            long newest = Long.MIN_VALUE;
            for (Known entry : unsaved) {
                JournalRecordBytes.write(entry.key(), to);
                to.signed(entry.millis());
                if (entry.answer() != null) {
                    JournalRecordBytes.write(entry.answer(), to);
                }
                newest = Math.max(newest, entry.millis());
            }
            // Wide enough for every position, so that the order of keys is that of positions.
            Part part = new Part(String.format("%s%019d", PART, position), unsaved.size(), newest);
            sink.put(part.key(), to.toBytes());
            parts.addLast(part);
            saved += part.size();
            unsaved.clear();
        }
        while (!parts.isEmpty() && isForgotten(parts.peekFirst())) {
            Part part = parts.removeFirst();
            saved -= part.size();
            sink.removeAll(part.key());
        }
    }

    private boolean isForgotten(Part part) {
        return saved - part.size() >= maximum
                || part.newestMillis() < parts.peekLast().newestMillis() - KEPT.toMillis();
    }

    /** Restores what was saved. */
    synchronized void restore(StateSource source) {
        for (String key : source.keys(PART)) {
            byte[] bytes = source.get(key);
            if (bytes == null) {
                continue;
            }
            StateReader from = new StateReader(key, bytes);
            int count = from.count(33);
            long newest = Long.MIN_VALUE;
            for (int i = 0; i < count; i++) {
                DeliveryKey name = JournalRecordBytes.readKey(from);
                long millis = from.signed();
                newest = Math.max(newest, millis);
                remember(new Known(name, JournalRecordBytes.readAnswer(from), millis));
            }
            parts.addLast(new Part(key, count, newest));
            saved += count;
        }
    }

    synchronized int size() {
        return known.size();
    }

    int maximum() {
        return maximum;
    }
}
