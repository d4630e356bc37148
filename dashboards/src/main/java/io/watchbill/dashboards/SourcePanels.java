package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Options;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.condition.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Layers 1 and 2: every catalogue metric that the specification's sources measure, by the preset's own query. */
final class SourcePanels {

    /** The preset whose series the exporter itself gives: they carry the model. */
    private static final String OWN_PRESET = "watchbill";

    /** Metrics that another one's panel shows beside its own, unless an alert is about them. */
    private static final Map<String, List<String>> BESIDE =
            Map.of("latency_p99", List.of("latency_p95", "latency_p50"), "error_rate", List.of("availability"));

    /** What {@code availability} would repeat: it is one minus the error rate. */
    private static final Set<String> NOT_DRAWN_BESIDE = Set.of("availability");

    private final MetricCatalogue catalogue;
    private final List<Source> sources;
    private final Set<String> alerted;

    private SourcePanels(MetricCatalogue catalogue, List<Source> sources, Set<String> alerted) {
        this.catalogue = catalogue;
        this.sources = sources;
        this.alerted = alerted;
    }

    /**
     * The panels of one layer.
     *
     * @param alerted keys of the panels that alerts link to
     */
    static List<Draft> drafts(MetricCatalogue catalogue, List<Source> sources, Set<String> alerted) {
        SourcePanels panels = new SourcePanels(catalogue, sources, alerted);
        List<Draft> drafts = new ArrayList<>();
        Set<String> beside = BESIDE.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        for (CatalogueMetric metric : catalogue.all()) {
            boolean elsewhere = beside.contains(metric.name()) && !alerted.contains(metric.name());
            if (!elsewhere && panels.isMeasured(metric)) {
                drafts.add(panels.draft(metric));
            }
        }
        if (sources.stream().anyMatch(source -> source.preset().equals(OWN_PRESET))) {
            drafts.add(latencies());
        }
        return drafts;
    }

    private boolean isMeasured(CatalogueMetric metric) {
        return sources.stream().anyMatch(source -> query(metric, source).isPresent());
    }

    private Draft draft(CatalogueMetric metric) {
        Draft draft = Draft.lines(metric.name(), MetricTitle.of(metric.name()), false)
                .says(metric.help())
                .unit(GrafanaUnit.of(metric.unit()))
                .whenEmpty("not measured: is the source scraped?")
                .from(0)
                .sized(Draft.THIRD, Draft.HEIGHT);
        if (metric.unit() == Unit.RATIO) {
            draft.decimals(2);
        }
        for (Source source : sources) {
            String name = sources.size() == 1 ? metric.name() : metric.name() + " by " + source.preset();
            query(metric, source).ifPresent(promql -> draft.unlessAlerted(promql, name));
            BESIDE.getOrDefault(metric.name(), List.of()).stream()
                    .filter(other -> !alerted.contains(other) && !NOT_DRAWN_BESIDE.contains(other))
                    .flatMap(other -> catalogue.find(other).stream())
                    .forEach(other -> query(other, source).ifPresent(promql -> draft.line(promql, other.name())));
        }
        return draft;
    }

    private static Draft latencies() {
        return Draft.heatmap(
                        "application/latencies", "Requests by duration", Options.Heatmap.counts(GrafanaUnit.SECONDS))
                .says(
                        "Requests by how long they took, over time. Two bands are two kinds of requests; a band that climbs is a"
                                + " queue.")
                .buckets(Series.sumBy(
                        "le",
                        Series.of(MetricFamilies.REQUEST_DURATION)
                                .where(LabelNames.MODEL, "$model")
                                .buckets()
                                .growth()))
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Optional<String> query(CatalogueMetric metric, Source source) {
        return metric.measures().stream()
                .<String>mapMulti((measure, each) -> {
                    if (measure instanceof Measure.Query query
                            && query.preset().map(source.preset()::equals).orElse(false)) {
                        each.accept(query.promql());
                    }
                })
                .findFirst()
                .filter(promql -> !promql.contains(Measure.Query.CAPACITY)
                        || source.capacity().isPresent())
                .map(promql -> filled(promql, source));
    }

    private static String filled(String promql, Source source) {
        Stream<String> own =
                source.preset().equals(OWN_PRESET) ? Stream.of(LabelNames.MODEL + "=\"$model\"") : Stream.empty();
        String matchers = Stream.concat(own, source.selector().stream().map(Matcher::text))
                .collect(Collectors.joining(","));
        String capacity = source.capacity().map(value -> value.toPlainString()).orElse("");
        // The comma before an empty selector goes with it.
        String selected = matchers.isEmpty()
                ? promql.replace("," + Measure.Query.SELECTOR, "").replace(Measure.Query.SELECTOR, "")
                : promql.replace(Measure.Query.SELECTOR, matchers);
        return selected.replace(Measure.Query.RATE, "$__rate_interval").replace(Measure.Query.CAPACITY, capacity);
    }
}
