package io.watchbill.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What good clients notice of bad ones: the latency of steady senders alone, and beside a thousand clients that drip heads and
 * bodies and do not read their answers.
 */
public final class SlowClientsBench {
    private static final String HEAP = "1g";
    private static final int CONNECTIONS = 32;
    private static final int SLOW = 999;
    private static final double EVENTS_PER_SECOND = 100_000;
    private static final double WARM_UP_SECONDS = 20;
    private static final double SECONDS = 20;

    /** Shorter than by default, so that clients are cut and come again while the good ones are timed. */
    private static final List<String> OPTIONS = List.of("--request-deadline", "5s");

    private static final Map<String, String> TARGETS = Map.of("p99BesideSlowToAlone", "<= 2");

    private SlowClientsBench() {}

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        machine.put("connections", Integer.toString(CONNECTIONS));
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, Double> values = new LinkedHashMap<>();
        try {
            measure(Path.of(arguments[0]), folder, values);
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run slow", machine, values, TARGETS), file, check) ? 0 : 1);
    }

    private static void measure(Path jar, Path folder, Map<String, Double> values) throws Exception {
        Path specification = Workload.EVENT.write(folder);
        String data = folder.resolve("data").toString();
        try (ExporterProcess exporter =
                new ExporterProcess(jar, specification, data, List.of("-Xmx" + HEAP), OPTIONS)) {
            Load load = new Load(exporter.ingest(), CONNECTIONS);
            load.asFastAsPossible(WARM_UP_SECONDS, false);
            double alone = load.p99Millis(EVENTS_PER_SECOND, SECONDS, false);
            double beside;
            try (SlowClients slow = new SlowClients(exporter.ingest(), SLOW)) {
                beside = load.p99Millis(EVENTS_PER_SECOND, SECONDS, false);
                values.put("slowConnections", (double) slow.count());
            }
            values.put("p99MillisAlone", alone);
            values.put("p99MillisBesideSlow", beside);
            values.put("p99BesideSlowToAlone", beside / alone);
        }
    }
}
