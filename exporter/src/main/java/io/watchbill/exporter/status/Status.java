package io.watchbill.exporter.status;

import io.watchbill.engine.Bound;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.health.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the status page shows, at one moment.
 *
 * @param version of the exporter
 * @param now by the wall clock
 * @param started when the process was
 * @param unhealthy why the process should be restarted
 * @param unready why events are not taken in, or cannot be stored
 * @param reloaded whether the last reload could use the files; true before the first
 * @param systems what is watched
 * @param models in the order of the specifications
 * @param sources where events come from
 * @param bounds the exporter's own, by name; those of each model are with it
 * @param store where the state is kept; null where that is in memory only
 * @param web how the listeners are protected
 */
public record Status(
        String version,
        Instant now,
        Instant started,
        List<Trouble> unhealthy,
        List<Trouble> unready,
        boolean reloaded,
        List<WatchedName> systems,
        List<WatchedModel> models,
        List<Source> sources,
        Map<String, Bound> bounds,
        @Nullable StoreStatus store,
        WebStatus web) {
    public Status {
        unhealthy = List.copyOf(unhealthy);
        unready = List.copyOf(unready);
        systems = List.copyOf(systems);
        models = List.copyOf(models);
        sources = List.copyOf(sources);
        bounds = Map.copyOf(bounds);
    }

    /** A specification's name, and the hash of its content. */
    public record WatchedName(String name, String hash) {}

    /**
     * A model.
     *
     * @param snapshot the newest scores, which the metrics page shows too; null before the first event
     * @param bounds of its memory, by name
     */
    public record WatchedModel(ModelPlan plan, @Nullable ScoreSnapshot snapshot, Map<String, Bound> bounds) {
        public WatchedModel {
            bounds = Map.copyOf(bounds);
        }

        /** How much of a bound is in use; 0 where the model has none of that name. */
        long used(String bound) {
            Bound of = bounds.get(bound);
            return of == null ? 0 : of.used();
        }
    }

    /**
     * Where events come from.
     *
     * @param counts events by what became of them
     * @param newest the time of the newest event; empty before the first
     * @param inputs such as files and topics; none where events are sent to the exporter
     */
    public record Source(String name, Map<IngestResult, Long> counts, Optional<Instant> newest, List<Input> inputs) {
        public Source {
            counts = Map.copyOf(counts);
            inputs = List.copyOf(inputs);
        }

        long count(IngestResult result) {
            return counts.getOrDefault(result, 0L);
        }

        long all() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Events that count, or have counted before. */
        long taken() {
            return count(IngestResult.ACCEPTED) + count(IngestResult.LATE) + count(IngestResult.DUPLICATE);
        }
    }

    /**
     * One of the inputs of a source.
     *
     * @param problem what keeps it from being read, such as {@code missing}; empty while nothing does
     */
    public record Input(String name, Optional<String> problem) {}

    /**
     * The store.
     *
     * @param bytes on the disk; empty where they cannot be read now
     * @param lastSnapshot when the state was saved last
     * @param snapshotEvery most time between two of them
     * @param failing whether the last write failed
     * @param unreadable whether predictions could not be read when that was last tried
     * @param givenUp ids whose labels were counted without their prediction since the start, because it is damaged
     * @param damaged stores that were found damaged and moved aside; empty where the folder cannot be read now
     * @param recovered records of the journal that were read again at the start
     */
    public record StoreStatus(
            Optional<Long> bytes,
            Instant lastSnapshot,
            Duration snapshotEvery,
            boolean failing,
            boolean unreadable,
            long givenUp,
            Optional<Long> damaged,
            long recovered) {}

    /**
     * How the listeners are protected.
     *
     * @param configured whether there is a web configuration
     * @param lastReadGood whether its files could be used when they were last read
     * @param tls whether connections are encrypted
     * @param strangersKeptOut whether every client has to say who it is
     */
    public record WebStatus(boolean configured, boolean lastReadGood, boolean tls, boolean strangersKeptOut) {}
}
