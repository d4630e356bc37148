package io.watchbill.exporter;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateSink;
import io.watchbill.statistics.state.StateSource;
import io.watchbill.statistics.state.StateWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the exporter knows: its models, counters, known deliveries and positions of streams. A fold over
 * journal records: what it holds depends on the records and their order alone, but for the streams that are forgotten
 * beyond their bound.
 */
final class ExporterState {
    private static final String POSITION = "position";
    private static final String COUNTERS = "counters";
    private static final String STREAMS = "streams";

    private volatile Map<String, ModelHost> models;
    private final IngestCounters counters;
    private final KnownDeliveries known;
    private final StreamPositions streams;
    private final Map<String, Long> found = new ConcurrentHashMap<>();
    /** Of the newest record that the counters, deliveries and streams include. */
    private volatile long position;

    ExporterState(List<ModelHost> models, IngestCounters counters, KnownDeliveries known, StreamPositions streams) {
        this.models = byName(models);
        this.counters = counters;
        this.known = known;
        this.streams = streams;
    }

    private static Map<String, ModelHost> byName(List<ModelHost> models) {
        Map<String, ModelHost> byName = new LinkedHashMap<>();
        models.forEach(model -> byName.put(model.plan().name(), model));
        return Collections.unmodifiableMap(byName);
    }

    /** Watches other models from now on. */
    void watch(List<ModelHost> hosts) {
        models = byName(hosts);
    }

    /**
     * Adds a record that was just stored.
     *
     * @param at its position in the journal
     */
    void apply(JournalRecord record, long at) {
        for (BinnedBatch batch : record.batches()) {
            ModelHost model = find(batch.model());
            if (model != null) {
                model.apply(batch, at, record.ahead().get(batch));
            }
        }
        count(record, at);
    }

    /**
     * Adds a record that is read again from the journal, to all that does not include it yet. A delivery whose sender was
     * told that it could not be stored, and that was stored all the same, may have come again: it counts once. A sender
     * that has not sent it again yet finds it by {@link #isFound}.
     */
    void replay(JournalRecord record, long at, long wallMillis, long nanos) {
        if (at > position && isRepeated(record)) {
            return;
        }
        if (record.position() != null) {
            found.put(record.position().stream(), record.position().next());
        }
        for (BinnedBatch batch : record.batches()) {
            ModelHost model = find(batch.model());
            if (model != null) {
                model.replay(batch, at, wallMillis, nanos);
            }
        }
        if (at > position) {
            count(record, at);
        }
    }

    private boolean isRepeated(JournalRecord record) {
        if (record.key() != null) {
            return known.isTaken(record.key());
        }
        Position read = record.position();
        return read != null && streams.of(read.stream()).equals(OptionalLong.of(read.next()));
    }

    /** Whether what ends at that position of a stream was read from the journal, so that it is here; asked once. */
    boolean isFound(Position read) {
        return found.remove(read.stream(), read.next());
    }

    /** Sources begin where their streams were read to: none sends again what a start has found. */
    void forgetFound() {
        found.clear();
    }

    private void count(JournalRecord record, long at) {
        position = at;
        record.counts().forEach((result, events) -> counters.add(record.source(), result, events));
        if (record.newestMillis() != Admission.REJECTED) {
            counters.newest(record.source(), record.newestMillis());
        }
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
            ModelHost model = find(batch.model());
            if (model != null) {
                model.abandon();
            }
        }
        if (record.key() != null) {
            known.abandoned(record.key());
        }
    }

    /** Saves all but the models. */
    void save(StateSink sink) {
        sink.put(POSITION, StoredPosition.of(position));
        StateWriter to = new StateWriter();
        counters.save(to);
        sink.put(COUNTERS, to.toBytes());
        to.clear();
        streams.save(to);
        sink.put(STREAMS, to.toBytes());
        known.save(sink, position);
    }

    /** Restores all but the models. */
    void restore(StateSource source) {
        position = StoredPosition.read(source, POSITION);
        byte[] counted = source.get(COUNTERS);
        if (counted != null) {
            counters.restore(new StateReader(COUNTERS, counted));
        }
        byte[] read = source.get(STREAMS);
        if (read != null) {
            streams.restore(new StateReader(STREAMS, read));
        }
        known.restore(source);
    }

    /** The position of the newest record that is in the counters, deliveries and streams. */
    long position() {
        return position;
    }

    /** Where the journal must be read from so that nothing is missing. */
    long oldestMissing() {
        return models().stream().mapToLong(ModelHost::position).reduce(position, Math::min) + 1;
    }

    /** Predictions that all models hold in memory. */
    long predictionsHeld() {
        return models().stream().mapToLong(ModelHost::predictionsHeld).sum();
    }

    /** The model of that name; null if it is not watched. */
    @Nullable
    ModelHost find(String name) {
        return models.get(name);
    }

    List<ModelHost> models() {
        return List.copyOf(models.values());
    }

    KnownDeliveries known() {
        return known;
    }

    StreamPositions streams() {
        return streams;
    }
}
