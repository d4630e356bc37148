package io.watchbill.statistics.state;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parts of a state in memory. Not safe for several threads. */
public final class StateParts implements StateSink, StateSource {
    private final NavigableMap<String, byte[]> parts = new TreeMap<>();

    @Override
    public void put(String key, byte[] bytes) {
        parts.put(key, bytes);
    }

    @Override
    public void removeAll(String prefix) {
        startingWith(prefix).clear();
    }

    @Override
    public byte @Nullable [] get(String key) {
        return parts.get(key);
    }

    @Override
    public List<String> keys(String prefix) {
        return List.copyOf(startingWith(prefix).keySet());
    }

    private NavigableMap<String, byte[]> startingWith(String prefix) {
        // '0' is the character after '/', so that nothing lies between the last of the keys and this end.
        return prefix.isEmpty()
                ? parts
                : parts.subMap(prefix, true, prefix.substring(0, prefix.length() - 1) + '0', false);
    }
}
