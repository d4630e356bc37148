package io.watchbill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What durability costs: the exporter with a store, held against itself without one and against reading the same events
 * with Jackson alone, in one run on one machine that also runs the senders.
 */
public final class DurableBench {
    private static final String HEAP = "1g";

    /** All of the heap from the start: it is collected a quarter as often as one that grows with need. */
    private static final List<String> JAVA = List.of("-Xmx" + HEAP, "-Xms" + HEAP);

    /** More requests under way than cores pay: they are synced together. */
    private static final int CONNECTIONS = 32;

    private static final int STARTS = 5;

    /** Until next to nothing is left to compile. */
    private static final double WARM_UP_SECONDS = 60;

    /** As long as the store takes at full rate from one merge of its files of ids to the next. */
    private static final double SECONDS = 48;

    /** What the sending at full rate has left to write is written first; then latencies are taken until a snapshot has passed. */
    private static final double SETTLING_SECONDS = 10;

    private static final double LATENCY_SECONDS = 31;

    /** In turn without scrapes and with them; the median of each counts, so that one pause of a shared machine does not decide. */
    private static final int ROUNDS = 3;

    private static final Map<String, String> TARGETS = Map.ofEntries(
            Map.entry("rateToTokenLoop", ">= 0.5"),
            Map.entry("rateToTokenLoopWithIds", ">= 0.4"),
            Map.entry("cpuToTokenLoop", "<= 3.0"),
            Map.entry("cpuToTokenLoopWithIds", "<= 3.6"),
            Map.entry("cpuToMemory", "<= 1.5"),
            Map.entry("cpuToMemoryWithIds", "<= 1.7"),
            Map.entry("p99MillisAtHalfRate", "<= 20"),
            Map.entry("p99MillisAtHalfRateWithIds", "<= 20"),
            Map.entry("p99DuringScrapesToWithout", "<= 2"),
            Map.entry("p99DuringScrapesToWithoutWithIds", "<= 2"),
            Map.entry("largePageSeries", ">= 100000"),
            Map.entry("p99MillisDuringLargeScrapes", "<= 20"),
            Map.entry("readySeconds", "<= 1.5"),
            Map.entry("readyWithArchiveSeconds", "<= 1.5"));

    /** Models beside the one that is sent to: a page of a hundred thousand series. */
    private static final Fleet FLEET = new Fleet(Workload.WIDE, 15);

    private static final Duration BETWEEN_SCRAPES = Duration.ofMillis(100);

    /** Such a page takes a while, and nobody asks for one more often. */
    private static final Duration BETWEEN_LARGE_SCRAPES = Duration.ofSeconds(1);

    private final Map<String, Double> values = new LinkedHashMap<>();

    private DurableBench() {}

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", String.join(" ", JAVA));
        machine.put("connections", Integer.toString(CONNECTIONS));
        DurableBench bench = new DurableBench();
        try {
            bench.measure(jar, folder);
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run durable", machine, bench.values, TARGETS), file, check) ? 0 : 1);
    }

