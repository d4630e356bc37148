package io.watchbill.exporter;

import io.watchbill.engine.Bound;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.health.Health;
import io.watchbill.exporter.status.Status;
import io.watchbill.exporter.status.Status.Input;
import io.watchbill.exporter.status.Status.Source;
import io.watchbill.exporter.status.Status.StoreStatus;
import io.watchbill.exporter.status.Status.WatchedModel;
import io.watchbill.exporter.status.Status.WatchedName;
import io.watchbill.exporter.status.Status.WebStatus;
import io.watchbill.web.WebSecurity;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what the status page shows from the parts of the exporter that have started. Thread-safe. */
final class ExporterStatus implements Supplier<Status> {
    private static final Instant STARTED =
            Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());

    private final InstantSource clock;
    private final Health health;
    private final WebSecurity security;
    private volatile @Nullable Watching watching;

    ExporterStatus(InstantSource clock, Health health, WebSecurity security) {
        this.clock = clock;
        this.health = health;
        this.security = security;
    }

    /**
     * What is there once the specifications are read.
     *
     * @param limits the exporter's own bounds by name
     * @param store null where everything is in memory
     */
    record Watching(
            ExporterState state,
            IngestCounters counters,
            SourceStates inputs,
            Map<String, MetricsPage.Limit> limits,
            @Nullable StorePage store,
            Reload reload) {
        private List<WatchedName> specifications() {
            return new TreeMap<>(reload.hashes())
                    .entrySet().stream()
                            .map(system -> new WatchedName(system.getKey(), system.getValue()))
                            .toList();
        }

        private List<WatchedModel> models() {
            return state.models().stream()
                    .map(model -> new WatchedModel(model.plan(), model.snapshot(), model.bounds()))
                    .toList();
        }

        private @Nullable StoreStatus storeStatus() {
            return store == null ? null : store.status();
        }
    }

    void watching(Watching now) {
        watching = now;
    }

    @Override
    public Status get() {
        Watching now = watching;
        return new Status(
                Version.text(),
                clock.instant(),
                STARTED,
                health.unhealthy(),
                health.unready(),
                now == null || now.reload().succeeded(),
                now == null ? List.of() : now.specifications(),
                now == null ? List.of() : now.models(),
                now == null ? List.of() : sources(now.counters(), now.inputs()),
                now == null ? Map.of() : bounds(now.limits()),
                now == null ? null : now.storeStatus(),
                new WebStatus(
                        security.configured(),
                        security.lastReadGood(),
                        security.tls().isPresent(),
                        security.keepsStrangersOut()));
    }

    private static List<Source> sources(IngestCounters counters, SourceStates states) {
        List<Source> sources = new ArrayList<>();
        for (String source : counters.sources()) {
            Map<IngestResult, Long> counts = new EnumMap<>(IngestResult.class);
            for (IngestResult result : IngestResult.values()) {
                counts.put(result, counters.count(source, result));
            }
            long newest = counters.newest(source);
            sources.add(new Source(
                    source,
                    counts,
                    newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(newest)),
                    inputs(states.problems(source))));
        }
        return sources;
    }

    private static List<Input> inputs(Map<String, Optional<SourceProblem>> problems) {
        List<Input> inputs = new ArrayList<>();
        problems.forEach((input, problem) -> inputs.add(new Input(input, problem.map(SourceProblem::label))));
        return inputs;
    }

    private static Map<String, Bound> bounds(Map<String, MetricsPage.Limit> limits) {
        Map<String, Bound> bounds = new HashMap<>();
        limits.forEach((name, limit) -> {
            LongSupplier dropped = limit.dropped();
            bounds.put(
                    name,
                    new Bound(limit.used().getAsLong(), limit.maximum(), dropped == null ? 0 : dropped.getAsLong()));
        });
        return bounds;
    }
}
