package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.exporter.health.Condition;
import io.watchbill.exporter.health.Health;
import io.watchbill.web.WebSecurity;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What probes are answered. */
class ProbesIT {
    private final Health health = new Health();
    private WebSecurity security;
    private MetricsServer server;

    @BeforeEach
    void start() throws Exception {
        security = WebSecurity.start(WebSettings.DEFAULT);
        server = MetricsServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new PrometheusRegistry(),
                security,
                Duration.ofSeconds(20),
                new Refusals(),
                health,
                new ExporterStatus(InstantSource.system(), health, security),
                asked -> {
                    throw new StillStartingException();
                });
    }

    @AfterEach
    void stop() {
        server.close();
        security.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void aJournalWhoseThreadDiedIsNamed() throws Exception {
        ExporterState state = new ExporterState(
                List.of(), new IngestCounters(List.of("http")), new KnownDeliveries(10), new StreamPositions(10));
        try (Committer committer = new Committer(
                (first, records) -> {
                    throw new LinkageError("made by this test");
                },
                state,
                0)) {
            health.requireForHealth(Condition.alive("journal", committer::alive));
            health.started();
            assertThat(get("/-/healthy").body()).isEqualTo("healthy\n");

            committer.submit(JournalRecord.repeated("http", 0, new IngestAnswer(1, 0, List.of(), 1, 1)), result -> {});
            await().dontCatchUncaughtExceptions().until(() -> get("/-/healthy").statusCode() == 503);

            assertThat(get("/-/healthy").body())
                    .isEqualTo("not healthy: journal: the thread 'journal' has ended; restart the exporter;"
                            + " its log says what ended the thread\n");
            assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void readinessSaysWhatItWaitsForAndThatItEnds() throws Exception {
        HttpResponse<String> starting = get("/-/ready");

        assertThat(starting.statusCode()).isEqualTo(503);
        assertThat(starting.body()).startsWith("not ready: start: the exporter is starting");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);

        health.started();

        assertThat(get("/-/ready").body()).isEqualTo("ready\n");

        health.ending();

        assertThat(get("/-/ready").body()).startsWith("not ready: end: the exporter is ending");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/metricsfoo", "/metrics/", "/-/healthy/now", "/-/readyx", "/-/reloadfoo", "/-/reload/", "/x"})
    void aPathThatOnlyBeginsAsAnotherIsNotThere(String path) throws Exception {
        assertThat(send("POST", path).statusCode()).isEqualTo(404);
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path).headers().firstValue("X-Content-Type-Options")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /metrics, 'GET, HEAD'",
        "POST, /, 'GET, HEAD'",
        "OPTIONS, /-/healthy, 'GET, HEAD'",
        "PUT, /-/ready, 'GET, HEAD'",
        "GET, /-/reload, POST"
    })
    void anotherMethodIsRefusedWithThoseThatThereAre(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(method, path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    }

    /** The JDK's server answers these by itself, before any filter; docs/security.md says how. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zzPAYLOAD HTTP/1.1",
                "GET /<script>PAYLOAD</script> HTTP/1.1",
                "GET //PAYLOAD HTTP/1.1",
                "GET PAYLOAD HTTP/1.1",
                "PAYLOAD",
                "OPTIONS * HTTP/1.1\r\nX: PAYLOAD",
                "GET / HTTP/1.1\r\nContent-Length: PAYLOAD",
                "GET / HTTP/1.1\r\nTransfer-Encoding: PAYLOAD",
                "GET / HTTP/1.1\r\nPAYLOAD"
            })
    void whatIsNoRequestIsAnsweredWithoutAWordOfIt(String request) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort());
        try (RawClient client = RawClient.connect(uri)) {
            String answer = client.send(request + "\r\n\r\n").answer();

            assertThat(answer)
                    .matches("HTTP/1.1 (400 Bad Request|404 Not Found|501 Not Implemented)\r\n"
                            + "Content-Length: \\d+\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
                            + "<h1>\\1</h1>[A-Za-z -]+")
                    .doesNotContain("PAYLOAD");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void theDocumentationQuotesSuchAnAnswer() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort());
        try (RawClient client = RawClient.connect(uri)) {
            String answer = client.send("GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n").answer();

            assertThat(Files.readString(Path.of("../docs/security.md")))
                    .contains("`" + answer.substring(answer.indexOf("<h1>")) + "`");
        }
    }

    @Test
    void aReloadBeforeTheFirstReadingIsAskedForAgainLater() throws Exception {
        HttpResponse<String> answer = send("POST", "/-/reload");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(answer.body()).startsWith("the exporter is still reading its files for the first time");
    }

    @Test
    void theStatusPageIsThereWhileItStarts() throws Exception {
        assertThat(get("/").body()).contains("<strong>Not ready</strong>").contains("The exporter is starting");
    }
}