    private void measure(Path jar, Path folder) throws Exception {
        Path specification = Workload.EVENT.write(folder);
        starts(jar, specification, folder);
        for (boolean withIds : new boolean[] {false, true}) {
            String suffix = withIds ? "WithIds" : "";
            double tokens = TokenLoop.cpuMicros(withIds);
            double memory;
            try (ExporterProcess exporter = new ExporterProcess(jar, specification, "none", JAVA, List.of())) {
                memory = cpuMicros(exporter, "memory", withIds);
            }
            Path data = folder.resolve("data" + suffix);
            try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), JAVA, List.of())) {
                double durable = cpuMicros(exporter, "durable", withIds);
                double rate = values.getOrDefault("durableEventsPerSecond" + suffix, 0.0);
                values.put("tokenLoopCpuMicros" + suffix, tokens);
                values.put("rateToTokenLoop" + suffix, rate * tokens / 1e6);
                values.put("cpuToTokenLoop" + suffix, durable / tokens);
                values.put("cpuToMemory" + suffix, durable / memory);
                latencies(exporter, rate / 2, withIds);
            }
        }
        largePage(jar, specification, folder, values.getOrDefault("durableEventsPerSecond", 0.0) / 2);
    }

    /** The latency of events for one model while the page that is scraped is that of many. */
    private void largePage(Path jar, Path specification, Path folder, double rate) throws Exception {
        Path fleet = FLEET.write(Files.createDirectory(folder.resolve("fleet")));
        List<String> options = List.of("--spec", fleet.toString());
        String data = folder.resolve("data-fleet").toString();
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data, JAVA, options)) {
            try (Connection connection = new Connection(exporter.ingest())) {
                for (int model = 0; model < FLEET.models(); model++) {
                    Load.accept(connection.exchange(Load.request(FLEET.body(model, model))));
                }
            }
            Load load = new Load(exporter.ingest(), CONNECTIONS);
            load.asFastAsPossible(WARM_UP_SECONDS, false);
            Latencies latencies = latencies(exporter, load, rate, false, BETWEEN_LARGE_SCRAPES);
            values.put("largePageSeries", (double) Vitals.series(exporter.metrics()));
            values.put("p99MillisDuringLargeScrapes", latencies.during());
            values.put("p99DuringLargeScrapesToWithout", latencies.during() / latencies.without());
        }
    }

    /** Starts with an empty store, in turn without and with the classes that a run before them has archived. */
    private void starts(Path jar, Path specification, Path folder) throws IOException {
        Path archive = folder.resolve("classes.jsa");
        start(jar, specification, folder.resolve("archiving"), "-XX:ArchiveClassesAtExit=" + archive);
        List<Double> plain = new ArrayList<>();
        List<Double> archived = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            plain.add(start(jar, specification, folder.resolve("plain" + i)));
            archived.add(start(jar, specification, folder.resolve("archived" + i), "-XX:SharedArchiveFile=" + archive));
        }
        values.put("readySeconds", Quantile.of(plain, 0.5));
        values.put("readyWithArchiveSeconds", Quantile.of(archived, 0.5));
    }

    private static double start(Path jar, Path specification, Path data, String... options) throws IOException {
        List<String> java = new ArrayList<>(List.of(options));
        java.addAll(JAVA);
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), java, List.of())) {
            return exporter.readySeconds();
        }
    }

    private double cpuMicros(ExporterProcess exporter, String name, boolean withIds) throws Exception {
        Load load = new Load(exporter.ingest(), CONNECTIONS);
        load.asFastAsPossible(WARM_UP_SECONDS, withIds);
        double cpu = exporter.cpuSeconds();
        long events = load.asFastAsPossible(SECONDS, withIds);
        double micros = (exporter.cpuSeconds() - cpu) * 1e6 / events;
        String suffix = withIds ? "WithIds" : "";
        values.put(name + "EventsPerSecond" + suffix, events / SECONDS);
        values.put(name + "CpuMicrosPerEvent" + suffix, micros);
        return micros;
    }

    private void latencies(ExporterProcess exporter, double rate, boolean withIds) throws Exception {
        Load load = new Load(exporter.ingest(), CONNECTIONS);
        Latencies latencies = latencies(exporter, load, rate, withIds, BETWEEN_SCRAPES);
        String suffix = withIds ? "WithIds" : "";
        values.put("p99MillisAtHalfRate" + suffix, latencies.without());
        values.put("p99DuringScrapesToWithout" + suffix, latencies.during() / latencies.without());
    }

    /** The p99 in milliseconds, without scrapes and with them. */
    private record Latencies(double without, double during) {}

    private static Latencies latencies(
            ExporterProcess exporter, Load load, double rate, boolean withIds, Duration between) throws Exception {
        load.p99Millis(rate, SETTLING_SECONDS, withIds);
        List<Double> without = new ArrayList<>();
        List<Double> during = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            without.add(load.p99Millis(rate, LATENCY_SECONDS, withIds));
            during.add(p99DuringScrapes(exporter, load, rate, withIds, between));
        }
        return new Latencies(Quantile.of(without, 0.5), Quantile.of(during, 0.5));
    }

    private static double p99DuringScrapes(
            ExporterProcess exporter, Load load, double rate, boolean withIds, Duration between) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> scraping = CompletableFuture.runAsync(() -> scrape(exporter.metrics(), between, stop));
        double during = load.p99Millis(rate, LATENCY_SECONDS, withIds);
        stop.set(true);
        // Fails if a scrape did: then nothing was measured beside it.
        scraping.get();
        return during;
    }

    private static void scrape(int port, Duration between, AtomicBoolean stop) {
        byte[] request = Connection.get("/metrics");
        try (Connection connection = new Connection(port)) {
            while (!stop.get()) {
                Load.accept(connection.exchange(request));
                Thread.sleep(between.toMillis());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
