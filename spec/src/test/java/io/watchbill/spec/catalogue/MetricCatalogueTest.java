package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricCatalogueTest {

    private static final MetricCatalogue STANDARD = MetricCatalogue.standard();
    private static final Pattern EXPORTED_NAME = Pattern.compile("\\b(?:ml|watchbill)_[a-z0-9_]+");

    @Test
    void everyNameOfTheFormatIsKnown() {
        assertThat(STANDARD.names())
                .contains(
                        "cpu_usage",
                        "gpu_memory_usage",
                        "error_rate",
                        "latency_p99",
                        "availability",
                        "feature_drift.psi",
                        "prediction_drift.ks",
                        "confidence_drift.wasserstein",
                        "drifted_columns",
                        "unseen_rate",
                        "accuracy",
                        "bias",
                        "performance_drop",
                        "label_coverage",
                        "conversion_rate",
                        "downstream_failure_rate",
                        "last_run_age",
                        "run_rows")
                .doesNotHaveDuplicates();
    }

    @Test
    void everyExporterSeriesThatAMeasureNamesIsOfTheContract() {
        assertThat(STANDARD.all())
                .allSatisfy(metric -> assertThat(metric.measures())
                        .allSatisfy(measure -> assertThat(measure.series())
                                .filteredOn(EXPORTED_NAME.asMatchPredicate())
                                .allMatch(series ->
                                        MetricFamilies.ofSeries(series).isPresent())));
    }

    @Test
    void theSeriesThatAQueryDeclaresAreThoseItReads() {
        for (Measure.Query query : queries()) {
            Set<String> read = new HashSet<>();
            Matcher names = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{").matcher(query.promql());
            while (names.find()) {
                read.add(names.group(1));
            }
            Matcher patterns = Pattern.compile("\\{__name__=~\"([^\"]+)\"").matcher(query.promql());
            while (patterns.find()) {
                List<String> matched = query.series().stream()
                        .filter(Pattern.compile(patterns.group(1)).asMatchPredicate())
                        .toList();
                assertThat(matched).as(query.promql()).hasSize(2);
                read.addAll(matched);
            }
            assertThat(query.series()).as(query.promql()).containsExactlyInAnyOrderElementsOf(read);
        }
    }

    @Test
    void everySelectorOfAQueryTakesTheSourcesMatchers() {
        for (Measure.Query query : queries()) {
            assertThat(query.promql()).doesNotContainPattern("\\{[^}]*(?<!\\$selector)\\}");
        }
    }

    @Test
    void everyQueryKeepsTheClusterAndItsIdentityLabels() {
        for (Measure.Query query : queries()) {
            assertThat(query.promql()).contains("by (" + String.join(", ", withCluster(query.identityLabels())));
            assertThat(query.promql()).doesNotContain("instance)) ", "by (instance", "by (job", "by (pod");
        }
    }

    @Test
    void everyPresetOfMachinesSaysWhatTellsThemApartAndTakesTheWorst() {
        assertThat(MetricCatalogue.presets()).allSatisfy(preset -> {
            assertThat(preset.places().isEmpty()).isEqualTo(preset.layer() != Layer.INFRASTRUCTURE);
            if (preset.layer() == Layer.INFRASTRUCTURE) {
                assertThat(preset.queries().values())
                        .extracting(Measure.Query::promql)
                        .allMatch(promql -> promql.startsWith("max by (cluster) ("));
            }
        });
    }

    @Test
    void everyPresetQueryMeasuresAMetricOfItsLayer() {
        for (Preset preset : MetricCatalogue.presets()) {
            preset.queries().forEach((metric, query) -> {
                assertThat(STANDARD.find(metric).orElseThrow().layer()).isEqualTo(preset.layer());
                assertThat(STANDARD.find(metric).orElseThrow().measure(preset.name()))
                        .contains(query);
                assertThat(query.stimuli())
                        .as(metric)
                        .isNotEmpty()
                        .allSatisfy(stimulus -> assertThat(query.series()).contains(stimulus.series()));
            });
            assertThat(preset.down().isPresent()).isEqualTo(preset.layer() == Layer.APPLICATION);
        }
    }

    @Test
    void theRequestsOfAPresetAreTheOnesItsMetricsCount() {
        for (Preset preset : MetricCatalogue.presets()) {
            assertThat(preset.requests().isPresent()).isEqualTo(preset.layer() == Layer.APPLICATION);
            preset.requests().ifPresent(requests -> {
                String total = "rate(" + requests.total() + "[$rate])";
                assertThat(preset.queries().get("request_rate").promql()).contains(total);
                assertThat(preset.queries().get("throughput_usage").promql()).contains(total);
                assertThat(preset.queries().keySet()).contains("latency_p50", "latency_p95", "latency_p99");
                for (String metric : List.of("error_rate", "availability")) {
                    Optional<String> promql =
                            Optional.ofNullable(preset.queries().get(metric)).map(Measure.Query::promql);
                    assertThat(promql.isPresent()).isEqualTo(requests.failed().isPresent());
                    promql.ifPresent(text -> assertThat(text)
                            .contains(total, "rate(" + requests.failed().orElseThrow() + "[$rate])"));
                }
                requests.duration()
                        .ifPresent(duration -> assertThat(
                                        preset.queries().get("latency_p99").promql())
                                .contains("rate(" + duration.bucket("") + "[$rate])"));
            });
        }
    }

    @Test
    void aPresetOfAnotherServerIsDownByItsOwnRequests() {
        for (Preset preset : MetricCatalogue.presets()) {
            preset.requests()
                    .filter(requests -> !List.of("watchbill", "micrometer").contains(preset.name()))
                    .ifPresent(
                            requests -> assertThat(preset.down().orElseThrow().promql())
                                    .startsWith("max by (cluster) (up{$selector}) == 0"
                                            + " or sum by (cluster) (increase(" + requests.total()
                                            + "[1h] offset 5m)) > 240 unless sum by (cluster) (rate(")
                                    .endsWith("[5m])) > 0 unless sum by (cluster) (increase(" + requests.total()
                                            + "[5m] offset 1d)) < 20"));
        }
    }

    @Test
    void aHistogramOfMillisecondsIsAskedForInMilliseconds() {
        Requests.Durations milliseconds = new Requests.Durations("d", "endpoint!=\"/\"", new BigDecimal("1000"));

        assertThat(milliseconds.bound(new BigDecimal("0.1"))).isEqualByComparingTo("100");
        assertThat(milliseconds.bucket("le=\"100\"")).isEqualTo("d_bucket{le=\"100\",endpoint!=\"/\",$selector}");
        assertThat(milliseconds.count()).isEqualTo("d_count{endpoint!=\"/\",$selector}");
        for (Preset preset : MetricCatalogue.presets()) {
            preset.requests().flatMap(Requests::duration).ifPresent(duration -> {
                boolean inSeconds = duration.histogram().endsWith("_seconds");
                assertThat(duration.perSecond()).isEqualByComparingTo(inSeconds ? "1" : "1000");
                assertThat(preset.queries().get("latency_p99").promql().endsWith(" / 1000"))
                        .isEqualTo(!inSeconds);
            });
        }
    }

    @Test
    void aStimulusFillsTheBucketOfItsValue() {
        Stimulus bucket = new Stimulus(
                "d_bucket",
                Map.of("le", Stimulus.THOUSANDFOLD),
                Stimulus.Shape.COUNTER,
                BigDecimal.ONE,
                BigDecimal.ZERO);

        assertThat(bucket.isLabelledByValue()).isTrue();
        assertThat(bucket.labelsAt(new BigDecimal("0.10"))).containsExactly(Map.entry("le", "100"));
        assertThat(bucket.with(Map.of("le", Stimulus.VALUE)).labelsAt(new BigDecimal("0.10")))
                .containsExactly(Map.entry("le", "0.1"));
        assertThat(bucket.with(Map.of("le", "+Inf")).isLabelledByValue()).isFalse();
    }

    @Test
    void aStimulusGivesTheSeriesForAValue() {
        Measure.Query cpu = (Measure.Query) STANDARD.find("cpu_usage")
                .orElseThrow()
                .measure("node-exporter")
                .orElseThrow();
        assertThat(cpu.stimuli().get(0).at(new BigDecimal("0.75"))).isEqualByComparingTo("0.25");
    }

    @Test
    void everyMetricIsMeasured() {
        assertThat(STANDARD.all())
                .allSatisfy(metric -> assertThat(metric.measures()).isNotEmpty());
    }

    @Test
    void conditionsMayMatchTheLabelsOfTheMetric() {
        assertThat(STANDARD.find("feature_drift.psi").orElseThrow().matcherLabels())
                .containsExactly("model", "version", "column", "kind", "window");
        assertThat(STANDARD.find("cpu_usage").orElseThrow().matcherLabels()).isEmpty();
    }

    @Test
    void aTeamsOwnMetricJoinsTheCatalogue() {
        CustomMetric queue = new CustomMetric(
                "queue_depth", Layer.APPLICATION, Unit.COUNT, Worse.HIGHER, "sum(queue_depth)", Optional.empty());
        MetricCatalogue catalogue = STANDARD.with(List.of(queue));

        CatalogueMetric metric = catalogue.find("queue_depth").orElseThrow();
        assertThat(metric.layer()).isEqualTo(Layer.APPLICATION);
        assertThat(metric.ownMeasure()).contains(new Measure.Custom("sum(queue_depth)"));
        assertThat(STANDARD.find("queue_depth")).isEmpty();
    }

    private static List<Measure.Query> queries() {
        return STANDARD.all().stream()
                .flatMap(metric -> metric.measures().stream())
                .filter(Measure.Query.class::isInstance)
                .map(Measure.Query.class::cast)
                .toList();
    }

    private static List<String> withCluster(List<String> labels) {
        return Stream.concat(Stream.of("cluster"), labels.stream()).toList();
    }
}
