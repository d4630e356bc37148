package io.watchbill.rules.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.plan.Plan;
import io.watchbill.plan.RecordedSeries;
import io.watchbill.plan.Target;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.RuleFiles;
import io.watchbill.spec.Drift;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.WindowCounts;
import io.watchbill.testing.PrometheusServer;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet's rules on a real Prometheus that has scraped three replicas behind a balancer for more than a day. */
class FleetRulesIT {

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, title: Shop, owner: team-shop}
            models:
              shop:
                task: multiclass-classification
                references: {default: shop.profile.json}
                features:
                  amount: {type: numeric}
                  stops: {type: numeric}
                  channel: {type: categorical}
                  place: {type: categorical}
                drift:
                  windows: [30m, 3h, 26h]
                  minimumSamples: 500
                  numeric: [ks, psi, chi-square, jensen-shannon]
                  categorical: [psi, chi-square, jensen-shannon]
            monitoring: {replicas: several}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/"}]}
            """;

    private static final Duration EVALUATION = Duration.ofSeconds(2);
    private static final Duration HISTORY = Duration.ofHours(28);

    @TempDir
    private static Path directory;

    private static Plan plan;
    private static FleetTraffic traffic;
    private static PrometheusServer prometheus;
    private static long evaluatedAt;
    private static RecordedVectors recorded;

    @BeforeAll
    static void scrapeForADay() throws IOException {
        plan = ExamplePlan.of(
                Files.writeString(directory.resolve("ops.yaml"), SPECIFICATION),
                new Target(Duration.ofMillis(FleetTraffic.SCRAPE_MILLIS), EVALUATION, 1));
        long now = System.currentTimeMillis();
        long start = now - HISTORY.toMillis();
        traffic = new FleetTraffic(start, now);
        Path data = Files.createDirectories(directory.resolve("prometheus-data"));
        Path text = Files.writeString(directory.resolve("scraped.txt"), traffic.scraped(now));
        promtool("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=72h", "-q", text, data);
        recordHistory(FleetSeries.BIN_SHORT_INCREASE, data, start, now);
        recordHistory(FleetSeries.BIN_LONG_INCREASE, data, start, now);
        Path rules = ExamplePlan.write(directory, RuleFiles.render(plan));
        prometheus = PrometheusServer.start(directory, configuration("rule_files: [" + rules.toAbsolutePath() + "]\n"));
        String last = FleetSeries.of(MetricFamilies.DRIFT_KS_P_VALUE);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !RecordedVectors.query(prometheus, last, System.currentTimeMillis())
                        .isEmpty());
        evaluatedAt =
                Math.round(RecordedVectors.query(prometheus, "max(timestamp(" + last + "))", System.currentTimeMillis())
                                .get(0)
                                .path("value")
                                .get(1)
                                .asDouble()
                        * 1000);
        recorded = RecordedVectors.at(prometheus, evaluatedAt);
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
    }

    /** What Prometheus would have recorded in the past, had it had the rule. */
    private static void recordHistory(String series, Path data, long start, long now) throws IOException {
        List<Map<String, Object>> rules = plan.recordings().stream()
                .filter(rule -> rule.name().equals(series))
                .map(FleetRulesIT::rule)
                .toList();
        Path file = Files.writeString(
                directory.resolve("history.yaml"),
                YamlText.of(Map.of("groups", List.of(Map.of("name", "history", "rules", rules))), List.of()));
        try (PrometheusServer past = PrometheusServer.start(directory, configuration(""))) {
            promtool(
                    "tsdb",
                    "create-blocks-from",
                    "rules",
                    "--max-block-duration=72h",
                    "--eval-interval=" + FleetTraffic.SCRAPE_MILLIS / 1000 + "s",
                    "--start=" + (start + Duration.ofHours(1).toMillis()) / 1000,
                    "--end=" + now / 1000,
                    "--url=" + past.address(),
                    "--output-dir=" + data,
                    file);
        }
    }

    private static Map<String, Object> rule(RecordedSeries series) {
        return Map.of("record", series.name(), "expr", series.expression().text());
    }

    private static Path configuration(String rest) throws IOException {
        return Files.writeString(directory.resolve("prometheus.yml"), "global: {evaluation_interval: 2s}\n" + rest);
    }

    private static void promtool(Object... arguments) {
        Tool.Result result = Tool.named("promtool").run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    private static Drift drift() {
        return plan.specification().models().get(0).drift();
    }

    private static Map<String, String> labels(ColumnReference column, Window window) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(LabelNames.COLUMN, column.name());
        labels.put(LabelNames.KIND, column.kind().label());
        labels.put(LabelNames.WINDOW, window.label());
        return labels;
    }

    /** The window's counts by coarse bin, as recorded. */
    private static double[] counts(ColumnReference column, Window window) {
        double[] counts = new double[column.coarseBins()];
        for (int bin = 0; bin < counts.length; bin++) {
            Map<String, String> labels = labels(column, window);
            labels.put(LabelNames.BIN, column.coarseLabels().get(bin));
            counts[bin] = recorded.value(FleetSeries.BIN_INCREASE, labels).orElseThrow();
        }
        return counts;
    }

    /** The exporter's scores of the recorded counts. */
    private static DriftScores expected(ColumnReference column, TimeWindow window) {
        double[] counts = counts(column, window);
        long[] slots = new long[column.slots()];
        for (int bin = 0; bin < counts.length; bin++) {
            int first = column instanceof NumericReference numeric ? numeric.coarseStart(bin) : bin;
            slots[first] = Math.round(counts[bin]);
        }
        return DriftScorer.score(
                column, WindowCounts.ofOnePane(column, slots), window.length(), DriftSettings.of(drift()));
    }

    private static void assertRecorded(MetricFamily family, Map<String, String> labels, double expected) {
        OptionalDouble value = recorded.value(FleetSeries.of(family), labels);
        assertThat(value).as("%s%s", FleetSeries.of(family), labels).isPresent();
        assertThat(value.getAsDouble())
                .as("%s%s", FleetSeries.of(family), labels)
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    private static Stream<TimeWindow> windows() {
        return drift().windows().stream().map(TimeWindow.class::cast);
    }

    @Test
    void scoresAreThoseOfTheExporterForTheCountsThatWereRecorded() {
        for (ColumnReference column : traffic.columns()) {
            windows().forEach(window -> {
                Map<String, String> labels = labels(column, window);
                DriftScores scores = expected(column, window);
                assertRecorded(MetricFamilies.DRIFT_WINDOW_SAMPLES, labels, scores.samples());
                assertRecorded(MetricFamilies.DRIFT_PSI, labels, scores.psi().value());
                assertRecorded(
                        MetricFamilies.DRIFT_PSI_NOISE_FLOOR,
                        labels,
                        scores.psi().noiseFloor());
                assertRecorded(
                        MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC,
                        labels,
                        scores.chiSquare().statistic());
                assertRecorded(
                        MetricFamilies.DRIFT_V, labels, scores.chiSquare().v());
                assertRecorded(
                        MetricFamilies.DRIFT_JENSEN_SHANNON,
                        labels,
                        scores.jensenShannon().value());
            });
        }
    }
}
