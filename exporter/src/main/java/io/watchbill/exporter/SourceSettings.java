package io.watchbill.exporter;

import java.util.List;

/**
 * Where events come from beside {@code POST /v1/observations}.
 *
 * @param cloudEvents bounds of what is held of CloudEvents
 * @param sources what the exporter reads by itself
 */
record SourceSettings(CloudEventsSettings cloudEvents, List<Source> sources) {
    SourceSettings {
        sources = List.copyOf(sources);
    }
}
