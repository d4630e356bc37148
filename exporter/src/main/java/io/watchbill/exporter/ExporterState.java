package io.watchbill.exporter;

import io.watchbill.engine.BinnedBatch;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that the exporter knows: its models, counters, known deliveries and positions of streams. A fold over
 * journal records: what it holds depends on the records and their order alone.
 */
final class ExporterState {
    private final List<ModelHost> models;
    private final Map<String, ModelHost> byName;
    private final IngestCounters counters;
    private final KnownDeliveries known;
    private final StreamPositions streams = new StreamPositions();

    ExporterState(List<ModelHost> models, IngestCounters counters, KnownDeliveries known) {
        this.models = List.copyOf(models);
        this.byName = models.stream()
                .collect(Collectors.toUnmodifiableMap(host -> host.plan().name(), Function.identity()));
        this.counters = counters;
        this.known = known;
    }

    /** Adds a record that was just stored. */
    void apply(JournalRecord record) {
        for (BinnedBatch batch : record.batches()) {
            model(batch.model()).apply(batch);
        }
        record.counts().forEach((result, events) -> counters.add(record.source(), result, events));
        counters.newest(record.source(), record.newestMillis());
        if (record.position() != null) {
            streams.set(record.position());
        }
        if (record.key() != null) {
            if (record.answer().accepted() > 0) {
                known.taken(record.key(), record.answer(), record.arrivalMillis());
            } else {
                known.abandoned(record.key());
            }
        }
    }

    /** Takes back what was noted of a record before it was to be stored, and was not. */
    void abandon(JournalRecord record) {
        for (BinnedBatch batch : record.batches()) {
            model(batch.model()).abandon();
        }
        if (record.key() != null) {
            known.abandoned(record.key());
        }
    }

    ModelHost model(String name) {
        ModelHost host = byName.get(name);
        if (host == null) {
            throw new IllegalStateException("events of a model that is not here: " + name);
        }
        return host;
    }

    List<ModelHost> models() {
        return models;
    }

    KnownDeliveries known() {
        return known;
    }

    StreamPositions streams() {
        return streams;
    }
}
