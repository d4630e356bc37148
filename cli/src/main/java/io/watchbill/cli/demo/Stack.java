package io.watchbill.cli.demo;

import io.watchbill.cli.Failure;
import io.watchbill.cli.tools.Toolbox;
import io.watchbill.plan.yaml.YamlText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The monitoring stack of the demo on free ports of the loopback interface: exporter, node_exporter, Prometheus and
 * Alertmanager, each ready to answer.
 *
 * @param observations where observations are posted
 */
record Stack(URI exporter, URI observations, URI nodeExporter, URI prometheus, URI alertmanager) {

    private static final Duration READY_WITHIN = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int WARMING_SCRAPES = 20;

    // So that the scores of a step are there at the next scrape.
    private static final Duration SCORE_INTERVAL = Duration.ofMillis(20);

    // What the node-exporter preset asks for; the collectors left out cost more than a tenth of a second each scrape.
    private static final List<String> NODE_COLLECTORS =
            List.of("cpu", "diskstats", "filesystem", "loadavg", "meminfo", "netdev", "vmstat");

    /**
     * Starts everything and returns when everything is ready.
     *
     * @param specification what the exporter runs by
     * @param generated     the folder of the compiled rules and of alertmanager.yml
     * @param interval      of scraping and of evaluating
     * @throws Failure if something does not start or is not ready within a minute
     */
    static Stack start(
            Children children,
            Toolbox tools,
            JsonHttp http,
            Path home,
            Path work,
            Path specification,
            Path generated,
            Duration interval) {
        List<Integer> ports = freePorts(5);
        Stack stack = new Stack(
                local(ports.get(0)),
                local(ports.get(1)),
                local(ports.get(2)),
                local(ports.get(3)),
                local(ports.get(4)));
        children.start(
                "exporter",
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:+UseG1GC",
                        "-jar",
                        home.resolve("exporter/target/watchbill-exporter.jar").toString(),
                        "--spec=" + specification,
                        "--profiles=" + home.resolve("examples/flight-delay"),
                        "--data-dir=" + work.resolve("exporter"),
                        "--score-interval=" + SCORE_INTERVAL.toMillis() + "ms",
                        "--listen=127.0.0.1:" + ports.get(0),
                        "--ingest=127.0.0.1:" + ports.get(1)));
        List<String> node = new ArrayList<>(List.of(
                tools.program("node_exporter"),
                "--web.listen-address=127.0.0.1:" + ports.get(2),
                "--collector.disable-defaults"));
        NODE_COLLECTORS.forEach(collector -> node.add("--collector." + collector));
        children.start("node_exporter", node);
        // Before Prometheus comes: a page that is still cold takes longer than a scrape may, and would look like a dead
        // exporter.
        await(children, http, stack.exporter().resolve("/-/ready"));
        for (int i = 0; i < WARMING_SCRAPES; i++) {
            await(children, http, stack.exporter().resolve("/metrics"));
            await(children, http, stack.nodeExporter().resolve("/metrics"));
        }
        children.start(
                "prometheus",
                List.of(
                        tools.program("prometheus"),
                        "--config.file=" + configuration(stack, work, generated, interval),
                        "--storage.tsdb.path=" + work.resolve("prometheus-data"),
                        "--web.listen-address=127.0.0.1:" + ports.get(3)));
        children.start(
                "alertmanager",
                List.of(
                        tools.program("alertmanager"),
                        "--config.file=" + generated.resolve("alertmanager/alertmanager.yml"),
                        "--storage.path=" + work.resolve("alertmanager-data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + ports.get(4)));
        for (URI ready : List.of(
                stack.prometheus().resolve("/-/ready"), stack.alertmanager().resolve("/-/ready"))) {
            await(children, http, ready);
        }
        return stack;
    }

    private static Path configuration(Stack stack, Path work, Path generated, Duration interval) {
        String milliseconds = interval.toMillis() + "ms";
        Map<String, Object> alertmanagers =
                Map.of("alertmanagers", List.of(Map.of("static_configs", List.of(targets(stack.alertmanager())))));
        String text = YamlText.of(
                new Configuration(
                        new Global(milliseconds, milliseconds, milliseconds),
                        List.of(generated.resolve("rules") + "/*.yaml"),
                        alertmanagers,
                        List.of(
                                new Job("watchbill", List.of(targets(stack.exporter()))),
                                new Job("node", List.of(targets(stack.nodeExporter()))))),
                List.of("The demo's Prometheus."));
        Path file = work.resolve("prometheus.yml");
        try {
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + e, e);
        }
    }

    private record Configuration(
            Global global, List<String> ruleFiles, Map<String, Object> alerting, List<Job> scrapeConfigs) {}

    private record Global(String scrapeInterval, String scrapeTimeout, String evaluationInterval) {}

    private record Job(String jobName, List<Map<String, Object>> staticConfigs) {}

    private static Map<String, Object> targets(URI address) {
        return Map.of("targets", List.of(address.getAuthority()));
    }

    private static void await(Children children, JsonHttp http, URI ready) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!http.answers(ready)) {
            children.checkAlive();
            if (System.nanoTime() > deadline) {
                throw new Failure(ready + " did not answer within " + READY_WITHIN.toSeconds() + " s");
            }
            pause(POLL);
        }
    }

    /** Waits a moment before asking again. */
    static void pause(Duration moment) {
        try {
            TimeUnit.NANOSECONDS.sleep(moment.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        }
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ports that are free at this moment, all of them different. */
    private static List<Integer> freePorts(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new Failure("no free port on the loopback interface: " + e.getMessage(), e);
        } finally {
            sockets.forEach(Stack::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new Failure("cannot give back port " + socket.getLocalPort(), e);
        }
    }
}
