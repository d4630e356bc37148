package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.watchbill.exporter.health.Health;
import io.watchbill.web.WebSecurity;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of the listener for scrapers that take their time, beside a scraper that does not; and scrapes that fail. */
class SlowScrapersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SERIES = 100_000;

    private PrometheusRegistry registry = new PrometheusRegistry();
    private final Refusals refusals = new Refusals();
    private final List<RawClient> slow = new ArrayList<>();
    private WebSecurity security;
    private MetricsServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        security = WebSecurity.start(WebSettings.DEFAULT);
        start(Duration.ofSeconds(20));
    }

    private void start(Duration deadline) throws IOException {
        Health health = new Health();
        server = MetricsServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                registry,
                security,
                deadline,
                refusals,
                health,
                new ExporterStatus(InstantSource.system(), health, security),
                asked -> {});
        uri = URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        for (RawClient client : slow) {
            client.close();
        }
        server.close();
        security.close();
    }

    private String get(String path) throws IOException {
        try (RawClient good = RawClient.connect(uri)) {
            return good.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").answer();
        }
    }

    private long cut() {
        AtomicLong cut = new AtomicLong();
        refusals.forEach((reason, count) -> {
            if (reason.equals(Refusals.DEADLINE)) {
                cut.set(count);
            }
        });
        return cut.get();
    }

    private void largePage() {
        registry.register((Collector) () -> {
            GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name("large");
            for (int i = 0; i < SERIES; i++) {
                gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(Labels.of("series", "a-label-that-takes-some-room-" + i))
                        .value(i)
                        .build());
            }
            return gauge.build();
        });
    }

    @Test
    void readersThatDoNotReadALargePageAreCutWhenOthersWait() throws Exception {
        largePage();
        for (int i = 0; i < 2 * MetricsThreads.PAGES; i++) {
            slow.add(RawClient.connect(uri, 4 << 10).send("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"));
        }

        await().atMost(PATIENCE).until(() -> {
            assertThat(get("/metrics")).startsWith("HTTP/1.1 200").contains("room-" + (SERIES - 1) + "\"}");
            return cut() == slow.size();
        });

        for (RawClient client : slow) {
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void drippedHeadersDoNotUseUpTheThreads() throws Exception {
        for (int i = 0; i < 3 * MetricsThreads.THREADS; i++) {
            slow.add(RawClient.connect(uri).send("GET /metrics HTTP/1.1\r\nX-Slow: "));
        }

        List<RawClient> open = new ArrayList<>(slow);
        await().atMost(PATIENCE).until(() -> {
            open.removeIf(client -> !client.drip("x"));
            assertThat(get("/-/healthy")).startsWith("HTTP/1.1 200");
            return open.size() < MetricsThreads.THREADS;
        });
    }

    @Test
    void aRequestThatIsNotFinishedIsCutAtTheDeadline() throws Exception {
        server.close();
        registry = new PrometheusRegistry();
        start(Duration.ofSeconds(1));
        try (RawClient client = RawClient.connect(uri).send("GET /metrics HTTP/1.1\r\n")) {
            await().atMost(PATIENCE).until(() -> !client.drip("x"));

            assertThat(client.isEnded()).isTrue();
        }
        assertThat(cut()).isEqualTo(1);
        assertThat(get("/metrics")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aScrapeThatFailsShowsNothingOfTheFailure() throws Exception {
        registry.register((Collector) () -> {
            throw new IllegalStateException("SECRET");
        });

        assertThat(get("/metrics"))
                .startsWith("HTTP/1.1 500")
                .endsWith("\r\n\r\nthe page could not be made; the exporter's log says why\n")
                .doesNotContain("SECRET")
                .doesNotContain("Exception");
        assertThat(get("/-/healthy")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aHeadIsAnsweredWithoutABodyAndKeepsItsConnection() throws Exception {
        try (RawClient client = RawClient.connect(uri)) {
            for (String path : List.of("/metrics", "/-/healthy", "/none")) {
                client.send("HEAD " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");

                assertThat(client.head()).startsWith(path.equals("/none") ? "HTTP/1.1 404" : "HTTP/1.1 200");
            }
            assertThat(client.send("GET /-/healthy HTTP/1.1\r\nHost: a\r\n\r\n").answer())
                    .endsWith("\r\n\r\nhealthy\n");
        }
    }

    @Test
    void everyAnswerHasTheSecurityHeadersAndNamesNoServer() throws Exception {
        for (String path : List.of("/", "/metrics", "/-/healthy", "/-/ready", "/none")) {
            assertThat(get(path))
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .containsIgnoringCase("x-frame-options: deny")
                    .containsIgnoringCase("content-security-policy: default-src 'none'; ")
                    .contains("frame-ancestors 'none'\r\n")
                    .containsIgnoringCase("referrer-policy: no-referrer")
                    .containsIgnoringCase("cache-control: no-store")
                    .doesNotContainIgnoringCase("\r\nserver:");
        }
    }
}
