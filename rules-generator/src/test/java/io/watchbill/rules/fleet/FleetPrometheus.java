package io.watchbill.rules.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.plan.Plan;
import io.watchbill.plan.RecordedSeries;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.ExamplePlan;
import io.watchbill.rules.RuleFiles;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.testing.PrometheusServer;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real Prometheus that has scraped the replicas until a moment ago and evaluates the rules of a plan since. */
final class FleetPrometheus {

    /** The rules that add up others need those in their past, in this order. */
    private static final List<List<String>> PAST = List.of(
            List.of(
                    FleetSeries.BIN_SHORT_INCREASE,
                    FleetSeries.LABELLED_SHORT_INCREASE,
                    FleetSeries.CONFIDENCE_SHORT_INCREASE),
            List.of(
                    FleetSeries.BIN_LONG_INCREASE,
                    FleetSeries.LABELLED_LONG_INCREASE,
                    FleetSeries.CONFIDENCE_LONG_INCREASE));

    /** The last rules of both groups. */
    private static final String LAST_OF_DRIFT = FleetSeries.of(MetricFamilies.DRIFT_ADJUSTED_P_VALUE);

    private static final String LAST_OF_PERFORMANCE = FleetSeries.of(MetricFamilies.CONFIDENCE_DROP_P_VALUE);

    private final Path directory;
    private final Plan plan;

    private FleetPrometheus(Path directory, Plan plan) {
        this.directory = directory;
        this.plan = plan;
    }

    /** The recorded series at a moment after which everything has been evaluated once. */
    static RecordedVectors evaluate(Path directory, Plan plan, FleetTraffic traffic) throws IOException {
        return new FleetPrometheus(directory, plan).evaluate(traffic);
    }

    private RecordedVectors evaluate(FleetTraffic traffic) throws IOException {
        Path data = Files.createDirectories(directory.resolve("prometheus-data"));
        Path text = Files.writeString(directory.resolve("scraped.txt"), traffic.scraped());
        promtool("tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=72h", "-q", text, data);
        for (List<String> series : PAST) {
            recordThePast(series, data, traffic);
        }
        Path rules = ExamplePlan.write(directory, RuleFiles.render(plan)).toAbsolutePath();
        try (PrometheusServer prometheus =
                PrometheusServer.start(directory, configuration("rule_files: [" + rules + "]\n"))) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> evaluated(prometheus) > 0);
            long once = System.currentTimeMillis();
            // Once more, so that at the time of the older of both groups' evaluations the other has one before it.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> evaluated(prometheus) > once);
            return RecordedVectors.at(prometheus, evaluated(prometheus));
        }
    }

    /** When both groups were evaluated last to their ends, in milliseconds; 0 before they were. */
    private static long evaluated(PrometheusServer prometheus) {
        return Math.min(evaluated(prometheus, LAST_OF_DRIFT), evaluated(prometheus, LAST_OF_PERFORMANCE));
    }

    private static long evaluated(PrometheusServer prometheus, String last) {
        JsonNode newest = RecordedVectors.query(prometheus, "max(timestamp(" + last + "))", System.currentTimeMillis());
        return newest.isEmpty()
                ? 0
                : Math.round(newest.get(0).path("value").get(1).asDouble() * 1000);
    }

    /** What Prometheus would have recorded, had it had the rule from the start. */
    private void recordThePast(List<String> series, Path data, FleetTraffic traffic) throws IOException {
        List<Map<String, Object>> rules = plan.recordings().stream()
                .filter(rule -> series.contains(rule.name()))
                .map(FleetPrometheus::rule)
                .toList();
        Path file = Files.writeString(
                directory.resolve("past.yaml"),
                YamlText.of(Map.of("groups", List.of(Map.of("name", "past", "rules", rules))), List.of()));
        try (PrometheusServer past = PrometheusServer.start(directory, configuration(""))) {
            promtool(
                    "tsdb",
                    "create-blocks-from",
                    "rules",
                    "--max-block-duration=72h",
                    "--eval-interval=" + FleetTraffic.SCRAPE.toSeconds() + "s",
                    "--start=" + traffic.start() / 1000,
                    "--end=" + traffic.end() / 1000,
                    "--url=" + past.address(),
                    "--output-dir=" + data,
                    file);
        }
    }

    private static Map<String, Object> rule(RecordedSeries series) {
        return Map.of("record", series.name(), "expr", series.expression().text(), "labels", series.labels());
    }

    private Path configuration(String rest) throws IOException {
        return Files.writeString(directory.resolve("prometheus.yml"), "global: {scrape_interval: 1m}\n" + rest);
    }

    private static void promtool(Object... arguments) {
        Tool.Result result = Tool.named("promtool").run(arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
