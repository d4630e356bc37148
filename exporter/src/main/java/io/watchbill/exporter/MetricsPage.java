package io.watchbill.exporter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.engine.Bound;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The page's own families: models, ingest, bounds. It only reads what the last tick has computed, so that a scrape
 * costs no scoring and two scrapers see the same values.
 */
final class MetricsPage implements MultiCollector {
    private final ExporterState state;
    private final IngestCounters counters;
    private final SourceStates states;
    private final Map<String, Limit> limits;
    private final @Nullable StorePage store;
    private final Reload reload;
    private final String build;
    private final PageMemory memory = new PageMemory();

    /**
     * A bound and how much of it is in use.
     *
     * @param dropped what it has cost; null where that is counted elsewhere
     */
    record Limit(LongSupplier used, long maximum, @Nullable LongSupplier dropped) {
        Limit(LongSupplier used, long maximum) {
            this(used, maximum, null);
        }
    }

    /**
     * @param limits the exporter's own bounds by the name that the page shows
     * @param store the store; null without one
     * @param build the exporter's version
     */
    MetricsPage(
            ExporterState state,
            IngestCounters counters,
            SourceStates states,
            Map<String, Limit> limits,
            @Nullable StorePage store,
            Reload reload,
            String build) {
        this.state = state;
        this.counters = counters;
        this.states = states;
        this.limits = Map.copyOf(limits);
        this.store = store;
        this.reload = reload;
        this.build = build;
    }

    @Override
    public MetricSnapshots collect() {
        Page page = new Page(memory);
        ModelsPage.add(snapshots(), page);
        for (String source : counters.sources()) {
            for (IngestResult result : IngestResult.values()) {
                page.count(MetricFamilies.INGEST_EVENTS, counters.count(source, result), source, result.label());
            }
            long newest = counters.newest(source);
            if (newest != Long.MIN_VALUE) {
                page.add(MetricFamilies.SOURCE_NEWEST_EVENT, newest / 1_000.0, source);
            }
        }
        states.show(page);
        limits(page);
        if (store != null) {
            store.add(page);
        }
        page.count(MetricFamilies.BUILD, 1, build);
        reload.add(page);
        reload.hashes().forEach((name, hash) -> page.count(MetricFamilies.SPEC, 1, name, hash));
        return page.snapshots();
    }

    private List<ScoreSnapshot> snapshots() {
        List<ScoreSnapshot> snapshots = new ArrayList<>();
        for (ModelHost model : state.models()) {
            ScoreSnapshot snapshot = model.snapshot();
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        }
        return snapshots;
    }

    /** Of each bound that models have, the one of the model that is nearest to it; what it cost over all models. */
    private void limits(Page page) {
        limits.forEach((name, limit) -> {
            page.count(MetricFamilies.LIMIT_USED, limit.used().getAsLong(), name);
            page.count(MetricFamilies.LIMIT_MAX, limit.maximum(), name);
            if (limit.dropped() != null) {
                page.count(MetricFamilies.LIMIT_DROPPED, limit.dropped().getAsLong(), name);
            }
        });
        Map<String, Bound> bounds = new TreeMap<>();
        for (ModelHost model : state.models()) {
            model.bounds().forEach((name, bound) -> bounds.merge(name, bound, Bound::nearest));
        }
        bounds.forEach((name, bound) -> {
            page.count(MetricFamilies.LIMIT_USED, bound.used(), name);
            page.count(MetricFamilies.LIMIT_MAX, bound.maximum(), name);
            page.count(MetricFamilies.LIMIT_DROPPED, bound.dropped(), name);
        });
    }
}
