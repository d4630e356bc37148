package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.dashboards.Dashboards;
import io.watchbill.examples.flightdelay.Observation;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import io.watchbill.testing.BackfilledSeries;
import io.watchbill.testing.NodeExporterServer;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every query of every panel of the example, asked of a real Prometheus as Grafana asks it: on the live scrape of the
 * exporter while flights pass, and on the same pages laid into the past a minute apart, with what the rules record. An
 * hour of health is followed, two hours later, by half an hour in which everything goes wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PanelQueriesIT {

    /** Half an hour before a full one: what is summed by the hour is recorded at full hours. */
    private static final Instant START = Instant.parse("2026-03-01T00:30:00Z");

    private static final Duration SCRAPE = Duration.ofMinutes(1);
    private static final Duration LIVE_SCRAPE = Duration.ofSeconds(1);
    private static final int FLIGHTS = 18_000;
    private static final int HEALTHY = 60;

    /** Pages while flights pass; all that Prometheus looks back at from the last page is scored to the end. */
    private static final int FLOWING = HEALTHY - 6;

    private static final int BAD = 30;
    private static final int MALFORMED_LINES = 800;

    private static final Map<String, String> EXPORTER = Map.of("job", "flight-delay", "instance", "exporter:9464");
    private static final Pattern OTHERS =
            Pattern.compile("\\bnode_|\\bprometheus_|\\balertmanager_|\\bwatchbill_incident|ALERTS|\\w:\\w");
    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

    private final BackfilledSeries series = new BackfilledSeries();
    private final IncidentsAside incidents = new IncidentsAside("flight-delay");
    private final List<JsonNode> dashboards = new ArrayList<>();
    private final List<JsonNode> liveDashboards = new ArrayList<>();
    private final List<JsonNode> rules = new ArrayList<>();

    /** More lines cannot be told apart. */
    private static final int MOST_SERIES = 50;

    /** Kinds of panels that show one below the other. */
    private static final Set<String> ROWS = Set.of("table", "state-timeline", "barchart");

    /** What is drawn where replicas of the exporter differ; here there is one. */
    private static final String OF_OTHER_REPLICAS = ", another replica";

    /** On series that were scraped in several clusters; Grafana shows nothing in its place elsewhere. */
    private static final String CLUSTER = "cluster";

    private static final String A_WEEK_BEFORE = "offset 1w";
    private static final String WATCHDOG = "Watchdog";

    /** Columns of a table whose other columns always answer: where nothing burns, no budget ends. */
    private static final Pattern END_OF_BUDGET = Pattern.compile("Objectives, the one with least budget first [CD]");

    private Set<Long> emptyWhenHealthy = Set.of();
    private List<String> liveFaults = List.of();
    private StartedExporter exporter;
    private PrometheusServer live;
    private PrometheusServer past;

    @BeforeAll
    void letTheFlightsPass(@TempDir Path folder) throws Exception {
        Path spec = FlightEvents.specification(folder);
        Path generated = compiled(spec, SCRAPE, folder.resolve("generated"), dashboards);
        compiled(spec, LIVE_SCRAPE, folder.resolve("generated-live"), liveDashboards);
        read(generated.resolve("rules"), ".yaml", new YAMLMapper()::readTree, rules);
        Plan plan = Planner.plan(
                new SpecificationReader(TextFiles.ofFileSystem())
                        .read(spec)
                        .loaded()
                        .orElseThrow(),
                Target.DEFAULT);
        emptyWhenHealthy = Dashboards.emptyWhenHealthy(new Fleet(List.of(plan)));

        Path followed = Files.writeString(folder.resolve("events.ndjson"), "");
        exporter = StartedExporter.start(folder, spec, "--follow=" + followed, "--maximum-versions=2");
        live = PrometheusServer.start(
                Files.createDirectories(folder.resolve("live")),
                Files.writeString(folder.resolve("live.yml"), """
                        global: {scrape_interval: 1s}
                        scrape_configs:
                          - {job_name: flight-delay, static_configs: [{targets: ['%s']}]}
                        """.formatted(
                                exporter.metrics().getAuthority())));
        String others;
        try (NodeExporterServer node = NodeExporterServer.start(folder)) {
            others = node.page();
        }
        List<Observation> flights = FlightEvents.healthy(FLIGHTS);
        // Of the first flights few outcomes are known: an hour of health begins after them.
        int before = flights.size() / 2;
        post(flights.subList(0, before));
        awaitScores(flights.subList(0, before));
        for (int step = 0; step < HEALTHY; step++) {
            int rest = flights.size() - before;
            post(flights.subList(
                    before + Math.min(step, FLOWING) * rest / FLOWING,
                    before + Math.min(step + 1, FLOWING) * rest / FLOWING));
            if (step == HEALTHY / 2) {
                awaitScrapes(3);
            }
            if (step >= FLOWING) {
                awaitScores(flights);
            }
            if (step == HEALTHY - 1) {
                awaitScrapes(2);
            }
            scrape(healthy(step), others);
            incidents.pass(series, healthy(step), false);
            alertsFire(healthy(step), name -> name.endsWith(WATCHDOG));
        }
        liveFaults = liveFaults();
        for (int step = 0; step < BAD; step++) {
            post(FlightEvents.spoiled());
            post(FlightEvents.failed());
            post(FlightEvents.ofVersion("2001-02"));
            post(FlightEvents.ofVersion("2001-03")); // one more than there is room for
            exporter.post("malformed\n".repeat(MALFORMED_LINES));
            if (step == BAD / 3 || step == BAD - 1) {
                Files.delete(followed);
                awaitSource(0);
            } else if (step == BAD / 2) {
                Files.writeString(followed, "");
                awaitSource(1);
            }
            scrape(bad(step), others);
            incidents.pass(series, bad(step), true);
            alertsFire(bad(step), name -> true);
        }
        lay(folder.resolve("past"), generated.resolve("rules"));
    }

    private static Path compiled(Path spec, Duration scrapeInterval, Path into, List<JsonNode> dashboards)
            throws IOException {
        Run compiled = Run.of("compile", spec, "-o", into, "--scrape-interval", scrapeInterval.toSeconds() + "s");
        assertThat(compiled.exitCode()).as(compiled.err()).isZero();
        read(into.resolve("dashboards"), ".json", new JsonMapper()::readTree, dashboards);
        return into;
    }

    @AfterAll
    void end() {
        Stream.of(exporter, live, past).forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void everyQueryReturnsDataOfTheLiveScrape() {
        assertThat(liveFaults).isEmpty();
    }

    /** Asked while all is well, since what went wrong later stays in a live Prometheus. */
    private List<String> liveFaults() {
        Instant end = Instant.now();
        return queries(liveDashboards, live, end, Duration.ofMinutes(1))
                .filter(query -> !OTHERS.matcher(query.promql()).find())
                .filter(query -> !mayBeEmpty(query) && !query.promql().contains(A_WEEK_BEFORE))
                // Grafana begins a query at a whole step, which lies before the first scrape where steps are long.
                .filter(query -> query.isInstant()
                        || query.times().step().compareTo(query.times().range()) <= 0)
                .flatMap(query -> faults(query, live, end))
                .toList();
    }

    private static Instant healthy(int step) {
        return START.plus(SCRAPE.multipliedBy(step));
    }

    /** Behind the end of Prometheus' block of two hours, so that no label of what is bad is among the healthy ones. */
    private static Instant bad(int step) {
        return START.plus(Duration.ofHours(3)).plus(SCRAPE.multipliedBy(step));
    }

    @Test
    void everyQueryReturnsDataOfAnHourOfHealth() {
        Instant end = healthy(HEALTHY - 1);
        List<GrafanaQuery> all =
                queries(dashboards, past, end, Duration.ofHours(1)).toList();

        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all.stream()
                        .filter(query -> !mayBeEmpty(query))
                        .flatMap(query -> faults(query, past, whenThereIsData(query, end))))
                .isEmpty();
    }

    @Test
    void panelsThatAreEmptyWhenHealthyAreSoAndShowWhatIsBad() {
        Instant healthy = healthy(HEALTHY - 1);
        Instant bad = bad(BAD - 1);
        Map<String, Boolean> answered = new TreeMap<>();
        queries(dashboards, past, bad, SCRAPE.multipliedBy(BAD))
                .filter(this::mayBeEmpty)
                .forEach(query -> answered.merge(
                        query.name(), faults(query, past, bad).findAny().isEmpty(), Boolean::logicalOr));

        assertThat(answered).isNotEmpty().doesNotContainValue(false);
        assertThat(queries(dashboards, past, healthy, Duration.ofMinutes(10))
                        .filter(this::mayBeEmpty)
                        .map(query -> query.name() + ": " + query.ask(past, healthy))
                        .filter(answer -> !answer.endsWith(": []")))
                .isEmpty();
    }

    private static Stream<GrafanaQuery> queries(
            List<JsonNode> dashboards, PrometheusServer prometheus, Instant end, Duration range) {
        return dashboards.stream()
                .flatMap(dashboard -> GrafanaQuery.of(dashboard, prometheus, end, range).stream())
                .filter(query -> !query.target().path("legendFormat").asText().endsWith(OF_OTHER_REPLICAS));
    }

    /** What looks a week back finds the hour of health a week after it. */
    private static Instant whenThereIsData(GrafanaQuery query, Instant end) {
        return query.promql().contains(A_WEEK_BEFORE) ? end.plus(Duration.ofDays(7)) : end;
    }

    private boolean mayBeEmpty(GrafanaQuery query) {
        return emptyWhenHealthy.contains(query.panel().path("id").asLong())
                || END_OF_BUDGET.matcher(query.name()).find();
    }

    /** What Grafana could not draw of an answer. */
    private static Stream<String> faults(GrafanaQuery query, PrometheusServer prometheus, Instant end) {
        JsonNode answer = query.ask(prometheus, end);
        Set<String> faults = new TreeSet<>();
        if (answer.isEmpty()) {
            faults.add("no data");
        }
        if (answer.size() > MOST_SERIES
                && !ROWS.contains(query.panel().path("type").asText())) {
            faults.add(answer.size() + " series, which nobody tells apart");
        }
        boolean number = false;
        for (JsonNode one : answer) {
            Set<String> labels = new TreeSet<>();
            one.path("metric").fieldNames().forEachRemaining(labels::add);
            LABEL.matcher(query.target().path("legendFormat").asText())
                    .results()
                    .map(match -> match.group(1))
                    .filter(label -> !label.equals(CLUSTER) && !labels.contains(label))
                    .forEach(label -> faults.add("no label " + label + " in " + labels));
            for (JsonNode value : values(one)) {
                double drawn = Double.parseDouble(value.get(1).asText().replace("Inf", "Infinity"));
                number |= Double.isFinite(drawn);
                JsonNode ends = query.panel().path("fieldConfig").path("defaults");
                if (Double.isFinite(drawn) && drawn > ends.path("max").asDouble(Double.MAX_VALUE)
                        || drawn < ends.path("min").asDouble(-Double.MAX_VALUE)) {
                    faults.add(drawn + " is outside of the panel's ends");
                }
            }
            for (JsonNode step : query.panel().path("transformations")) {
                String key = step.path("options").path("byField").asText();
                if (!key.isEmpty() && !labels.contains(key)) {
                    faults.add("no label " + key + " to join by");
                }
            }
            if (query.target().path("format").asText().equals("heatmap") && !labels.contains("le")) {
                faults.add("buckets without le");
            }
        }
        if (!answer.isEmpty() && !number) {
            faults.add("no number");
        }
        return faults.stream().map(fault -> query.name() + ": " + fault + ": " + query.promql());
    }

    private static List<JsonNode> values(JsonNode series) {
        List<JsonNode> values = new ArrayList<>();
        series.path("values").forEach(values::add);
        if (series.has("value")) {
            values.add(series.path("value"));
        }
        return values;
    }

    private void post(List<Observation> observations) throws Exception {
        exporter.post(observations.stream().map(line -> line.json() + "\n").collect(Collectors.joining()));
    }

    private void awaitScores(List<Observation> flights) {
        double newest = flights.stream()
                .filter(line -> line.kind() == Observation.Kind.PREDICTION)
                .mapToDouble(line -> line.time().toEpochMilli() / 1000.0)
                .max()
                .orElseThrow();
        Awaitility.await()
                .until(() -> exporter.page()
                        .lines()
                        .filter(line -> line.startsWith("ml_window_end_timestamp_seconds"))
                        .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) >= newest));
    }

    private void awaitSource(int up) {
        Awaitility.await()
                .until(() -> exporter.page()
                        .lines()
                        .filter(line -> line.startsWith("watchbill_source_up"))
                        .anyMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) == up));
    }

    private void awaitScrapes(int more) {
        String count = "count_over_time(up{job=\"flight-delay\"}[1h])";
        double before = number(live.query(count));
        Awaitility.await().until(() -> number(live.query(count)) >= before + more);
    }

    private static double number(String answer) throws AssertionError {
        try {
            return new JsonMapper()
                    .readTree(answer)
                    .at("/data/result/0/value/1")
                    .asDouble();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void scrape(Instant at, String others) throws Exception {
        series.addPage(exporter.page(), EXPORTER, at);
        series.addPage(others, Map.of("job", "node", "instance", "node:9100"), at);
    }

    /** promtool records no alerts, so that what Prometheus would write of each is written here. */
    private void alertsFire(Instant at, Predicate<String> fires) {
        for (JsonNode file : rules) {
            for (JsonNode rule : file.findValue("groups").findValues("rules").stream()
                    .flatMap(list -> {
                        List<JsonNode> each = new ArrayList<>();
                        list.forEach(each::add);
                        return each.stream();
                    })
                    .filter(rule -> fires.test(rule.path("alert").asText("")))
                    .toList()) {
                StringBuilder labels =
                        new StringBuilder("alertname=\"" + rule.path("alert").asText() + "\"");
                rule.path("labels")
                        .properties()
                        .forEach(label -> labels.append(",")
                                .append(label.getKey())
                                .append("=\"")
                                .append(label.getValue().asText())
                                .append('"'));
                series.add("ALERTS{" + labels + ",alertstate=\"firing\"}", at, "1");
                series.add("ALERTS_FOR_STATE{" + labels + "}", at, Long.toString(bad(0).getEpochSecond()));
            }
        }
    }

    /** Rules that read what others record find it only in the next round. */
    private void lay(Path folder, Path ruleFiles) throws IOException {
        Files.createDirectories(folder);
        Path data = PrometheusServer.data(folder);
        series.write(data);
        List<Path> files;
        try (Stream<Path> all = Files.list(ruleFiles)) {
            files = all.filter(file -> records(file)).sorted().toList();
        }
        int before = -1;
        while (true) {
            PrometheusServer prometheus = PrometheusServer.onBlocks(folder);
            int recorded = recorded(prometheus);
            if (recorded == before) {
                past = prometheus;
                return;
            }
            before = recorded;
            try (prometheus) {
                for (Path file : files) {
                    record(prometheus, file, healthy(HEALTHY / 3), healthy(HEALTHY), data);
                    record(prometheus, file, bad(0), bad(BAD), data);
                }
            }
        }
    }

    private static void record(PrometheusServer prometheus, Path rules, Instant from, Instant until, Path data) {
        BackfilledSeries.record(prometheus, rules, from, until, SCRAPE.multipliedBy(2), data);
    }

    private static boolean records(Path file) {
        try {
            return Files.readString(file).contains("record:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int recorded(PrometheusServer prometheus) throws IOException {
        JsonNode names = new JsonMapper()
                .readTree(prometheus.get("/api/v1/label/__name__/values"))
                .path("data");
        int recorded = 0;
        for (JsonNode name : names) {
            recorded += name.asText().contains(":") ? 1 : 0;
        }
        return recorded;
    }

    private interface Reading {
        JsonNode of(String text) throws IOException;
    }

    private static void read(Path folder, String end, Reading reading, List<JsonNode> into) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(end)).sorted().toList()) {
                JsonNode json = reading.of(Files.readString(file));
                if (json.has("panels") || json.has("groups")) {
                    into.add(json);
                }
            }
        }
    }
}
