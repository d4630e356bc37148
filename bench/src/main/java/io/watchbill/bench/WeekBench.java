package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Predictions that wait for labels for a week, at a thousand a second: 605 million. A shorter run sends fewer as fast as it can, with
 * times that spread them over nine days, so that all buckets fill and the first ones pass. Predictions leave memory 30,000 at
 * a time, as many as come in the half minute between two snapshots of the real rate.
 *
 * <p>The arithmetic. The run writes hundreds of times faster than the real rate, and so its journal is as many times larger: the store is weighed
 * at rest, when a snapshot has dropped the journal and nothing is merged any more. What a prediction takes is that of the
 * tables over the predictions in the buckets that are open then. A week takes 605 million times as much, a fourteenth more for the
 * bucket that has begun to pass, two more for the files of two buckets that are being merged, and the largest log.
 *
 * <p>Resident memory is taken with all of the heap touched, with as many deliveries known as come in the day that they are
 * remembered, and after labels all over the predictions have filled the store's cache: none grows beyond that. The exporter's
 * page tells what does grow with predictions, the filters of their ids and what is known of each table: a week takes 605
 * million times as much as a prediction in an open bucket, and a fourteenth more. The rest is what it is at the end; by how much it
 * grew between half of the predictions and all of them is held against a bound, for what has one does not grow.
 */
public final class WeekBench {
    private static final String HEAP = "512m";
    private static final int PREDICTIONS = 60_000_000;
    private static final Duration SPAN = Duration.ofDays(9);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final double WEEK = 605e6;
    private static final double PASSING = 1.0 / 14;
    private static final double MERGED = 2.0 / 14;
    /** The store's bound, which the snapshots of a bigger state than this one's would reach. */
    private static final double LOG_BYTES = 512 << 20;

    private static final int LABELS = 300_000;

    /** Of a day at the real rate, with as many predictions in a body. */
    private static final int DELIVERIES = 24 * 3_600 * 1_000 / WaitingPredictions.TOGETHER;
    /** Longer than between two snapshots. */
    private static final int SECONDS_UNCHANGED = 45;

    private static final Map<String, String> TARGETS =
            Map.of("gigabytesOfAWeek", "<= 25", "residentGigabytesOfAWeek", "<= 1.5", "boundedEndToHalf", "<= 1.1");

    private final long newest = System.currentTimeMillis();
    private final int predictions;
    private final Random random = new Random(1);
    private double tableBytesAtRest;
    private double largestBytes;
    private Resident atHalf = new Resident(0, 0);
    private Resident atEnd = atHalf;

    /**
     * Memory of the exporter's process, in bytes.
     *
     * @param all of it
     * @param growing with the predictions that it keeps
     */
    private record Resident(double all, double growing) {
        static Resident of(ExporterProcess exporter) throws IOException, InterruptedException {
            double growing = 0;
            for (String part : List.of("filters", "tables")) {
                growing += Vitals.sum(exporter.metrics(), "watchbill_state_memory_bytes{", "part=\"" + part + "\"");
            }
            return new Resident(Vitals.residentBytes(exporter.pid()), growing);
        }

        double bounded() {
            return all - growing;
        }
    }

    private WeekBench(int predictions) {
        this.predictions = predictions;
    }

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        boolean check = List.of(arguments).contains("--check");
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        WeekBench bench = new WeekBench(Integer.getInteger("predictions", PREDICTIONS));
        try {
            bench.run(jar, Workload.EVENT.write(folder), folder.resolve("data"));
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run week", machine, bench.values(), TARGETS), file, check) ? 0 : 1);
    }

    private void run(Path jar, Path specification, Path data) throws Exception {
        try (ExporterProcess exporter = new ExporterProcess(
                jar,
                specification,
                data.toString(),
                List.of("-Xms" + HEAP, "-Xmx" + HEAP, "-XX:+AlwaysPreTouch"),
                List.of("--maximum-joins", "60000", "--maximum-keys", Integer.toString(DELIVERIES)))) {
            deliver(exporter);
            atHalf = residentAfter(exporter, data, 0, predictions / 2);
            atEnd = residentAfter(exporter, data, predictions / 2, predictions);
        }
    }

    private void deliver(ExporterProcess exporter) throws IOException {
        try (WaitingPredictions waiting = new WaitingPredictions(exporter, this::time)) {
            for (int number = 0; number < DELIVERIES; number++) {
                waiting.sendAlone(number);
            }
        }
    }

    private Resident residentAfter(ExporterProcess exporter, Path data, int from, int to) throws Exception {
        try (WaitingPredictions waiting = new WaitingPredictions(exporter, this::time)) {
            for (int first = from; first < to; first += WaitingPredictions.TOGETHER) {
                waiting.send(first);
                if (first % (predictions / 400) < WaitingPredictions.TOGETHER) {
                    largestBytes = Math.max(largestBytes, WaitingPredictions.bytes(data));
                }
            }
        }
        rest(data);
        tableBytesAtRest = WaitingPredictions.tableBytes(data);
        fillCache(exporter, to);
        return Resident.of(exporter);
    }

    /** Labels of predictions whose buckets are open: each reads one of the blocks of the tables. */
    private void fillCache(ExporterProcess exporter, int sent) throws IOException {
        int oldest = Math.max(0, sent - open());
        try (WaitingPredictions waiting = new WaitingPredictions(exporter, this::time)) {
            for (int labels = 0; labels < LABELS; labels += WaitingPredictions.TOGETHER) {
                waiting.label(random.ints(WaitingPredictions.TOGETHER, oldest, sent));
            }
        }
    }

    /** Predictions in the buckets that are open at the end. */
    private int open() {
        long bucket = KEPT.toMillis() / 14;
        long since = Math.floorDiv(newest - KEPT.toMillis(), bucket) * bucket;
        return (int) (predictions * (double) (newest - since) / SPAN.toMillis());
    }

    /** Waits until no table changes any more. */
    private static void rest(Path data) throws IOException, InterruptedException {
        double bytes = WaitingPredictions.tableBytes(data);
        for (int unchanged = 0; unchanged < SECONDS_UNCHANGED; unchanged++) {
            TimeUnit.SECONDS.sleep(1);
            double now = WaitingPredictions.tableBytes(data);
            if (now != bytes) {
                unchanged = 0;
            }
            bytes = now;
        }
    }

    private long time(int number) {
        return newest - SPAN.toMillis() + SPAN.toMillis() * number / predictions;
    }

    private Map<String, Double> values() {
        double growingPerPrediction = atEnd.growing() / open();
        double bytesPerPrediction = tableBytesAtRest / open();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("predictionsSent", (double) predictions);
        values.put("largestStoreBytes", largestBytes);
        values.put("tableBytesAtRest", tableBytesAtRest);
        values.put("bytesPerPrediction", bytesPerPrediction);
        values.put("gigabytesOfAWeek", (bytesPerPrediction * WEEK * (1 + PASSING + MERGED) + LOG_BYTES) / 1e9);
        values.put("residentMegabytesAtHalf", atHalf.all() / 1e6);
        values.put("residentMegabytesAtEnd", atEnd.all() / 1e6);
        values.put("growingMegabytesAtEnd", atEnd.growing() / 1e6);
        values.put("growingBytesPerPrediction", growingPerPrediction);
        values.put("boundedEndToHalf", atEnd.bounded() / atHalf.bounded());
        values.put("residentGigabytesOfAWeek", (atEnd.bounded() + growingPerPrediction * WEEK * (1 + PASSING)) / 1e9);
        return values;
    }
}
