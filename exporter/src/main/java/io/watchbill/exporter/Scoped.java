package io.watchbill.exporter;

import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the state's keys: all that start with a prefix. */
final class Scoped {
    private Scoped() {}

    static StateSink sink(String prefix, StateSink whole) {
        return new StateSink() {
            @Override
            public void put(String key, byte[] bytes) {
                whole.put(prefix + key, bytes);
            }

            @Override
            public void removeAll(String start) {
                whole.removeAll(prefix + start);
            }
        };
    }

    static StateSource source(String prefix, StateSource whole) {
        return new StateSource() {
            @Override
            public byte @Nullable [] get(String key) {
                return whole.get(prefix + key);
            }

            @Override
            public List<String> keys(String start) {
                return whole.keys(prefix + start).stream()
                        .map(key -> key.substring(prefix.length()))
                        .toList();
            }
        };
    }
}
