package io.watchbill.exporter;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How far each stream was read and stored, of at most so many streams. Beyond them the one is forgotten that was not read,
 * and not asked for, for longest: files that are still there are asked for at every start and rotation, so that those go
 * first which are gone. A stream that is forgotten and comes again is a new one. Thread-safe.
 */
final class StreamPositions {
    private final int maximum;
    /** In the order in which they were read or asked for last. */
    private final Map<String, Long> next = new LinkedHashMap<>(16, 0.75f, true);

    /** @param maximum how many streams are remembered, at least 1 */
    StreamPositions(int maximum) {
        this.maximum = maximum;
    }

    synchronized void set(Position position) {
        next.put(position.stream(), position.next());
        Iterator<String> oldest = next.keySet().iterator();
        while (next.size() > maximum) {
            oldest.next();
            oldest.remove();
        }
    }

    synchronized OptionalLong of(String stream) {
        Long at = next.get(stream);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    synchronized void save(StateWriter to) {
        to.varint(next.size());
        next.forEach((stream, at) -> {
            to.text(stream);
            to.signed(at);
        });
    }

    synchronized void restore(StateReader from) {
        int streams = from.count(2);
        for (int i = 0; i < streams; i++) {
            set(new Position(from.text(), from.signed()));
        }
    }

    synchronized int size() {
        return next.size();
    }

    int maximum() {
        return maximum;
    }
}
