package io.watchbill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.bench.objectives.PrometheusProcess;
import io.watchbill.dashboards.QueryTimes;
import io.watchbill.dashboards.Substitution;
import io.watchbill.dashboards.Substitution.Choice;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.LintedDashboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dashboards of 100 systems with 50 columns each: how large they are, what compiling them and judging those of one system
 * takes, and what every query of every panel takes on a Prometheus that holds 200,000 series.
 */
public final class DashboardsBench {

    private static final int SYSTEMS = 100;
    private static final int SERIES = 200_000;
    private static final int SAMPLES = 30;
    private static final Duration SCRAPE = Duration.ofMinutes(2);
    private static final Instant END = Instant.parse("2026-03-01T01:58:00Z");
    private static final int TIMES = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> TARGETS = Map.of(
            "largestKilobytes", "<= 250",
            "compileSeconds", "<= 10",
            "rulesForOneSystemSeconds", "<= 5",
            "slowestQueryMilliseconds", "<= 100");

    private DashboardsBench() {}

    /** Arguments: the launcher, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        String launcher = Path.of(arguments[0]).toAbsolutePath().toString();
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
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
            List<LintedDashboard> one = ofSystem(files, DashboardSeries.system(0));
            values.put("rulesForOneSystemSeconds", seconds(() -> DashboardLint.faults(one, List.of())));
            queries(folder, one, values);
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(
                Results.keep(new Result("bench/run dashboards", machine, values, TARGETS), Path.of(arguments[1]), check)
                        ? 0
                        : 1);
    }

    private static Path compile(String launcher, Path folder, Map<String, Double> values) throws Exception {
        Path compiled = folder.resolve("generated");
        List<String> command = new ArrayList<>(List.of(launcher, "compile"));
        for (int i = 0; i < SYSTEMS; i++) {
            command.add(DashboardSeries.specification(folder, i).toString());
        }
        command.addAll(List.of("-o", compiled.toString()));
        finish(List.of(launcher, "--version")); // builds what is missing
        values.put("compileSeconds", seconds(() -> finish(command)));
        return compiled;
    }

    private static List<Path> dashboards(Path compiled) throws IOException {
        try (Stream<Path> files = Files.list(compiled.resolve("dashboards"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<LintedDashboard> ofSystem(List<Path> files, String system) throws IOException {
        List<LintedDashboard> dashboards = new ArrayList<>();
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.startsWith(system + "-")) {
                dashboards.add(new LintedDashboard(name, JSON.readTree(Files.readString(file))));
            }
        }
        return dashboards;
    }

    private static void queries(Path folder, List<LintedDashboard> dashboards, Map<String, Double> values)
            throws Exception {
        Path data = folder.resolve("data");
        values.put("series", (double) DashboardSeries.write(folder, data, SERIES, SAMPLES, SCRAPE, END));
        double slowest = 0;
        double sum = 0;
        int count = 0;
        String slowestQuery = "";
        try (PrometheusProcess prometheus = new PrometheusProcess(folder, data, List.of())) {
            QueryTimes times = QueryTimes.of(SCRAPE.multipliedBy(SAMPLES), SCRAPE, Optional.empty());
            for (LintedDashboard dashboard : dashboards) {
                Substitution substitution = new Substitution(choices(dashboard.json()), times.builtIn());
                for (JsonNode target : dashboard.json().path("panels").findParents("expr")) {
                    String promql = substitution.in(target.path("expr").asText());
                    double[] took = new double[TIMES];
                    for (int i = 0; i < TIMES; i++) {
                        boolean instant = target.path("instant").asBoolean();
                        took[i] = 1e3
                                * seconds(() -> instant
                                        ? prometheus.query(promql, END)
                                        : prometheus.queryRange(promql, END.minus(times.range()), END, times.step()));
                    }
                    Arrays.sort(took);
                    sum += took[TIMES / 2];
                    count++;
                    if (took[TIMES / 2] > slowest) {
                        slowest = took[TIMES / 2];
                        slowestQuery = promql;
                    }
                }
            }
        }
        System.out.println("slowest: " + slowestQuery);
        values.put("queries", (double) count);
        values.put("slowestQueryMilliseconds", slowest);
        values.put("meanQueryMilliseconds", sum / Math.max(1, count));
    }

    /** The first value of each variable that is written out, and for the others what the series have. */
    private static Map<String, Choice> choices(JsonNode dashboard) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        dashboard.at("/templating/list").forEach(variable -> {
            String name = variable.path("name").asText();
            String written = variable.path("query").asText();
            int comma = written.indexOf(',');
            String first = comma < 0 ? written : written.substring(0, comma);
            choices.put(name, Choice.of(first.isEmpty() ? DashboardSeries.value(name) : first));
        });
        return choices;
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    private static int finish(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command.subList(0, 2) + " ended with " + code);
        }
        return code;
    }
}
