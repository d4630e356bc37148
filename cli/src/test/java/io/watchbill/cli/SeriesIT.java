package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.examples.flightdelay.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No rule and no panel names a series that the running exporter does not show. */
class SeriesIT {

    private static final long PATIENCE_SECONDS = 60;

    private static final Pattern SERIES = Pattern.compile("\\b(?:ml|watchbill|jvm|process)_[a-z0-9_]+");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{.*\\})? (\\S+)");

    /**
     * Series whose value says what was configured or profiled, what only a broken disk or a password moves, and what Java and
     * the machine decide.
     */
    private static final Set<String> STEADY = Set.of(
            "ml_column_reference_samples",
            "ml_performance_baseline",
            "ml_holdout_p_value", // always valid, so that they stay 1 until there is evidence
            "ml_holdout_sample_ratio_p_value",
            "watchbill_build_info",
            "watchbill_spec_info",
            "watchbill_limit_max",
            "watchbill_state_damaged_stores",
            "watchbill_state_failing",
            "watchbill_state_unreadable_predictions_total", // of a damaged store only
            "watchbill_state_last_snapshot_timestamp_seconds", // every half minute
            "watchbill_requests_refused_total",
            "watchbill_web_config_last_reload_successful",
            "jvm_gc_collection_seconds_sum",
            "jvm_memory_max_bytes",
            "process_open_fds");

    /** Of the incident server, which is another program. */
    private static final Pattern ELSEWHERE = Pattern.compile("watchbill_incidents?_.*");

    private static final int NEVER_KNOWN = 10;

    private final List<StartedExporter> started = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endTheExporter() {
        started.forEach(StartedExporter::close);
    }

    @Test
    void afterFourThousandFlightsEverySeriesOfRulesAndDashboardsIsThereAndMoves() throws Exception {
        Path spec = FlightEvents.specification(folder);
        Run compiled = Run.of("compile", spec, "-o", folder.resolve("generated"));
        assertThat(compiled.exitCode()).as(compiled.err()).isZero();
        Set<String> named = namedSeries(folder.resolve("generated"));
        assertThat(named).contains("ml_drift_verdict", "ml_requests_total", "ml_request_duration_seconds_bucket");
        Path followed = Files.writeString(folder.resolve("events.ndjson"), "");
        List<Observation> observations = FlightEvents.withoutFirstLabels(FlightEvents.healthy(4000), NEVER_KNOWN);
        int half = observations.size() * 6 / 10;
        List<Map<String, Set<String>>> pages = new ArrayList<>();

        StartedExporter exporter = start(spec, followed);
        pages.add(post(exporter, observations.subList(0, half)));
        List<Observation> rest =
                new ArrayList<>(FlightEvents.inMetres(observations.subList(half, observations.size())));
        rest.addAll(FlightEvents.spoiled());
        rest.addAll(FlightEvents.ofVersion("2001-02")); // one more than there is room for
        pages.add(post(exporter, rest));
        breakWhatItReads(exporter, spec, followed);
        pages.add(page(exporter));
        exporter.close();
        FlightEvents.specification(folder);
        pages.add(page(start(spec, followed)));

        assertThat(named.stream().filter(name -> pages.stream().noneMatch(page -> page.containsKey(name))))
                .as("series that rules or dashboards name and the page does not have")
                .isEmpty();
        assertThat(named.stream()
                        .filter(name -> !STEADY.contains(name))
                        .filter(name -> pages.stream()
                                        .map(page -> page.getOrDefault(name, Set.of()))
                                        .distinct()
                                        .count()
                                == 1))
                .as("series that did not move")
                .isEmpty();
    }

    private StartedExporter start(Path spec, Path followed) throws Exception {
        StartedExporter exporter = StartedExporter.start(folder, spec, "--follow=" + followed, "--maximum-versions=1");
        started.add(exporter);
        return exporter;
    }

    /** A specification that does not read, and a file to follow that is gone; both are known when this returns. */
    private void breakWhatItReads(StartedExporter exporter, Path spec, Path followed) throws Exception {
        Files.writeString(spec, "models: [");
        assertThat(exporter.reload()).isEqualTo(500);
        Files.delete(followed);
        Awaitility.await()
                .until(() -> page(exporter).getOrDefault("watchbill_source_problems_total", Set.of()).stream()
                        .anyMatch(line -> line.contains("missing") && !line.endsWith(" 0.0")));
    }

    /** Every series of the exporter that an expression names. */
    private static Set<String> namedSeries(Path generated) throws IOException {
        List<String> expressions = new ArrayList<>();
        try (Stream<Path> files = Files.walk(generated)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.startsWith(generated.resolve("rules"))) {
                    expressions.addAll(new YAMLMapper().readTree(file.toFile()).findValuesAsText("expr"));
                } else if (file.startsWith(generated.resolve("dashboards"))
                        && file.toString().endsWith(".json")) {
                    JsonNode dashboard = new ObjectMapper().readTree(file.toFile());
                    expressions.addAll(dashboard.findValuesAsText("expr"));
                }
            }
        }
        return expressions.stream()
                .flatMap(expression -> SERIES.matcher(expression).results().map(match -> match.group()))
                .filter(name -> !ELSEWHERE.matcher(name).matches())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Posts the lines and returns the page once its scores know them: for each sample's name its lines. */
    private static Map<String, Set<String>> post(StartedExporter exporter, List<Observation> observations)
            throws Exception {
        String body = observations.stream().map(line -> line.json() + "\n").collect(Collectors.joining());
        assertThat(exporter.post(body))
                .contains("\"accepted\":" + observations.size())
                .contains("\"rejected\":[]");
        double newest = observations.stream()
                .filter(line -> line.kind() == Observation.Kind.PREDICTION)
                .mapToDouble(line -> line.time().toEpochMilli() / 1000.0)
                .max()
                .orElseThrow();
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (true) {
            Map<String, Set<String>> page = page(exporter);
            if (page.getOrDefault("ml_window_end_timestamp_seconds", Set.of()).stream()
                    .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >= newest)) {
                return page;
            }
            assertThat(System.nanoTime()).as("waiting for scores").isLessThan(deadline);
        }
    }

    private static Map<String, Set<String>> page(StartedExporter exporter) throws Exception {
        Map<String, Set<String>> samples = new TreeMap<>();
        for (String line : exporter.page().split("\n")) {
            Matcher sample = SAMPLE.matcher(line);
            if (!line.startsWith("#") && sample.matches()) {
                samples.computeIfAbsent(sample.group(1), name -> new TreeSet<>())
                        .add(line);
            }
        }
        return samples;
    }
}
