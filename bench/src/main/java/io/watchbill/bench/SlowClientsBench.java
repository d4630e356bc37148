package io.watchbill.bench;

import io.watchbill.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * What good clients notice of bad ones: the latency of steady senders alone, and beside a thousand clients that drip heads and
 * bodies and do not read their answers; then of senders over TLS, beside a thousand that do not finish their hello.
 */
public final class SlowClientsBench {
    private static final String HEAP = "1g";
    private static final int CONNECTIONS = 32;
    private static final int SLOW = 999;
    private static final double EVENTS_PER_SECOND = 100_000;
    private static final double WARM_UP_SECONDS = 20;
    private static final double SECONDS = 10;

    /** In turn alone and beside; the median of each counts, so that one pause of a shared machine does not decide. */
    private static final int ROUNDS = 5;

    /** Shorter than by default, so that clients are cut and come again while the good ones are timed. */
    private static final List<String> OPTIONS = List.of("--request-deadline", "5s");

    private static final Map<String, String> TARGETS =
            Map.of("p99BesideSlowToAlone", "<= 2", "p99BesideSlowToAloneWithTls", "<= 2");

    private final Path jar;
    private final Path folder;
    private final Path specification;
    private final Map<String, Double> values = new LinkedHashMap<>();

    private SlowClientsBench(Path jar, Path folder) throws Exception {
        this.jar = jar;
        this.folder = folder;
        this.specification = Workload.EVENT.write(folder);
    }

    /** Arguments: the exporter's jar, the file of the results, and {@code --check} to compare instead of to write. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        boolean check = arguments.length > 2 && arguments[2].equals("--check");
        Map<String, String> machine = Machine.described();
        machine.put("exporterHeap", HEAP);
        machine.put("connections", Integer.toString(CONNECTIONS));
        Path folder = Files.createTempDirectory("watchbill-bench");
        Map<String, Double> values;
        try {
            values = new SlowClientsBench(Path.of(arguments[0]), folder).measure();
        } finally {
            CoreModel.delete(folder);
        }
        System.exit(Results.keep(new Result("bench/run slow", machine, values, TARGETS), file, check) ? 0 : 1);
    }

    private Map<String, Double> measure() throws Exception {
        values.put("slowConnections", (double) SLOW);
        measure(
                "",
                OPTIONS,
                SocketFactory.getDefault(),
                SlowClients.Kind.HEAD,
                SlowClients.Kind.BODY,
                SlowClients.Kind.READER);

        TestCertificate certificate = TestCertificate.make(folder, "server", "EC");
        Path web = Files.writeString(
                folder.resolve("web.yml"), "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
        measure(
                "WithTls",
                List.of(OPTIONS.get(0), OPTIONS.get(1), "--web.config.file", web.toString()),
                TestCertificate.client(null, List.of(certificate)).getSocketFactory(),
                SlowClients.Kind.HELLO);
        return values;
    }

    private void measure(String suffix, List<String> options, SocketFactory sockets, SlowClients.Kind... kinds)
            throws Exception {
        String data = folder.resolve("data" + suffix).toString();
        List<String> java = List.of("-Xmx" + HEAP);
        try (ExporterProcess exporter = new ExporterProcess(jar, specification, data, java, options, sockets)) {
            Load load = new Load(sockets, exporter.ingest(), CONNECTIONS);
            load.asFastAsPossible(WARM_UP_SECONDS, false);
            List<Double> alone = new ArrayList<>();
            List<Double> beside = new ArrayList<>();
            long replaced = 0;
            for (int round = 0; round < ROUNDS; round++) {
                alone.add(load.p99Millis(EVENTS_PER_SECOND, SECONDS, false));
                try (SlowClients slow = new SlowClients(exporter.ingest(), SLOW, kinds)) {
                    beside.add(load.p99Millis(EVENTS_PER_SECOND, SECONDS, false));
                    replaced += slow.replaced();
                }
            }
            double usual = Quantile.of(alone, 0.5);
            double disturbed = Quantile.of(beside, 0.5);
            values.put("slowReplaced" + suffix, (double) replaced);
            values.put("p99MillisAlone" + suffix, usual);
            values.put("p99MillisBesideSlow" + suffix, disturbed);
            values.put("p99BesideSlowToAlone" + suffix, disturbed / usual);
        }
    }
}
