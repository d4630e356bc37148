package io.watchbill.bench.objectives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.bench.objectives.Rule.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One objective, 99.9 % of the requests of 40 series over 30 days, by our rules and by Sloth's, on one real Prometheus that has
 * had both sets from the start: how many samples one evaluation of all rules of a set reads, by Prometheus's own count, and how
 * near each comes to the true ratio of 30 days. Scrapes and evaluations are a minute apart, which is what Prometheus does by
 * default; shorter intervals favour our rules more.
 */
public final class ObjectiveComparison {

    /** What is promised, as a specification. */
    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models: {offers: {task: binary-classification, positiveClass: bought, features: {price: {type: numeric}}}}
            slos:
              - name: requests
                target: 99.9%%
                period: 30d
                measurement: {bad: '%s', total: '%s'}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/page"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/chat"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/mail"}]}
            """.formatted(SeasonalTraffic.FAILED, SeasonalTraffic.ALL);

    private static final String OUR_BURN_RATE = "slo:burn_rate:ratio30d";
    private static final double BUDGET = 0.001;

    private static final Duration PERIOD = Duration.ofDays(30);

    /** The period, and what its first counts need before it. */
    private static final Duration HISTORY = PERIOD.plusDays(1);

    /** Between two hours and two minutes, as evaluations are. */
    private static final Instant NOW = Instant.parse("2026-03-01T10:37:23Z");

    /** The last evaluations, of which the newest is the one that is measured. */
    private static final Duration RECENT = Duration.ofMinutes(3);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path data;

    private ObjectiveComparison(Path folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
    }

    /** What the numbers are held against. */
    public static Map<String, String> targets() {
        return Map.of("slothSamplesToOurs", ">= 30", "ourRatio30dMillionthsOff", "<= 1");
    }

    /** Writes the specification that {@code compile} is to turn into rules; they are read a minute apart. */
    public static Path specification(Path folder) throws IOException {
        return Files.writeString(folder.resolve("shop.yaml"), SPECIFICATION);
    }

    /** How the command is told that scrapes and evaluations are a minute apart. */
    public static List<String> intervals() {
        return List.of("--scrape-interval=1m", "--evaluation-interval=1m");
    }

    /**
     * Compares.
     *
     * @param folder for data; what is left there is the caller's
     * @param compiled the rules that were made of {@link #specification}
     */
    public static Map<String, Double> measure(Path folder, Path compiled) throws IOException, InterruptedException {
        return new ObjectiveComparison(Files.createDirectories(folder)).measure(compiled);
    }

    private Map<String, Double> measure(Path compiled) throws IOException, InterruptedException {
        List<Rule> sloth = SlothRules.of(SeasonalTraffic.FAILED, SeasonalTraffic.ALL);
        List<Rule> ours = read(compiled);
        SeasonalTraffic traffic = new SeasonalTraffic(NOW, HISTORY);
        Path scraped = folder.resolve("scraped.txt");
        traffic.write(scraped);
        promtool("openmetrics", "--max-block-duration=744h", "-q", scraped.toString(), data.toString());
        List<Rule> all = new ArrayList<>(ours);
        all.addAll(sloth);
        recordThePast(all);
        try (PrometheusProcess prometheus = new PrometheusProcess(folder, data, List.of())) {
            double truth = traffic.failed(NOW.minus(PERIOD), NOW);
            double our = value(prometheus, OUR_BURN_RATE) * BUDGET;
            double slothRatio = value(prometheus, SlothRules.PERIOD_RATIO);
            double ourSamples = samples(prometheus, ours);
            double slothSamples = samples(prometheus, sloth);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("inputSeries", (double) SeasonalTraffic.series());
            values.put("ourRules", (double) ours.size());
            values.put("slothRules", (double) sloth.size());
            values.put("ourSamplesPerCycle", ourSamples);
            values.put("slothSamplesPerCycle", slothSamples);
            values.put("slothSamplesToOurs", slothSamples / ourSamples);
            values.put("trueRatio30dMillionths", truth * 1e6);
            values.put("ourRatio30dMillionths", our * 1e6);
            values.put("slothRatio30dMillionths", slothRatio * 1e6);
            values.put("ourRatio30dMillionthsOff", Math.abs(our - truth) * 1e6);
            values.put("slothRatio30dMillionthsOff", Math.abs(slothRatio - truth) * 1e6);
            values.put("slothRatio30dToTrue", slothRatio / truth);
            return values;
        }
    }

    /** The objective's rules as Prometheus reads them. */
    private List<Rule> read(Path compiled) throws IOException, InterruptedException {
        List<Rule> rules = new ArrayList<>();
        try (PrometheusProcess prometheus =
                new PrometheusProcess(folder, folder.resolve("no-data"), List.of(compiled))) {
            for (JsonNode rule : prometheus.rules().findPath("groups").findValues("rules").stream()
                    .flatMap(group -> {
                        List<JsonNode> ofGroup = new ArrayList<>();
                        group.forEach(ofGroup::add);
                        return ofGroup.stream();
                    })
                    .toList()) {
                rules.add(new Rule(
                        rule.path("type").asText().equals("recording") ? Kind.RECORDING : Kind.ALERTING,
                        rule.path("name").asText(),
                        rule.path("query").asText(),
                        JSON.convertValue(
                                rule.path("labels"),
                                JSON.getTypeFactory().constructMapType(Map.class, String.class, String.class))));
            }
        }
        if (rules.isEmpty()) {
            throw new IOException("Prometheus reads no rules in " + compiled);
        }
        return rules;
    }

    /**
     * Records what both sets would have recorded by now: of series whose past is read, all of it; of others the last
     * minutes. What reads others comes after them.
     */
    private void recordThePast(List<Rule> all) throws IOException, InterruptedException {
        List<Rule> left = new ArrayList<>(
                all.stream().filter(rule -> rule.kind() == Kind.RECORDING).toList());
        while (!left.isEmpty()) {
            List<Rule> next = left.stream()
                    .filter(rule ->
                            left.stream().noneMatch(other -> !other.name().equals(rule.name()) && rule.reads(other)))
                    .toList();
            if (next.isEmpty()) {
                throw new IOException("rules that read one another in a circle: " + left);
            }
            List<Rule> remembered = next.stream()
                    .filter(rule -> all.stream().anyMatch(other -> other.readsPastOf(rule)))
                    .toList();
            List<Rule> others =
                    next.stream().filter(rule -> !remembered.contains(rule)).toList();
            try (PrometheusProcess prometheus = new PrometheusProcess(folder, data, List.of())) {
                record(prometheus, remembered, HISTORY);
                record(prometheus, others, RECENT);
            }
            left.removeAll(next);
        }
    }

    private void record(PrometheusProcess prometheus, List<Rule> rules, Duration past)
            throws IOException, InterruptedException {
        if (rules.isEmpty()) {
            return;
        }
        // One name for file and group: Prometheus makes the moment of a group's evaluations from them.
        Path file = folder.resolve("past.json");
        JSON.writeValue(
                file.toFile(),
                Map.of(
                        "groups",
                        List.of(Map.of(
                                "name",
                                "past",
                                "rules",
                                rules.stream().map(Rule::entry).toList()))));
        promtool(
                "rules",
                "--max-block-duration=168h",
                "--eval-interval=" + SeasonalTraffic.SCRAPE.toSeconds() + "s",
                "--start=" + NOW.minus(past).getEpochSecond(),
                "--end=" + NOW.getEpochSecond(),
                "--url=" + prometheus.address(),
                "--output-dir=" + data,
                file.toString());
    }

    private void promtool(String from, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool", "tsdb", "create-blocks-from", from));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // promtool ends with 0 where a rule failed, and says so.
        if (process.waitFor() != 0 || output.contains("err=")) {
            throw new IOException(command + " failed:\n" + output);
        }
    }

    private static double value(PrometheusProcess prometheus, String series) throws IOException, InterruptedException {
        JsonNode result = prometheus.query(series, NOW).path("result");
        if (result.size() != 1) {
            throw new IOException(series + " has " + result.size() + " elements instead of one");
        }
        return result.get(0).path("value").get(1).asDouble();
    }

    /** How many samples one evaluation of the rules reads. */
    private static double samples(PrometheusProcess prometheus, List<Rule> rules)
            throws IOException, InterruptedException {
        double samples = 0;
        for (Rule rule : rules) {
            JsonNode read = prometheus
                    .query(rule.expression(), NOW)
                    .path("stats")
                    .path("samples")
                    .path("totalQueryableSamples");
            if (!read.isNumber()) {
                throw new IOException("Prometheus does not say what it read: 2.36 or later is needed");
            }
            samples += read.asDouble();
        }
        return samples;
    }
}
