package io.watchbill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Predictions that wait for labels for a week, at a thousand a second: 605 million. A shorter run sends fewer as fast as it can, with
 * times that spread them over nine days, so that all buckets fill and the first ones pass. Predictions leave memory 30,000 at
 * a time, as many as come in the half minute between two snapshots of the real rate.
 *
 * <p>The arithmetic: what a prediction takes on the disk is the largest size of the whole store during the run, with its
 * compactions, over the predictions of seven days that it holds then; a week takes 605 million times as much. Resident
 * memory is what it is at the end, and what it has grown by in the second half of the run, by prediction, for all that are missing.
 */
public final class WeekBench {
    private static final String HEAP = "512m";
    private static final int PREDICTIONS = 20_000_000;
    private static final Duration SPAN = Duration.ofDays(9);
    private static final Duration KEPT = Duration.ofDays(7);
    private static final double WEEK = 605e6;

    private static final Map<String, String> TARGETS =
            Map.of("gigabytesOfAWeek", "<= 25", "residentGigabytesOfAWeek", "<= 1.5");

    private final long newest = System.currentTimeMillis();
    private final int predictions;
    private double largestBytesPerPrediction;
    private double largestBytes;
    private double residentAtHalf;
    private double residentAtEnd;

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
                        List.of("-Xmx" + HEAP),
                        List.of("--maximum-joins", "60000"));
                WaitingPredictions waiting = new WaitingPredictions(exporter, this::time)) {
            for (int first = 0; first < predictions; first += WaitingPredictions.TOGETHER) {
                waiting.send(first);
                if (first % (predictions / 400) < WaitingPredictions.TOGETHER) {
                    sample(data, first);
                }
                if (first < predictions / 2) {
                    residentAtHalf = Vitals.residentBytes(exporter.pid());
                }
            }
            residentAtEnd = Vitals.residentBytes(exporter.pid());
        }
    }

    private long time(int number) {
        return newest - SPAN.toMillis() + SPAN.toMillis() * number / predictions;
    }

    /** The size of the store, once a week is in it; before, what is not yet in sorted files would weigh too much. */
    private void sample(Path data, int sent) throws IOException {
        double week = predictions * (double) KEPT.toMillis() / SPAN.toMillis();
        if (sent < week) {
            return;
        }
        double bytes = WaitingPredictions.bytes(data);
        if (bytes > largestBytes) {
            largestBytes = bytes;
            largestBytesPerPrediction = bytes / week;
        }
    }

    private Map<String, Double> values() {
        double growth = Math.max(0, (residentAtEnd - residentAtHalf) / (predictions / 2.0));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("predictionsSent", (double) predictions);
        values.put("largestStoreBytes", largestBytes);
        values.put("bytesPerPrediction", largestBytesPerPrediction);
        values.put("gigabytesOfAWeek", largestBytesPerPrediction * WEEK / 1e9);
        values.put("residentMegabytesAtHalf", residentAtHalf / 1e6);
        values.put("residentMegabytesAtEnd", residentAtEnd / 1e6);
        values.put("residentGigabytesOfAWeek", (residentAtEnd + growth * (WEEK - predictions)) / 1e9);
        return values;
    }
}
