package io.watchbill.exporter;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/** How far each stream was read and stored. Thread-safe. */
final class StreamPositions {
    private final Map<String, Long> next = new ConcurrentHashMap<>();

    void set(Position position) {
        next.put(position.stream(), position.next());
    }

    OptionalLong of(String stream) {
        Long at = next.get(stream);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }
}
