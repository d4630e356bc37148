package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What came before its prediction, by the id's hash, oldest first; bounded. Not thread-safe. */
final class Waiting {
    private static final int ID_BYTES = 2 * Long.BYTES + 1;
    private static final int EVENT_BYTES = 12;

    private final int maximum;
    private final Map<Id, List<Event>> byId = new LinkedHashMap<>();
    private int size;
    private long dropped;

    /** @param maximum events kept */
    Waiting(int maximum) {
        this.maximum = maximum;
    }

    private record Id(long high, long low) {}

    /**
     * A label, or a business event.
     *
     * @param label the true class, the empty text for a regression's label; null for a business event
     * @param version the number of the version that it named
     * @param value a business event's value, or a regression's label
     * @param unit the value's unit
     */
    record Event(
            long time,
            @Nullable String label,
            int version,
            @Nullable String event,
            double value,
            @Nullable String unit) {}

    /** Keeps an event; where there is no room, the oldest goes to {@code lost}. */
    void add(long high, long low, Event event, Consumer<Event> lost) {
        byId.computeIfAbsent(new Id(high, low), id -> new ArrayList<>(1)).add(event);
        size++;
        Iterator<List<Event>> oldest = byId.values().iterator();
        while (size > maximum && oldest.hasNext()) {
            List<Event> events = oldest.next();
            events.forEach(lost);
            size -= events.size();
            dropped += events.size();
            oldest.remove();
        }
    }

    /** Takes what waits for that id. */
    List<Event> take(long high, long low) {
        if (size == 0) {
            return List.of();
        }
        List<Event> events = byId.remove(new Id(high, low));
        if (events == null) {
            return List.of();
        }
        size -= events.size();
        return events;
    }

    /** Gives everything up whose newest event is older than that. */
    void expire(long before, Consumer<Event> lost) {
        Iterator<List<Event>> oldest = byId.values().iterator();
        while (oldest.hasNext()) {
            List<Event> events = oldest.next();
            if (events.get(events.size() - 1).time() >= before) {
                return;
            }
            events.forEach(lost);
            size -= events.size();
            oldest.remove();
        }
    }

    /** Whether {@link #expire} would give anything up. */
    boolean anyBefore(long before) {
        Iterator<List<Event>> oldest = byId.values().iterator();
        if (!oldest.hasNext()) {
            return false;
        }
        List<Event> events = oldest.next();
        return events.get(events.size() - 1).time() < before;
    }

    void save(StateWriter to) {
        to.varint(dropped);
        to.varint(byId.size());
        byId.forEach((id, events) -> {
            to.whole(id.high());
            to.whole(id.low());
            to.varint(events.size());
            for (Event event : events) {
                to.signed(event.time());
                to.optionalText(event.label());
                to.varint(event.version());
                to.optionalText(event.event());
                to.number(event.value());
                to.optionalText(event.unit());
            }
        });
    }

    /** Restores what was saved, of which the newest are kept where the bound is lower now. */
    void restore(StateReader from, Consumer<Event> lost) {
        long droppedBefore = from.counted();
        int ids = from.count(ID_BYTES);
        for (int i = 0; i < ids; i++) {
            long high = from.whole();
            long low = from.whole();
            int events = from.count(EVENT_BYTES);
            for (int e = 0; e < events; e++) {
                add(
                        high,
                        low,
                        new Event(
                                from.signed(),
                                from.optionalText(),
                                from.below(Integer.MAX_VALUE),
                                from.optionalText(),
                                from.number(),
                                from.optionalText()),
                        lost);
            }
        }
        dropped += droppedBefore;
    }

    /** How much of the bound is in use, and how many events it cost. */
    Bound bound() {
        return new Bound(size, maximum, dropped);
    }
}
