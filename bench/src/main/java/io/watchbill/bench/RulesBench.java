package io.watchbill.bench;

import io.watchbill.bench.objectives.ObjectiveComparison;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What compiling takes, by the command that people type: a fleet of 1,000 specifications with ten alerts and two
 * objectives each, its tests of rules included, and one specification, where the start of Java is most of it. Then what the
 * rules of an objective take and tell in Prometheus, beside those of Sloth.
 */
public final class RulesBench {
    private static final int SYSTEMS = 1_000;
    private static final int STARTS = 7;
    private static final String HEAP = "768m";
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Map<String, String> TARGETS =
            Map.of("fleetSeconds", "<= 20", "fleetPeakMegabytes", "<= 1024", "oneSpecificationSeconds", "<= 1");

    private static final String SPECIFICATION = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: system-@N, owner: team-@N, useCase: UC-@N}
            sources:
              infrastructure: [{preset: node-exporter}]
              application: [{preset: watchbill}]
            models:
              model_@N:
                task: binary-classification
                positiveClass: "yes"
                features: {distance: {type: numeric}, origin: {type: categorical}}
            slos:
              - {name: availability, target: 99.9%, period: 30d, measurement: error_rate}
              - {name: fast, target: "< 100ms", period: 30d, measurement: latency_p99}
            alerting:
              receivers:
                page: {webhook_configs: [{url: "http://127.0.0.1:9/page"}]}
                chat: {webhook_configs: [{url: "http://127.0.0.1:9/chat"}]}
                mail: {webhook_configs: [{url: "http://127.0.0.1:9/mail"}]}
              alerts:
                - {name: S@NAccuracyLow, condition: accuracy < 75% over 24h for 5m, severity: P2}
                - {name: S@NAccuracyFalls, condition: accuracy < 80% over 24h for 1h, severity: P4}
                - {name: S@NErrors, condition: error_rate > 1% for 5m, severity: P3}
                - {name: S@NManyErrors, condition: error_rate > 5% for 5m, severity: P2}
                - {name: S@NMostlyErrors, condition: error_rate > 50% for 1m, severity: P1}
                - {name: S@NSlow, condition: latency_p99 > 100ms for 5m, severity: P3}
                - {name: S@NSlower, condition: latency_p99 > 250ms for 5m, severity: P2}
                - {name: S@NHangs, condition: latency_p99 > 2s for 5m, severity: P1}
                - {name: S@NBusy, condition: cpu_usage > 80% for 10m, severity: P4}
                - {name: S@NVeryBusy, condition: cpu_usage > 95% for 10m, severity: P3}
            """;

    /** What a process took until it ended. */
    private record Taken(double seconds, double cpuSeconds, double peakMegabytes) {}

    private RulesBench() {}

    /** Arguments: the launcher, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        String launcher = Path.of(arguments[0]).toAbsolutePath().toString();
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Map<String, String> machine = Machine.described();
        machine.put("heap", HEAP);
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, Double> values = new LinkedHashMap<>();
        try {
            List<String> files = specifications(folder);
            run(folder, List.of(launcher, "--version")); // builds what is missing
            String one = folder.resolve("one").toString();
            List<Taken> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                starts.add(run(folder, List.of(launcher, "compile", files.get(0), "-o", one + i)));
            }
            starts.sort(Comparator.comparingDouble(Taken::seconds));
            values.put("oneSpecificationSeconds", starts.get(STARTS / 2).seconds());
            values.put("oneSpecificationCpuSeconds", starts.get(STARTS / 2).cpuSeconds());
            List<String> fleet = new ArrayList<>(List.of(launcher, "compile"));
            fleet.addAll(files);
            fleet.addAll(List.of("-o", folder.resolve("fleet").toString()));
            Taken taken = run(folder, fleet);
            values.put("fleetSeconds", taken.seconds());
            values.put("fleetCpuSeconds", taken.cpuSeconds());
            values.put("fleetPeakMegabytes", taken.peakMegabytes());
            try (var tests = Files.list(folder.resolve("fleet/tests"))) {
                values.put("fleetFilesOfTests", (double) tests.count());
            }
            values.putAll(objective(launcher, folder));
        } finally {
            CoreModel.delete(folder);
        }
        Map<String, String> targets = new TreeMap<>(TARGETS);
        targets.putAll(ObjectiveComparison.targets());
        System.exit(Results.keep(new Result("bench/run rules", machine, values, targets), file, check) ? 0 : 1);
    }

    private static Map<String, Double> objective(String launcher, Path folder)
            throws IOException, InterruptedException {
        Path compiled = folder.resolve("objective");
        List<String> command = new ArrayList<>(List.of(launcher, "compile"));
        command.add(ObjectiveComparison.specification(folder).toString());
        command.addAll(ObjectiveComparison.intervals());
        command.addAll(List.of("-o", compiled.toString()));
        run(folder, command);
        return ObjectiveComparison.measure(folder.resolve("prometheus"), compiled.resolve("rules/shop.slo.yaml"));
    }

    private static List<String> specifications(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        Path specifications = Files.createDirectory(folder.resolve("specifications"));
        for (int i = 0; i < SYSTEMS; i++) {
            Path file = specifications.resolve("system-" + i + ".yaml");
            files.add(Files.writeString(file, SPECIFICATION.replace("@N", Integer.toString(i)))
                    .toString());
        }
        return files;
    }

    /** Runs a command to its end; fails with its own words unless it ends with 0. */
    private static Taken run(Path folder, List<String> command) throws IOException, InterruptedException {
        File log = folder.resolve("log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("WATCHBILL_JAVA_OPTIONS", "-Xmx" + HEAP);
        long begun = System.nanoTime();
        Process process = builder.start();
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        double peak = 0;
        double cpu = 0;
        while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMegabytes(status));
            cpu = Math.max(
                    cpu, process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (process.exitValue() != 0) {
            throw new IOException(command.subList(0, 2) + " ended with " + process.exitValue() + ":\n"
                    + Files.readString(log.toPath()));
        }
        return new Taken(seconds, cpu, peak);
    }

    /** The most that the process has held in memory, by the kernel's own count; 0 once it has ended. */
    private static double peakMegabytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | java.io.UncheckedIOException ended) {
            return 0;
        }
    }
}
