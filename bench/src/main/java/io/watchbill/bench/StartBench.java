package io.watchbill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A start after {@code kill -9} with a gigabyte of state. The state is made by sending: predictions of one model, each with an
 * id and no features, spread over the six days before now, as many as make files of that size once the journal of them is dropped; then a
 * quarter of a minute of events with 20 features, so that the journal holds what no snapshot does.
 */
public final class StartBench {
    private static final String HEAP = "1g";
    /** So many predictions are a gigabyte and more, at 30 bytes each. */
    private static final int PREDICTIONS = 36_000_000;

    private static final Duration SPAN = Duration.ofDays(6);
    private static final double JOURNAL_SECONDS = 15;

    private static final Map<String, String> TARGETS = Map.of("readySeconds", "<= 10", "storeBytes", ">= 1e9");

    private final long newest = System.currentTimeMillis();
    private final Map<String, Double> values = new LinkedHashMap<>();

    private StartBench() {}

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path jar = Path.of(arguments[0]);
        Path file = Path.of(arguments[1]);
        boolean check = List.of(arguments).contains("--check");
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        StartBench bench = new StartBench();
        try {
            bench.run(jar, Workload.EVENT.write(folder), folder.resolve("data"));
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run start", machine, bench.values, TARGETS), file, check) ? 0 : 1);
    }

    private void run(Path jar, Path specification, Path data) throws Exception {
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), HEAP)) {
            try (WaitingPredictions waiting = new WaitingPredictions(exporter, this::time)) {
                int sent = 0;
                while (sent < PREDICTIONS) {
                    for (int body = 0; body < 100; body++, sent += WaitingPredictions.TOGETHER) {
                        waiting.send(sent);
                    }
                }
                values.put("predictions", (double) sent);
            }
            new Load(exporter.ingest(), 4).asFastAsPossible(JOURNAL_SECONDS, true);
            exporter.kill();
        }
        values.put("storeBytes", WaitingPredictions.bytes(data));
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data.toString(), HEAP)) {
            values.put("readySeconds", exporter.readySeconds());
            values.put("cpuSecondsWhenReady", exporter.cpuSeconds());
            values.put(
                    "recordsReadAgain", Vitals.sum(exporter.metrics(), "watchbill_state_recovered_batches_total", ""));
        }
    }

    /** From the newest back: nothing has to be believed to be a jump ahead. */
    private long time(int number) {
        return newest - SPAN.toMillis() * number / PREDICTIONS;
    }
}
