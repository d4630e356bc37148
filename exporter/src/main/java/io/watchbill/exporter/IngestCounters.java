package io.watchbill.exporter;

import io.watchbill.engine.decode.IngestResult;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what became of events, by source; every result is there from the start, at 0. Thread-safe. */
final class IngestCounters {
    /** Events over HTTP. */
    static final String HTTP = "http";

    private final Map<String, Source> sources = new ConcurrentSkipListMap<>();

    private final List<String> shown;

    /** @param shown the sources that are read */
    IngestCounters(List<String> shown) {
        this.shown = List.copyOf(shown);
        shown.forEach(this::source);
    }

    private static final class Source {
        private final Map<IngestResult, AtomicLong> counts = new EnumMap<>(IngestResult.class);
        private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

        Source() {
            for (IngestResult result : IngestResult.values()) {
                counts.put(result, new AtomicLong());
            }
        }
    }

    /** What was stored may be of a source that is not read now: it is kept for when it is. */
    private Source source(String name) {
        return sources.computeIfAbsent(name, key -> new Source());
    }

    void add(String source, IngestResult result, long events) {
        AtomicLong count = source(source).counts.get(result);
        if (count != null && events != 0) {
            count.addAndGet(events);
        }
    }

    void newest(String source, long millis) {
        source(source).newest.accumulateAndGet(millis, Math::max);
    }

    void save(StateWriter to) {
        to.varint(sources.size());
        sources.forEach((name, source) -> {
            to.text(name);
            to.signed(source.newest.get());
            to.varint(source.counts.size());
            source.counts.forEach((result, count) -> {
                to.text(result.label());
                to.varint(count.get());
            });
        });
    }

    void restore(StateReader from) {
        int saved = from.count(3);
        for (int i = 0; i < saved; i++) {
            Source source = source(from.text());
            source.newest.set(from.signed());
            int results = from.count(2);
            for (int r = 0; r < results; r++) {
                AtomicLong count = source.counts.get(JournalRecordBytes.result(from));
                long events = from.counted();
                if (count != null) {
                    count.set(events);
                }
            }
        }
    }

    /** The sources that are read now. */
    List<String> sources() {
        return shown;
    }

    long count(String source, IngestResult result) {
        AtomicLong count = source(source).counts.get(result);
        return count == null ? 0 : count.get();
    }

    /** Milliseconds since 1970, or {@link Long#MIN_VALUE} before the first event. */
    long newest(String source) {
        return source(source).newest.get();
    }
}
