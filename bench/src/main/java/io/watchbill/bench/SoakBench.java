package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/**
 * An exporter of many models for an hour, under steady traffic with labels, scrapes and snapshots: what it holds must not
 * grow, and a scrape must come in time. The windows are full after a quarter of an hour, and a prediction is given up after ten minutes, so that
 * everything that can pass has begun to pass when the second third begins. Then the mean of the last third may be at most 5 % above
 * that of the second.
 */
public final class SoakBench {
    private static final Fleet FLEET = new Fleet(new Workload(40, 2, 6), 100);
    private static final double EVENTS_PER_SECOND = 1_000;
    private static final Duration SCRAPED = Duration.ofSeconds(30);
    private static final Duration SETTLED = Duration.ofSeconds(5);
    private static final int SCRAPES_OF_A_SAMPLE = 2;
    /** Shorter runs judge nothing: their second third begins before the windows are full. */
    private static final double LEAST_MINUTES = 48;

    private static final String FLAT = "<= 1.05";

    private final List<Vitals> samples = new ArrayList<>();
    private int scrapes;
    private int failedScrapes;
    private final List<Double> scrapeMillis = new ArrayList<>();
    private final Map<String, Double> values = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();

    private SoakBench() {}

    /** Arguments: the exporter's jar, the file of the results, minutes, and the heap. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        double minutes = Double.parseDouble(arguments[2]);
        String heap = arguments[3];
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", heap);
        Path folder = Files.createTempDirectory("watchbill-soak");
        SoakBench soak = new SoakBench();
        try {
            soak.run(jar, folder, heap, Duration.ofSeconds((long) (minutes * 60)));
        } finally {
            CoreModel.delete(folder);
        }
        boolean judged = minutes >= LEAST_MINUTES;
        if (!judged) {
            System.out.println("too short to judge: the windows are full after 15 minutes, which must be in the first"
                    + " third; nothing is recorded");
        }
        Path results = judged ? file : folder.resolveSibling(folder.getFileName() + ".json");
        Result result = new Result("bench/soak", machine, soak.values, soak.targets);
        System.exit(Results.keep(result, results, false) || !judged ? 0 : 1);
    }

    private void run(Path jar, Path folder, String heap, Duration length) throws Exception {
        Path specification = FLEET.write(folder);
        // The whole heap is resident from the start, so that what grows in resident memory grows outside of it.
        List<String> java = List.of("-Xmx" + heap, "-Xms" + heap, "-XX:+AlwaysPreTouch");
        // Deliveries are remembered for a day: with so few places they begin to be forgotten in the first third.
        List<String> options = List.of("--maximum-keys", "10000", "--request-deadline", "5m");
        ExecutorService sender = Executors.newSingleThreadExecutor();
        try (ExporterProcess exporter = new ExporterProcess(
                        jar, specification, folder.resolve("data").toString(), java, options);
                SteadyTraffic traffic = new SteadyTraffic(exporter.ingest(), FLEET, EVENTS_PER_SECOND)) {
            Future<?> sending = sender.submit(() -> {
                traffic.send(length);
                return null;
            });
            while (!scraped(exporter, sending)) {
                sample(exporter);
            }
            values.put("minutes", length.toSeconds() / 60.0);
            values.put("models", (double) FLEET.models());
            values.put("predictions", (double) traffic.sent());
            values.put("labels", (double) traffic.labels());
            values.put("labelsJoinedShare", joined(exporter) / traffic.labels());
            targets.put("labelsJoinedShare", ">= 0.99");
            values.put("scrapes", (double) scrapes);
            values.put("scrapesFailed", (double) failedScrapes);
            targets.put("scrapesFailed", "<= 0");
            values.put("scrapeMillisMedian", Quantile.of(scrapeMillis, 0.5));
            values.put("scrapeMillisP99", Quantile.of(scrapeMillis, 0.99));
            // Then Prometheus gives up, where nothing else is said.
            targets.put("scrapeMillisP99", "<= 10000");
        } finally {
            sender.shutdownNow();
        }
        judge("heapMebibytes", vitals -> vitals.heapBytes() / (1 << 20));
        judge("residentMebibytes", vitals -> vitals.residentBytes() / (1 << 20));
        judge("openFiles", Vitals::files);
        judge("threads", Vitals::threads);
        judge("series", Vitals::series);
    }

    /** Labels that found their prediction, once the page shows the last ones. */
    private static double joined(ExporterProcess exporter) throws IOException, InterruptedException {
        LockSupport.parkNanos(SETTLED.toNanos());
        return Vitals.sum(exporter.metrics(), "ml_labels_total{", "result=\"joined\"");
    }

    /** Scrapes until it is time for the next sample; says whether the sender has ended. */
    private boolean scraped(ExporterProcess exporter, Future<?> sending) throws Exception {
        for (int i = 0; i < SCRAPES_OF_A_SAMPLE; i++) {
            try {
                sending.get(SCRAPED.toSeconds(), TimeUnit.SECONDS);
                return true;
            } catch (TimeoutException e) {
                // Still sending: that is what is wanted.
            }
            scrape(exporter);
        }
        return false;
    }

    private void scrape(ExporterProcess exporter) {
        scrapes++;
        try {
            scrapeMillis.add(millisOfScrape(exporter.metrics()));
        } catch (IOException e) {
            failedScrapes++;
            System.out.println("a scrape failed: " + e.getMessage());
        }
    }

    /** From the request to the last byte of the page, plain; what reads it costs next to nothing. */
    private static double millisOfScrape(int port) throws IOException {
        try (Connection connection = new Connection(port)) {
            long start = System.nanoTime();
            Load.accept(connection.exchange(Connection.get("/metrics")));
            return (System.nanoTime() - start) / 1e6;
        }
    }

    private void sample(ExporterProcess exporter) throws IOException, InterruptedException {
        Vitals vitals = Vitals.of(exporter);
        samples.add(vitals);
        System.out.printf(
                Locale.ROOT,
                "%4d  heap %.1f MiB  resident %.1f MiB  files %.0f  threads %.0f  series %.0f%n",
                samples.size(),
                vitals.heapBytes() / (1 << 20),
                vitals.residentBytes() / (1 << 20),
                vitals.files(),
                vitals.threads(),
                vitals.series());
    }

    private void judge(String name, ToDoubleFunction<Vitals> of) {
        int third = samples.size() / 3;
        if (third == 0) {
            return;
        }
        double second = mean(samples.subList(third, 2 * third), of);
        double last = mean(samples.subList(2 * third, samples.size()), of);
        values.put(name + "InSecondThird", second);
        values.put(name + "InLastThird", last);
        values.put(name + "LastToSecondThird", last / second);
        targets.put(name + "LastToSecondThird", FLAT);
    }

    private static double mean(List<Vitals> vitals, ToDoubleFunction<Vitals> of) {
        return vitals.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
