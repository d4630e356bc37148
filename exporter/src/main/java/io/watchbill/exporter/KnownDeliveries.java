package io.watchbill.exporter;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
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
    record Known(DeliveryKey key, @Nullable IngestAnswer answer) {}

    /** A saved part. */
    private record Part(String key, int size, long newestMillis) {}

    private final int maximum;
    private final Map<Name, DeliveryKey> beingTaken = new HashMap<>();
    private final TakenDeliveries taken = new TakenDeliveries();

    /** The number of the oldest that is in no saved part. */
    private long unsaved = taken.end();

    private final Deque<Part> parts = new ArrayDeque<>();
    private int saved;

    KnownDeliveries(int maximum) {
        this.maximum = maximum;
    }

    /** Gives what is known of a delivery of that name; if nothing is, it counts as being taken from now on. */
    synchronized @Nullable Known begin(DeliveryKey key, long nowMillis) {
        DeliveryKey other = beingTaken.get(name(key));
        if (other != null) {
            return new Known(other, null);
        }
        long number = taken.find(key.nameHigh(), key.nameLow());
        if (number != 0 && taken.millis(number) >= nowMillis - KEPT.toMillis()) {
            return new Known(taken.key(number), taken.answer(number));
        }
        beingTaken.put(name(key), key);
        return null;
    }

    /** Whether a delivery of that name was taken. */
    synchronized boolean isTaken(DeliveryKey key) {
        return !beingTaken.containsKey(name(key)) && taken.find(key.nameHigh(), key.nameLow()) != 0;
    }

    /** Remembers a delivery that was taken, and forgets what is too old or too much. */
    synchronized void taken(DeliveryKey key, IngestAnswer answer, long millis) {
        beingTaken.remove(name(key));
        taken.add(key, answer, millis);
        while (size() > maximum && taken.size() > 1) {
            taken.removeFirst();
        }
        while (taken.millis(taken.first()) < millis - KEPT.toMillis()) {
            taken.removeFirst();
        }
    }

    /** Forgets a delivery that was being taken: it was not stored, and may come again. */
    synchronized void abandoned(DeliveryKey key) {
        beingTaken.remove(name(key));
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
        long from = Math.max(unsaved, taken.first());
        if (from < taken.end()) {
            int count = (int) (taken.end() - from);
            StateWriter to = new StateWriter();
            to.varint(count);
            long newest = Long.MIN_VALUE;
            for (long number = from; number < taken.end(); number++) {
                JournalRecordBytes.write(taken.key(number), to);
                to.signed(taken.millis(number));
                JournalRecordBytes.write(taken.answer(number), to);
                newest = Math.max(newest, taken.millis(number));
            }
            // Wide enough for every position, so that the order of keys is that of positions.
            Part part = new Part(String.format("%s%019d", PART, position), count, newest);
            sink.put(part.key(), to.toBytes());
            parts.addLast(part);
            saved += count;
            unsaved = taken.end();
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
                taken(name, JournalRecordBytes.readAnswer(from), millis);
            }
            unsaved = taken.end();
            parts.addLast(new Part(key, count, newest));
            saved += count;
        }
    }

    synchronized int size() {
        return taken.size() + beingTaken.size();
    }

    int maximum() {
        return maximum;
    }
}
