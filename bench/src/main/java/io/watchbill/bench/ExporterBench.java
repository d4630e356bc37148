package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The exporter as a process, with the load generator on the same machine: raw sockets over bodies that are ready before
 * the clock starts. Measures the start, kept connections and
 * ingest without a store, with and without ids.
 */
public final class ExporterBench {
    private static final String HEAP = "512m";
    private static final int CONNECTIONS = 4;
    private static final int EXCHANGES = 500;
    private static final double WARM_UP_SECONDS = 15;
    private static final double SECONDS = 10;

    private static final Map<String, String> TARGETS = Map.of(
            "firstScrapeSeconds", "<= 1",
            "keptPostMedianMillis", "<= 20",
            "keptScrapeMedianMillis", "<= 20",
            "eventsPerSecond", ">= 300000");

    private final ExporterProcess exporter;
    private final Load load;

    private ExporterBench(ExporterProcess exporter) {
        this.exporter = exporter;
        this.load = new Load(exporter.ingest(), CONNECTIONS);
    }

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Path folder = Files.createTempDirectory("watchbill-bench");
        Result result;
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        try (ExporterProcess exporter = new ExporterProcess(jar, Workload.EVENT.write(folder), "none", HEAP)) {
            result = new Result("bench/run", machine, new ExporterBench(exporter).measure(), TARGETS);
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(result, file, check) ? 0 : 1);
    }

    private Map<String, Double> measure() throws Exception {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("firstScrapeSeconds", exporter.firstScrapeSeconds());
        values.put("readySeconds", exporter.readySeconds());
        byte[] post = Load.request(Workload.EVENT.body(0, false));
        values.put("keptPostMedianMillis", medianMillis(exporter.ingest(), post));
        values.put("keptScrapeMedianMillis", medianMillis(exporter.metrics(), Connection.get("/metrics")));
        ingest(values, "", false);
        ingest(values, "WithIds", true);
        return values;
    }

    private static double medianMillis(int port, byte[] request) throws IOException {
        try (Connection connection = new Connection(port)) {
            double[] millis = new double[EXCHANGES];
            for (int i = 0; i < EXCHANGES; i++) {
                long start = System.nanoTime();
                Load.accept(connection.exchange(request));
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            return millis[EXCHANGES / 2];
        }
    }

    private void ingest(Map<String, Double> values, String suffix, boolean withIds) throws Exception {
        load.asFastAsPossible(WARM_UP_SECONDS, withIds);
        double cpu = exporter.cpuSeconds();
        double own = ownCpuSeconds();
        long events = load.asFastAsPossible(SECONDS, withIds);
        values.put("eventsPerSecond" + suffix, events / SECONDS);
        values.put("exporterCpuMicrosPerEvent" + suffix, (exporter.cpuSeconds() - cpu) * 1e6 / events);
        values.put("generatorCpuMicrosPerEvent" + suffix, (ownCpuSeconds() - own) * 1e6 / events);
    }

    private static double ownCpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }
}
