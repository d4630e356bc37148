package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
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
            Matcher names = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\{").matcher(query.promql());
            while (names.find()) {
                read.add(names.group(1));
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
    void everyPresetQueryMeasuresAMetricOfItsLayer() {
        assertThat(MetricCatalogue.presets())
                .extracting(Preset::name)
                .containsExactly("watchbill", "node-exporter", "micrometer");
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
            preset.requests().ifPresent(requests -> {
                assertThat(preset.queries().get("error_rate").promql())
                        .contains("rate(" + requests.total() + "[$rate])", "rate(" + requests.failed() + "[$rate])");
                assertThat(preset.queries().get("latency_p99").series())
                        .containsExactly(requests.duration() + "_bucket");
            });
            assertThat(preset.requests().isPresent()).isEqualTo(preset.layer() == Layer.APPLICATION);
        }
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
    void aMetricThatNothingMeasuresIsKnownButNotAvailable() {
        assertThat(STANDARD.find("gpu_usage").orElseThrow().available()).isFalse();
        assertThat(STANDARD.find("accuracy").orElseThrow().available()).isTrue();
        assertThat(STANDARD.find("cpu_usage").orElseThrow().available()).isTrue();
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
