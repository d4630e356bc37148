package io.watchbill.exporter;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** How far each stream was read and stored. Thread-safe. */
final class StreamPositions {
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    void set(Position position) {
        next.put(position.stream(), position.next());
    }

    void save(StateWriter to) {
        to.varint(next.size());
        new TreeMap<>(next).forEach((stream, at) -> {
            to.text(stream);
            to.signed(at);
        });
    }

    void restore(StateReader from) {
        int streams = from.count(2);
        for (int i = 0; i < streams; i++) {
            set(new Position(from.text(), from.signed()));
        }
    }

    OptionalLong of(String stream) {
        Long at = next.get(stream);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
