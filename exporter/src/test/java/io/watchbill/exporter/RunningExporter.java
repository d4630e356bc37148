package io.watchbill.exporter;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A whole exporter on free ports, and a client for it. Scores are computed when the test asks. */
final class RunningExporter implements AutoCloseable {
    static final String NDJSON = "application/x-ndjson";
    static final int MAXIMUM_BODY = 12 << 20;

    private final Exporter exporter;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningExporter(Exporter exporter) {
        this.exporter = exporter;
    }

    static RunningExporter start(Path folder) {
        return start(folder, InstantSource.system(), 64 << 20);
    }

    static RunningExporter start(Path folder, InstantSource clock, long maximumInFlight) {
        return watching(specification(folder), clock, maximumInFlight, List.of());
    }

    /** Reads sources beside HTTP. */
    static RunningExporter reading(Path folder, Source... sources) {
        return watching(specification(folder), InstantSource.system(), 64 << 20, List.of(sources));
    }

    /** Watches a specification of the test's own, whose profiles lie beside it. */
    static RunningExporter watching(Path specification, InstantSource clock) {
        return watching(specification, clock, 64 << 20, List.of());
    }

    /** With a data folder of the test's own. */
    static RunningExporter keeping(Path specification, Path data, InstantSource clock, SnapshotSettings snapshots) {
        return watching(specification, clock, 64 << 20, data, snapshots, WebSettings.DEFAULT, List.of());
    }

    /** Keeps so much apart, and allows specifications so much; in memory only without a data folder. */
    static RunningExporter bounded(Path specification, @Nullable Path data, ModelLimits model, WatchedBounds watched) {
        return watching(
                specification,
                InstantSource.system(),
                64 << 20,
                data,
                new SnapshotSettings(Duration.ofHours(1), 1L << 30, 10_000),
                model,
                watched,
                WebSettings.DEFAULT,
                List.of());
    }

    private static RunningExporter watching(
            Path specification, InstantSource clock, long maximumInFlight, List<Source> sources) {
        return watching(specification, clock, maximumInFlight, WebSettings.DEFAULT, sources);
    }

    /** Listens as the test says. */
    static RunningExporter listening(Path folder, WebSettings web) {
        return watching(specification(folder), InstantSource.system(), 64 << 20, web, List.of());
    }

    private static RunningExporter watching(
            Path specification, InstantSource clock, long maximumInFlight, WebSettings web, List<Source> sources) {
        try {
            Path data = Files.createTempDirectory(specification.toAbsolutePath().getParent(), "data");
            return watching(
                    specification,
                    clock,
                    maximumInFlight,
                    data,
                    new SnapshotSettings(Duration.ofHours(1), 1L << 30, 10_000),
                    web,
                    sources);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunningExporter watching(
            Path specification,
            InstantSource clock,
            long maximumInFlight,
            Path data,
            SnapshotSettings snapshots,
            WebSettings web,
            List<Source> sources) {
        return watching(
                specification,
                clock,
                maximumInFlight,
                data,
                snapshots,
                ModelLimits.DEFAULT,
                WatchedBounds.DEFAULT,
                web,
                sources);
    }

    private static RunningExporter watching(
            Path specification,
            InstantSource clock,
            long maximumInFlight,
            @Nullable Path data,
            SnapshotSettings snapshots,
            ModelLimits model,
            WatchedBounds watched,
            WebSettings web,
            List<Source> sources) {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            Exporter exporter = Exporter.start(free, clock, web);
            exporter.watch(
                    () -> SystemFiles.read(List.of(specification), null),
                    new Settings(
                            free,
                            free,
                            Duration.ofHours(1),
                            Duration.ofMinutes(5),
                            MAXIMUM_BODY,
                            maximumInFlight,
                            100,
                            100,
                            10_000,
                            10_000,
                            model,
                            watched,
                            data,
                            snapshots,
                            DecodeLimits.DEFAULT,
                            web),
                    new SourceSettings(new CloudEventsSettings(64 << 10, 1 << 20, Duration.ofMinutes(1), 8), sources));
            return new RunningExporter(exporter);
        } catch (StartException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the test's specification and its profile into a folder. */
    static Path specification(Path folder) {
        try (InputStream in = RunningExporter.class.getResourceAsStream("ops.yaml")) {
            Path file = folder.resolve("ops.yaml");
            Files.write(file, in.readAllBytes());
            Files.writeString(folder.resolve("flight.profile.json"), ProfileJson.write(profile()));
            Files.writeString(folder.resolve("spam.profile.json"), ProfileJson.write(PerformanceFeed.profile()));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ReferenceProfile profile() {
        NumericReferenceBuilder distance = new NumericReferenceBuilder("distance", ColumnKind.FEATURE, 2_000);
        NumericReferenceBuilder confidence = new NumericReferenceBuilder("confidence", ColumnKind.CONFIDENCE, 2_000);
        IntStream.range(0, 2_000).forEach(i -> {
            distance.add(i, 1);
            confidence.add(0.5 + i / 4_000.0, 1);
        });
        return new ReferenceProfile(
                "flight",
                null,
                2_000,
                null,
                null,
                "made for this test",
                List.of(
                        distance.build(0, 0),
                        new CategoricalReferenceBuilder("origin", ColumnKind.FEATURE, 100)
                                .add("A", 1_500)
                                .add("B", 500)
                                .build(0, 0),
                        new CategoricalReferenceBuilder("prediction", ColumnKind.PREDICTION, 100)
                                .add("on_time", 1_600)
                                .add("late", 400)
                                .build(0, 0),
                        confidence.build(0, 0)),
                new PerformanceBaseline(
                        List.of("late", "on_time"),
                        List.of(List.of(300L, 100L), List.of(200L, 1_400L)),
                        Map.of(
                                "accuracy", new MetricBaseline(0.85, 2_000, 0.1275, List.of()),
                                "precision", new MetricBaseline(0.75, 400, 0.1875, List.of()),
                                "recall", new MetricBaseline(0.6, 500, 0.24, List.of()),
                                "f1", new MetricBaseline(2.0 / 3, 2_000, 0.2, List.of()))),
                new MetricBaseline(0.75, 2_000, 0.02, List.of()));
    }

    URI ingest() {
        return URI.create(
                exporter.scheme() + "://127.0.0.1:" + exporter.ingestAddress().getPort() + ObservationsHandler.PATH);
    }

    URI metrics(String path) {
        return URI.create(
                exporter.scheme() + "://127.0.0.1:" + exporter.metricsAddress().getPort() + path);
    }

    /** Sends a body; headers are names and values in turn. */
    HttpResponse<String> post(byte[] body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(ingest()).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String lines) {
        return post(lines.getBytes(StandardCharsets.UTF_8), "Content-Type", NDJSON);
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(metrics(path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Computes the scores, then scrapes. */
    MetricsText page() {
        exporter.score();
        return new MetricsText(get("/metrics").body());
    }

    /** Asks it to read the specification and its profiles again. */
    HttpResponse<String> reload() {
        return send(HttpRequest.newBuilder(metrics("/-/reload")).POST(HttpRequest.BodyPublishers.noBody()));
    }

    @Override
    public void close() {
        exporter.close();
    }
}
