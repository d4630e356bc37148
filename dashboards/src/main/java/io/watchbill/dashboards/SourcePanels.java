package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Options;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Layers 1 and 2: every catalogue metric that the specification's sources measure, by the preset's own query. */
final class SourcePanels {

    /** Metrics that another one's panel shows beside its own, unless an alert is about them. */
    private static final Map<String, List<String>> BESIDE =
            Map.of("latency_p99", List.of("latency_p95", "latency_p50"), "error_rate", List.of("availability"));

    /** What {@code availability} would repeat: it is one minus the error rate. */
    private static final Set<String> NOT_DRAWN_BESIDE = Set.of("availability");

    private static final int MOST_PLACES = 5;
    private static final String WORST =
            " Beside it the " + MOST_PLACES + " that are worst at the end of the time range.";

    /** How a query begins that takes the worst of several. */
    private static final String OF_THE_WORST = "max by (" + LabelNames.CLUSTER + ") (";

    /** A selector of a preset's query, with its range. */
    private static final Pattern SELECTION = Pattern.compile("\\{[^{}]*" + Pattern.quote(Measure.Query.SELECTOR)
            + "}(?:" + Pattern.quote("[" + Measure.Query.RATE + "]") + ")?");

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
        if (sources.stream().anyMatch(source -> source.preset().equals(Preset.OF_EXPORTER))) {
            drafts.add(latencies());
        }
        return drafts;
    }

    private boolean isMeasured(CatalogueMetric metric) {
        return sources.stream().anyMatch(source -> query(metric, source).isPresent());
    }

    private Draft draft(CatalogueMetric metric) {
        Draft draft = Draft.lines(metric.name(), MetricTitle.of(metric.name()), false)
                .says(metric.help()
                        + (sources.stream()
                                        .anyMatch(
                                                source -> worst(metric, source).isPresent())
                                ? WORST
                                : ""))
                .unit(GrafanaUnit.of(metric))
                .whenEmpty("not measured: is the source scraped?")
                .from(0)
                .sized(Draft.THIRD, Draft.HEIGHT);
        if (metric.unit() == Unit.RATIO) {
            draft.decimals(2);
        }
        if (metric.name().endsWith("_usage") && !metric.name().equals("throughput_usage")) {
            draft.upTo(1);
        }
        for (Source source : sources) {
            String name = name(metric, source);
            query(metric, source).ifPresent(promql -> draft.unlessAlerted(promql, named(name, promql)));
            worst(metric, source)
                    .ifPresent(promql -> draft.line(
                            promql,
                            places(source).stream()
                                    .map(place -> "{{" + place + "}} ")
                                    .collect(Collectors.joining("", "", "{{" + LabelNames.CLUSTER + "}}"))));
            BESIDE.getOrDefault(metric.name(), List.of()).stream()
                    .filter(other -> !alerted.contains(other) && !NOT_DRAWN_BESIDE.contains(other))
                    .flatMap(other -> catalogue.find(other).stream())
                    .forEach(other ->
                            query(other, source).ifPresent(promql -> draft.line(promql, named(other.name(), promql))));
        }
        return draft;
    }

    private String name(CatalogueMetric metric, Source source) {
        if (sources.size() == 1) {
            return metric.name();
        }
        boolean alone = sources.stream()
                        .filter(other -> other.preset().equals(source.preset()))
                        .count()
                == 1;
        String which = source.selector().stream().map(Matcher::text).collect(Collectors.joining(","));
        return metric.name() + " by " + source.preset() + (alone ? "" : " of " + which);
    }

    /** A series' name, with its cluster where the query keeps clusters apart. */
    private static String named(String name, String promql) {
        return promql.contains("by (" + LabelNames.CLUSTER) ? name + " {{" + LabelNames.CLUSTER + "}}" : name;
    }

    /**
     * Those machines, pods or processors that are worst at the end of the time range, over all of it: so few series whatever the
     * fleet, and the same ones at every point. Empty where the metric is not that of the worst of several.
     */
    private static Optional<String> worst(CatalogueMetric metric, Source source) {
        List<String> places = places(source);
        return template(metric, source)
                .map(Measure.Query::promql)
                .filter(promql -> promql.startsWith(OF_THE_WORST) && !places.isEmpty())
                .map(promql -> {
                    String by = LabelNames.CLUSTER + ", " + String.join(", ", places);
                    String each = "max by (" + by + ") (" + promql.substring(OF_THE_WORST.length());
                    String atEnd = SELECTION.matcher(each).replaceAll("$0 @ end()");
                    return filled(each + " and on (" + by + ") topk(" + MOST_PLACES + ", " + atEnd + ")", source);
                });
    }

    private static List<String> places(Source source) {
        return MetricCatalogue.presets().stream()
                .filter(preset -> preset.name().equals(source.preset()))
                .flatMap(preset -> preset.places().stream())
                .toList();
    }

    /**
     * One series by which a source can be seen.
     *
     * @param name what the source is called on the panel
     * @param series with the source's own selector
     */
    record Presence(String name, String metric, Series series) {

        /** One sample for each series; of a counter how fast it grows, since its value says nothing. */
        String promql() {
            return metric.matches(".*_(total|bucket|count|sum)") ? series.rate() : series.text();
        }
    }

    /** A series of the source; empty where its preset measures nothing that is drawn. */
    static Optional<Presence> anySeries(MetricCatalogue catalogue, Source source) {
        return catalogue.all().stream()
                .flatMap(metric -> query(metric, source).stream().flatMap(any -> template(metric, source).stream()))
                .flatMap(query -> query.series().stream())
                .findFirst()
                .map(series -> new Presence(
                        source.preset(),
                        series,
                        new Series(
                                series,
                                source.selector().stream().map(Matcher::text).collect(Collectors.joining(",")))));
    }

    /** Whether the exporter itself tells of the requests. */
    static boolean measuresRequests(List<Source> sources) {
        return sources.stream().anyMatch(source -> source.preset().equals(Preset.OF_EXPORTER));
    }

    /** What versions differ in: rate, errors, latency. */
    static List<Draft> byVersion() {
        Series requests = Series.of(MetricFamilies.REQUESTS).where(LabelNames.MODEL, "$model");
        String all = Series.sumBy(LabelNames.VERSION, requests.rate());
        String failed = Series.sumBy(
                LabelNames.VERSION, requests.where(LabelNames.OUTCOME, "error").rate());
        return List.of(
                Draft.lines("application/rate-by-version", "Requests a second, by version", false)
                        .says("Which version answers how many requests. After a release the old line falls to nought.")
                        .unit(GrafanaUnit.REQUESTS_PER_SECOND)
                        .from(0)
                        .whenEmpty("no request yet")
                        .line(all, "{{version}}")
                        .sized(Draft.THIRD, Draft.HEIGHT),
                Draft.lines("application/errors-by-version", "Error rate, by version", false)
                        .says(
                                "Share of the requests that failed, by version. Only the new one fails: roll it back. All do: what"
                                        + " they depend on.")
                        .unit(GrafanaUnit.SHARE)
                        .from(0)
                        .whenEmpty("no request yet")
                        .line("(" + failed + " or 0 * " + all + ") / (" + all + " > 0)", "{{version}}")
                        .sized(Draft.THIRD, Draft.HEIGHT),
                Draft.lines("application/latency-by-version", "Latency p99, by version", false)
                        .says("Time in which 99 % of the requests are answered, by version.")
                        .unit(GrafanaUnit.SECONDS)
                        .from(0)
                        .whenEmpty("no request yet")
                        .line(
                                "histogram_quantile(0.99, "
                                        + Series.sumBy(
                                                LabelNames.VERSION + ", le",
                                                Series.of(MetricFamilies.REQUEST_DURATION)
                                                        .where(LabelNames.MODEL, "$model")
                                                        .buckets()
                                                        .rate())
                                        + ")",
                                "{{version}}")
                        .sized(Draft.THIRD, Draft.HEIGHT));
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

    private static Optional<Measure.Query> template(CatalogueMetric metric, Source source) {
        return metric.measures().stream()
                .<Measure.Query>mapMulti((measure, each) -> {
                    if (measure instanceof Measure.Query query
                            && query.preset().map(source.preset()::equals).orElse(false)) {
                        each.accept(query);
                    }
                })
                .findFirst();
    }

    private static Optional<String> query(CatalogueMetric metric, Source source) {
        return template(metric, source)
                .map(Measure.Query::promql)
                .filter(promql -> !promql.contains(Measure.Query.CAPACITY)
                        || source.capacity().isPresent())
                .map(promql -> filled(promql, source));
    }

    private static String filled(String promql, Source source) {
        Stream<String> own = source.preset().equals(Preset.OF_EXPORTER)
                ? Stream.of(LabelNames.MODEL + "=\"$model\"")
                : Stream.empty();
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
