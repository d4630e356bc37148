package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.testing.PrometheusServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three running exporters behind a sender that deals requests out in turn, and the Prometheus that scrapes them. */
class FleetIT {

    private static final Path PROFILE = Path.of("../examples/flight-delay/flight-delay.profile.json");
    private static final int REPLICAS = 3;
    private static final Duration SCRAPE = Duration.ofSeconds(1);
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final String RECORDED = "fleet:ml_column_bin:increase";
    private static final int PREDICTIONS_PER_REQUEST = 20;

    private static final String SPEC = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: flights, owner: team-travel}
            models:
              flight_delay:
                task: binary-classification
                positiveClass: delayed
                references: {default: %s}
                features:
                  departure_hour: {type: numeric}
                  origin: {type: categorical, maximumCategories: 250}
                drift: {windows: [1m]}
                performance: {windows: [1m]}
            monitoring: {replicas: several}
            alerting:
              receivers:
                page: {webhook_configs: [{url: 'http://127.0.0.1:9/page'}]}
                chat: {webhook_configs: [{url: 'http://127.0.0.1:9/chat'}]}
                mail: {webhook_configs: [{url: 'http://127.0.0.1:9/mail'}]}
            """.formatted(PROFILE.toAbsolutePath().normalize());

    /**
     * A prediction that an exporter has acknowledged.
     *
     * @param time in milliseconds
     */
    private record Sent(long time, int replica, int hour, String origin) {}

    private final List<AutoCloseable> started = new ArrayList<>();
    private final Queue<Sent> sent = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(20261126);
    private int requests;

    @TempDir
    private Path folder;

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable server : started) {
            server.close();
        }
    }

    @Test
    void sharesOfBinsAreThoseOfAllReplicasTogetherWithinTwoScrapesOfTheWindow() throws Exception {
        Path spec = Files.writeString(folder.resolve("ops.yaml"), SPEC);
        List<StartedExporter> exporters = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            StartedExporter exporter = StartedExporter.start(folder.resolve("exporter-" + replica), spec);
            started.add(exporter);
            exporters.add(exporter);
        }
        PrometheusServer prometheus = PrometheusServer.start(folder, configuration(spec, exporters));
        started.add(prometheus);
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        started.add(sender::shutdownNow);
        long begun = System.currentTimeMillis();
        ScheduledFuture<?> sending =
                sender.scheduleAtFixedRate(() -> send(exporters, begun), 0, 50, TimeUnit.MILLISECONDS);

        // A window after the first scrapes of all replicas, and two evaluations more.
        Awaitility.await()
                .atMost(WINDOW.multipliedBy(3))
                .until(() ->
                        sending.isDone() || evaluated(prometheus) > begun + WINDOW.toMillis() + 4 * SCRAPE.toMillis());
        assertThat(sending.isDone()).as("the sender has failed").isFalse();
        sending.cancel(false);

        long end = evaluated(prometheus);
        List<Sent> window = sent.stream()
                .filter(one -> one.time() > end - WINDOW.toMillis() && one.time() <= end)
                .toList();
        double bound = 2.0 * SCRAPE.toMillis() / WINDOW.toMillis();
        for (ColumnReference column : columns()) {
            double[] recorded = recorded(prometheus, column, end);
            double[] union = shares(column, window, one -> true);
            for (int bin = 0; bin < union.length; bin++) {
                assertThat(recorded[bin])
                        .as(
                                "share of %s %s",
                                column.name(), column.coarseLabels().get(bin))
                        .isCloseTo(union[bin], within(bound));
            }
            assertThat(farthest(union, shares(column, window, one -> one.replica() == 0)))
                    .as("how far one replica's own shares of %s are from those of all", column.name())
                    .isGreaterThan(2 * bound);
        }
    }

    private Path configuration(Path spec, List<StartedExporter> exporters) throws IOException {
        Path generated = folder.resolve("generated");
        Run compiled = Run.of("compile", spec, "-o", generated, "--scrape-interval=1s", "--evaluation-interval=1s");
        assertThat(compiled.exitCode()).as(compiled.err()).isZero();
        String targets = exporters.stream()
                .map(exporter -> exporter.metrics().getAuthority())
                .collect(Collectors.joining(", "));
        return Files.writeString(
                folder.resolve("prometheus.yml"), """
                global: {scrape_interval: %1$ds, evaluation_interval: %1$ds}
                rule_files: [%2$s/rules/*.yaml]
                scrape_configs: [{job_name: watchbill, static_configs: [{targets: [%3$s]}]}]
                """.formatted(SCRAPE.toSeconds(), generated, targets));
    }

    private static List<ColumnReference> columns() throws IOException {
        return ProfileJson.read(Files.readAllBytes(PROFILE)).columns().stream()
                .filter(column -> List.of("departure_hour", "origin").contains(column.name()))
                .toList();
    }

    /** One request: the hour moves on in the course of the test, and every third request comes from the same airports. */
    private void send(List<StartedExporter> exporters, long begun) {
        int replica = requests++ % REPLICAS;
        long now = System.currentTimeMillis();
        List<Sent> predictions = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PREDICTIONS_PER_REQUEST; i++) {
            int hour = (int) ((now - begun) / 4_000 + replica * 8 + random.nextInt(6)) % 24;
            String origin = List.of("ORD", "DFW", "ATL").get(random.nextInt(4) == 0 ? random.nextInt(3) : replica);
            predictions.add(new Sent(0, replica, hour, origin));
            lines.append("{\"kind\":\"prediction\",\"model\":\"flight_delay\",\"version\":\"2001-01\",\"time\":\"")
                    .append(Instant.ofEpochMilli(now))
                    .append("\",\"features\":{\"departure_hour\":")
                    .append(hour)
                    .append(",\"origin\":\"")
                    .append(origin)
                    .append("\"},\"prediction\":\"on_time\",\"score\":0.2}\n");
        }
        try {
            String answer = exporters.get(replica).post(lines.toString());
            assertThat(answer).contains("\"accepted\":" + PREDICTIONS_PER_REQUEST);
        } catch (IOException e) {
            throw new AssertionError("exporter " + replica + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        long acknowledged = System.currentTimeMillis();
        predictions.forEach(one -> sent.add(new Sent(acknowledged, replica, one.hour(), one.origin())));
    }

    private static double[] shares(ColumnReference column, List<Sent> window, Predicate<Sent> chosen) {
        double[] counts = new double[column.coarseBins()];
        window.stream().filter(chosen).forEach(one -> counts[bin(column, one)]++);
        return shares(counts);
    }

    private static int bin(ColumnReference column, Sent prediction) {
        if (column instanceof NumericReference numeric) {
            return numeric.coarseOf(numeric.binOf(prediction.hour()));
        }
        CategoricalReference categorical = (CategoricalReference) column;
        return categorical.coarseOf(categorical.binOf(prediction.origin()));
    }

    private static double[] shares(double[] counts) {
        double all = 0;
        for (double count : counts) {
            all += count;
        }
        double[] shares = new double[counts.length];
        for (int bin = 0; bin < counts.length; bin++) {
            shares[bin] = counts[bin] / all;
        }
        return shares;
    }

    private static double farthest(double[] one, double[] other) {
        double farthest = 0;
        for (int bin = 0; bin < one.length; bin++) {
            farthest = Math.max(farthest, Math.abs(one[bin] - other[bin]));
        }
        return farthest;
    }

    private static double[] recorded(PrometheusServer prometheus, ColumnReference column, long at) throws IOException {
        Map<String, Double> counts = new HashMap<>();
        for (JsonNode element : query(prometheus, RECORDED + "{column=\"" + column.name() + "\"}", at)) {
            counts.put(
                    element.path("metric").path("bin").asText(),
                    element.path("value").get(1).asDouble());
        }
        assertThat(counts).containsOnlyKeys(column.coarseLabels());
        return shares(column.coarseLabels().stream()
                .mapToDouble(label -> counts.getOrDefault(label, Double.NaN))
                .toArray());
    }

    /** When the rule of the bins was evaluated last, in milliseconds; 0 before it was. */
    private static long evaluated(PrometheusServer prometheus) throws IOException {
        JsonNode newest = query(prometheus, "max(timestamp(" + RECORDED + "))", System.currentTimeMillis());
        return newest.isEmpty()
                ? 0
                : Math.round(newest.get(0).path("value").get(1).asDouble() * 1_000);
    }

    private static JsonNode query(PrometheusServer prometheus, String promql, long at) throws IOException {
        String path =
                "/api/v1/query?time=" + at / 1_000.0 + "&query=" + URLEncoder.encode(promql, StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(prometheus.get(path)).path("data").path("result");
    }
}
