package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The exporter as a process, with the load generator on the same machine: raw sockets over bodies that are ready before
 * the clock starts. Measures the start, kept connections and ingest, with and without ids.
 */
public final class ExporterBench {
    private static final String HEAP = "512m";
    private static final int CONNECTIONS = 16;
    private static final int BODIES = 32;
    private static final int EXCHANGES = 500;
    private static final double WARM_UP_SECONDS = 15;
    private static final double SECONDS = 10;

    private static final Map<String, String> TARGETS = Map.of(
            "firstScrapeSeconds", "<= 1",
            "keptPostMedianMillis", "<= 20",
            "keptScrapeMedianMillis", "<= 20",
            "eventsPerSecond", ">= 300000");

    private final ExporterProcess exporter;
    private final AtomicLong ids = new AtomicLong();

    private ExporterBench(ExporterProcess exporter) {
        this.exporter = exporter;
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
        try (ExporterProcess exporter = new ExporterProcess(
                jar,
                Workload.EVENT.write(folder),
                System.getProperty("data", folder.resolve("data").toString()),
                HEAP)) {
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
        byte[] post = request(Workload.EVENT.body(0, false));
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
                accept(connection.exchange(request));
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            return millis[EXCHANGES / 2];
        }
    }

    private static void accept(int status) throws IOException {
        if (status != 200) {
            throw new IOException("the exporter answered " + status);
        }
    }

    private static byte[] request(byte[] body) {
        byte[] head = Connection.postHead(body.length);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    private void ingest(Map<String, Double> values, String suffix, boolean withIds) throws Exception {
        load(WARM_UP_SECONDS, withIds);
        double cpu = exporter.cpuSeconds();
        double own = ownCpuSeconds();
        long start = System.nanoTime();
        long events = load(SECONDS, withIds);
        double seconds = (System.nanoTime() - start) / 1e9;
        values.put("eventsPerSecond" + suffix, events / seconds);
        values.put("exporterCpuMicrosPerEvent" + suffix, (exporter.cpuSeconds() - cpu) * 1e6 / events);
        values.put("generatorCpuMicrosPerEvent" + suffix, (ownCpuSeconds() - own) * 1e6 / events);
    }

    private static double ownCpuSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Sends as fast as it is answered, on all connections; gives the events that were acknowledged. */
    private long load(double seconds, boolean withIds) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Long>> senders = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                long seed = 1_000L * i;
                senders.add(() -> send(seed, end, withIds));
            }
            long events = 0;
            for (Future<Long> sent : threads.invokeAll(senders)) {
                events += sent.get();
            }
            return events;
        } finally {
            threads.shutdown();
        }
    }

    private long send(long seed, long end, boolean withIds) throws IOException {
        byte[][] requests = new byte[BODIES][];
        int[][] offsets = new int[BODIES][];
        for (int i = 0; i < BODIES; i++) {
            requests[i] = request(Workload.EVENT.body(seed + i, withIds));
            offsets[i] = withIds ? Workload.idOffsets(requests[i]) : new int[0];
        }
        long events = 0;
        try (Connection connection = new Connection(exporter.ingest())) {
            for (int next = 0; System.nanoTime() < end; next = (next + 1) % BODIES) {
                if (withIds) {
                    Workload.number(requests[next], offsets[next], ids.getAndAdd(Workload.EVENTS));
                }
                accept(connection.exchange(requests[next]));
                events += Workload.EVENTS;
            }
        }
        return events;
    }
}
