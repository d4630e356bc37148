package io.watchbill.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Labels that come for predictions of the last week, all of which have left memory: each is looked for in every bucket of
 * time, newest first. The predictions are more than the store's own cache holds, and the system is told again and again
 * to forget what it has of their files, as if they were larger than all of its memory; beside it, what bare reads of the same
 * files cost then; then as many labels again with the files in the system's memory. Also what a prediction takes on the disk, and a start
 * with all of them there.
 *
 * <p>A CPU second is one of the exporter's process alone: all its threads, those of Java's compiler and collector and of
 * the store too, and the system's work in their calls; not that of the senders.
 */
public final class JoinBench {
    private static final String HEAP = "512m";
    private static final int PREDICTIONS = 12_000_000;
    /** An exporter runs for months: until Java's compiler has done most of its work. */
    private static final int WARM_UP = 1_200_000;

    private static final int LABELS = 300_000;
    /** By each of as many threads as there are connections. */
    private static final int BARE_READS = 6_000;
    /** About what 4 kB of predictions take when they are compressed. */
    private static final int READ_BYTES = 3_000;

    private static final int TOGETHER = 200;
    private static final int CONNECTIONS = 16;
    private static final Duration SPAN = Duration.ofHours(7 * 24 - 1);

    private static final Map<String, String> TARGETS =
            Map.of("labelsPerCpuSecond", ">= 20000", "bytesPerPrediction", "<= 30", "readyAgainSeconds", "<= 10");

    private final Map<String, Double> values = new LinkedHashMap<>();
    private final long newest = System.currentTimeMillis();

    private JoinBench() {}

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        JoinBench bench = new JoinBench();
        try {
            bench.measure(jar, Workload.EVENT.write(folder), folder.resolve("data"));
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run joins", machine, bench.values, TARGETS), file, check) ? 0 : 1);
    }

    private void measure(Path jar, Path specification, Path data) throws Exception {
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), HEAP)) {
            // The newest first: it sets the clock, so that no jump has to be believed.
            send(exporter, 1, i -> prediction(PREDICTIONS));
            send(exporter, PREDICTIONS / TOGETHER, this::predictions);
        }
        double bytes = 0;
        try (var files = Files.list(data.resolve("db"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sst")).toList()) {
                bytes += Files.size(file);
            }
        }
        values.put("bytesPerPrediction", bytes / PREDICTIONS);
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), HEAP)) {
            values.put("readyAgainSeconds", exporter.readySeconds());
            ForgottenFiles forgotten = ForgottenFiles.start(data.resolve("db"));
            try {
                send(exporter, WARM_UP / TOGETHER, labels(1, WARM_UP));
                measureLabels(exporter, "", labels(2, LABELS));
                values.put(
                        "bareReadCpuMicroseconds",
                        BareReads.cpuMicroseconds(data.resolve("db"), CONNECTIONS, BARE_READS, READ_BYTES));
            } finally {
                forgotten.stop();
            }
            remember(data.resolve("db"));
            measureLabels(exporter, "InMemory", labels(3, LABELS));
        }
    }

    private void measureLabels(ExporterProcess exporter, String suffix, IntFunction<String> bodies) throws Exception {
        double cpu = exporter.cpuSeconds();
        long read = exporter.bytesReadFromDisk();
        long start = System.nanoTime();
        send(exporter, LABELS / TOGETHER, bodies);
        values.put("labelsPerSecond" + suffix, LABELS / ((System.nanoTime() - start) / 1e9));
        values.put("labelsPerCpuSecond" + suffix, LABELS / (exporter.cpuSeconds() - cpu));
        values.put("diskBytesReadPerLabel" + suffix, (double) (exporter.bytesReadFromDisk() - read) / LABELS);
    }

    /** Has the system hold all files in memory. */
    private static void remember(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sst")).toList()) {
                try {
                    Files.copy(file, OutputStream.nullOutputStream());
                } catch (NoSuchFileException e) {
                    // Compacted away since it was listed.
                }
            }
        }
    }

    private static void send(ExporterProcess exporter, int bodies, IntFunction<String> body) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> senders = new ArrayList<>();
            for (int s = 0; s < CONNECTIONS; s++) {
                int first = s;
                senders.add(() -> {
                    try (Connection connection = new Connection(exporter.ingest())) {
                        for (int i = first; i < bodies; i += CONNECTIONS) {
                            send(connection, Load.request(body.apply(i).getBytes(StandardCharsets.US_ASCII)));
                        }
                        return null;
                    }
                });
            }
            for (Future<Void> sent : threads.invokeAll(senders)) {
                sent.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** Predictions may come faster than they are written: then the exporter asks for patience. */
    private static void send(Connection connection, byte[] request) throws IOException {
        int status = connection.exchange(request);
        while (status == 503) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            status = connection.exchange(request);
        }
        Load.accept(status);
    }

    private String prediction(int number) {
        long time = newest - SPAN.toMillis() + SPAN.toMillis() * number / PREDICTIONS;
        return "{\"kind\":\"prediction\",\"model\":\"bench\",\"version\":\"v1\",\"id\":\"p" + number + "\",\"time\":"
                + time + ",\"prediction\":\"yes\",\"score\":0." + (1_000 + number * 7_919L % 9_000) + "}\n";
    }

    private String predictions(int body) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < TOGETHER; i++) {
            lines.append(prediction(body * TOGETHER + i));
        }
        return lines.toString();
    }

    /** Bodies of labels for predictions drawn at random. */
    private static IntFunction<String> labels(long seed, int count) {
        int[] order = new Random(seed).ints(count, 0, PREDICTIONS).toArray();
        return body -> {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < TOGETHER; i++) {
                lines.append("{\"kind\":\"label\",\"model\":\"bench\",\"id\":\"p")
                        .append(order[body * TOGETHER + i])
                        .append("\",\"label\":\"yes\"}\n");
            }
            return lines.toString();
        };
    }
}
