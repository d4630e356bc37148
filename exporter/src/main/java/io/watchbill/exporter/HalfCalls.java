package io.watchbill.exporter;

import io.watchbill.engine.decode.inference.InferenceEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Requests and responses that wait for one another, the oldest first. Bounded in bytes and in time. Only {@link #bytes}
 * may be asked by other threads.
 */
final class HalfCalls {
    private record Key(String origin, String id) {}

    private record Waiting(InferenceEvent event, long since) {}

    /** Both halves of a call. */
    record Call(InferenceEvent request, InferenceEvent response) {}

    private final long maximum;
    private final long waitNanos;
    private final AtomicLong bytes = new AtomicLong();
    private final Map<Key, Waiting> waiting = new LinkedHashMap<>();
    private final Deque<InferenceEvent> forgotten = new ArrayDeque<>();

    HalfCalls(long maximum, Duration wait) {
        this.maximum = maximum;
        this.waitNanos = wait.toNanos();
    }

    /** Bytes an event is reckoned with. */
    static long sizeOf(InferenceEvent event) {
        return (long) event.data().length + CloudEventsSettings.OVERHEAD;
    }

    /** Joins a half with its other; null where that has not come, and then it waits. */
    @Nullable
    Call add(InferenceEvent event, long nanos) {
        Key key = new Key(event.origin(), event.id());
        Waiting other = waiting.get(key);
        if (other != null && other.event().half() != event.half()) {
            remove(key);
            return event.half() == InferenceEvent.Half.REQUEST
                    ? new Call(event, other.event())
                    : new Call(other.event(), event);
        }
        if (other == null) {
            waiting.put(key, new Waiting(event, nanos));
            bytes.addAndGet(sizeOf(event));
            shrink();
        }
        return null; // the same half again changes nothing
    }

    private void shrink() {
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (bytes.get() > maximum && oldest.hasNext()) {
            InferenceEvent event = oldest.next().event();
            oldest.remove();
            bytes.addAndGet(-sizeOf(event));
            forgotten.add(event);
        }
    }

    /** What had to make room since the last time; it is not waited for any more. */
    Collection<InferenceEvent> forgotten() {
        List<InferenceEvent> all = List.copyOf(forgotten);
        forgotten.clear();
        return all;
    }

    /** Takes out what has waited long enough. */
    List<InferenceEvent> alone(long nanos) {
        List<InferenceEvent> alone = new ArrayList<>();
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting next = oldest.next();
            if (nanos - next.since() < waitNanos) {
                break;
            }
            oldest.remove();
            bytes.addAndGet(-sizeOf(next.event()));
            alone.add(next.event());
        }
        return alone;
    }

    private void remove(Key key) {
        Waiting removed = waiting.remove(key);
        if (removed != null) {
            bytes.addAndGet(-sizeOf(removed.event()));
        }
    }

    int size() {
        return waiting.size();
    }

    long bytes() {
        return bytes.get();
    }
}
