package io.watchbill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.bench.objectives.PrometheusProcess;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.GeneratedRule;
import io.watchbill.dashboards.lint.LintedDashboard;
import io.watchbill.plan.Links;
import io.watchbill.spec.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dashboards of 100 systems with 50 columns each: how large they are, what compiling them and judging those of one system
 * takes, and what every query of one system's panels and of the fleet's takes on a Prometheus that holds 200,000 series.
 */
public final class DashboardsBench {

    private static final int SYSTEMS = 100;
    private static final int SERIES = 200_000;
    private static final Instant END = Instant.parse("2026-03-01T01:58:00Z");
    private static final Duration RECORDED = Duration.ofDays(7);

    /** What is recorded of what is recorded: rules that read others find them in the next round. */
    private static final int ROUNDS = 3;

    private static final Map<String, String> TARGETS = Map.of(
            "largestKilobytes", "<= 250",
            "compileSeconds", "<= 10",
            "judgeOneSystemSeconds", "<= 5",
            "slowestQueryMilliseconds", "<= 100");

    private DashboardsBench() {}

    /**
     * Arguments: the launcher, the folder of the schemas of Grafana's types, the file of the results, and {@code --check}
     * to compare instead of to write.
     */
    public static void main(String[] arguments) throws Exception {
        String launcher = Path.of(arguments[0]).toAbsolutePath().toString();
        boolean check = arguments.length > 3 && arguments[3].equals("--check");
        Map<String, String> machine = Machine.described();
        Map<String, Double> values = new LinkedHashMap<>();
        Path folder = Files.createTempDirectory("watchbill-bench");
        try {
            Path compiled = compile(launcher, folder, values);
            List<Path> files = dashboards(compiled);
            values.put("dashboards", (double) files.size());
            long largest = 0;
            for (Path file : files) {
                largest = Math.max(largest, Files.size(file));
            }
            values.put("largestKilobytes", largest / 1e3);
            List<LintedDashboard> dashboards = ofFirstSystemAndFleet(files);
            long begun = System.nanoTime();
            judge(Path.of(arguments[1]), compiled, dashboards);
            values.put("judgeOneSystemSeconds", since(begun));
            queries(folder, compiled, dashboards, values);
        } finally {
            CoreModel.delete(folder);
        }
        Result result = new Result("bench/run dashboards", machine, values, TARGETS);
        System.exit(Results.keep(result, Path.of(arguments[2]), check) ? 0 : 1);
    }

    private static Path compile(String launcher, Path folder, Map<String, Double> values) throws Exception {
        Path compiled = folder.resolve("generated");
        List<String> command = new ArrayList<>(List.of(launcher, "compile"));
        for (int i = 0; i < SYSTEMS; i++) {
            command.add(DashboardSeries.specification(folder, i).toString());
        }
        command.addAll(
                List.of("-o", compiled.toString(), "--scrape-interval", Durations.format(DashboardSeries.SCRAPE)));
        finish(List.of(launcher, "--version")); // builds what is missing
        long begun = System.nanoTime();
        finish(command);
        values.put("compileSeconds", since(begun));
        return compiled;
    }

    private static List<Path> dashboards(Path compiled) throws IOException {
        try (Stream<Path> files = Files.list(compiled.resolve("dashboards"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<LintedDashboard> ofFirstSystemAndFleet(List<Path> files) throws IOException {
        List<LintedDashboard> dashboards = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(DashboardSeries.system(0) + "-") || name.equals(Links.FLEET_UID + ".json")) {
                dashboards.add(new LintedDashboard(name, new ObjectMapper().readTree(Files.readString(file))));
            }
        }
        return dashboards;
    }

    /** Holds them to Grafana's types and to the rules; what is measured is worth nothing if they do not pass. */
    private static void judge(Path schemas, Path compiled, List<LintedDashboard> dashboards) throws IOException {
        List<String> wrong = new ArrayList<>(GrafanaTypes.misfits(schemas, dashboards));
        DashboardLint.faults(dashboards, rules(compiled)).stream()
                .map(Fault::text)
                .forEach(wrong::add);
        if (!wrong.isEmpty()) {
            throw new IOException(String.join("\n", wrong));
        }
    }

    private static List<GeneratedRule> rules(Path compiled) throws IOException {
        List<GeneratedRule> rules = new ArrayList<>();
        for (Path file : ruleFiles(compiled)) {
            for (JsonNode rule :
                    new YAMLMapper().readTree(Files.readString(file)).findParents("expr")) {
                boolean isAlert = rule.has("alert");
                rules.add(new GeneratedRule(
                        rule.path(isAlert ? "alert" : "record").asText(),
                        isAlert,
                        rule.path("expr").asText(),
                        Optional.ofNullable(
                                rule.at("/annotations/dashboard_url").textValue())));
            }
        }
        return rules;
    }

    private static List<Path> ruleFiles(Path compiled) throws IOException {
        try (Stream<Path> files = Files.list(compiled.resolve("rules"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(DashboardSeries.system(0) + "."))
                    .sorted()
                    .toList();
        }
    }

    private static void queries(
            Path folder, Path compiled, List<LintedDashboard> dashboards, Map<String, Double> values) throws Exception {
        Path data = folder.resolve("data");
        values.put("series", (double) DashboardSeries.write(folder, compiled, data, SERIES, END));
        for (int round = 0; round < ROUNDS; round++) {
            try (PrometheusProcess prometheus = new PrometheusProcess(folder, data, List.of())) {
                record(prometheus, ruleFiles(compiled), data);
            }
        }
        try (PrometheusProcess prometheus = new PrometheusProcess(folder, data, List.of())) {
            DashboardQueries queries = new DashboardQueries(prometheus, END);
            for (LintedDashboard dashboard : dashboards) {
                queries.ask(dashboard);
            }
            System.out.print(queries.slowest());
            System.out.print(queries.unanswered());
            values.putAll(queries.values());
        }
    }

    private static void record(PrometheusProcess prometheus, List<Path> rules, Path data)
            throws IOException, InterruptedException {
        for (Path file : rules) {
            if (Files.readString(file).contains("record:")) {
                Promtool.run(
                        "create-blocks-from",
                        "rules",
                        Promtool.BLOCK_OF_RULES,
                        "--url=" + prometheus.address(),
                        "--start=" + END.minus(RECORDED).getEpochSecond(),
                        "--end=" + END.getEpochSecond(),
                        "--output-dir=" + data,
                        file);
            }
        }
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static void finish(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command.subList(0, 2) + " ended with " + code);
        }
    }
}
