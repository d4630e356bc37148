package io.watchbill.exporter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.watchbill.testing.TestCertificate;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both listeners under one web configuration. */
class SecuredListenersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";
    private static final String SENDER = "a-token-for-the-sender";

    @TempDir
    Path folder;

    private HttpClient client = HttpClient.newHttpClient();

    private RunningExporter start(String configuration) throws IOException {
        Path file = Files.writeString(folder.resolve("web.yml"), configuration);
        return RunningExporter.listening(
                folder, new WebSettings(Optional.of(file), false, OptionalInt.of(100), Duration.ofSeconds(30)));
    }

    private static String hash(String password) {
        return new String(BCrypt.with(BCrypt.Version.VERSION_2Y).hash(4, password.getBytes(UTF_8)), UTF_8);
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private HttpResponse<String> send(URI uri, @Nullable String authorization, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (uri.getPath().startsWith("/v1")) {
            request.POST(HttpRequest.BodyPublishers.ofString(EVENT)).header("Content-Type", RunningExporter.NDJSON);
        }
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private RunningExporter withCredentials() throws IOException {
        Files.writeString(folder.resolve("sender.token"), SENDER + "\n");
        return start("""
                basic_auth_users:
                  prometheus: %s
                  clerk: %s
                watchbill:
                  bearer_token_files: {sender: sender.token}
                  permissions: {prometheus: [scrape], clerk: [write], sender: [write]}
                """.formatted(hash("scrape"), hash("clerk's")));
    }

    @Test
    void strangersAreAskedWhoTheyAreOnEveryPath() throws Exception {
        try (RunningExporter exporter = withCredentials()) {
            for (URI uri : List.of(
                    exporter.ingest(),
                    exporter.ingest().resolve("/v1/none"),
                    exporter.metrics("/metrics"),
                    exporter.metrics("/"),
                    exporter.metrics("/none"),
                    exporter.metrics("/-/healthy"),
                    exporter.metrics("/-/ready"))) {
                for (String wrong :
                        new String[] {null, basic("prometheus", "guess"), basic("nobody", "scrape"), "Bearer guess"}) {
                    HttpResponse<String> answer = send(uri, wrong);

                    assertThat(answer.statusCode()).as(uri + " " + wrong).isEqualTo(401);
                    assertThat(answer.headers().allValues("www-authenticate"))
                            .containsExactly(
                                    "Basic realm=\"watchbill\", charset=\"UTF-8\"", "Bearer realm=\"watchbill\"");
                    assertThat(answer.body())
                            .contains("give the credentials of the web configuration")
                            .doesNotContain("guess");
                }
            }
            assertThat(send(exporter.metrics("/-/healthy"), basic("prometheus", "scrape"))
                            .body())
                    .isEqualTo("healthy\n");
        }
    }

    @Test
    void scrapingAndWritingAreApart() throws Exception {
        try (RunningExporter exporter = withCredentials()) {
            String scraper = basic("prometheus", "scrape");
            String writer = "Bearer " + SENDER;

            assertThat(send(exporter.ingest(), writer).statusCode()).isEqualTo(200);
            assertThat(send(exporter.ingest(), basic("clerk", "clerk's")).statusCode())
                    .isEqualTo(200);
            assertThat(send(exporter.ingest(), scraper).statusCode()).isEqualTo(403);
            assertThat(send(exporter.metrics("/metrics"), writer).statusCode()).isEqualTo(403);
            MetricsText page =
                    new MetricsText(send(exporter.metrics("/metrics"), scraper).body());

            assertThat(page.value("watchbill_requests_refused_total", "listener", "ingest", "reason", "forbidden"))
                    .isEqualTo(1);
            assertThat(page.value("watchbill_requests_refused_total", "listener", "metrics", "reason", "forbidden"))
                    .isEqualTo(1);
            assertThat(page.value("watchbill_web_config_last_reload_successful"))
                    .isEqualTo(1);
        }
    }

    /** One sender's keys are not another's: the second answer would else be the first one's, and not be taken in. */
    @Test
    void idempotencyKeysAreByCredential() throws Exception {
        try (RunningExporter exporter = withCredentials()) {
            send(exporter.ingest(), "Bearer " + SENDER, "Idempotency-Key", "1");
            send(exporter.ingest(), basic("clerk", "clerk's"), "Idempotency-Key", "1");
            send(exporter.ingest(), "Bearer " + SENDER, "Idempotency-Key", "1");
            MetricsText page = new MetricsText(send(exporter.metrics("/metrics"), basic("prometheus", "scrape"))
                    .body());

            assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "accepted"))
                    .isEqualTo(2);
            assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "duplicate"))
                    .isEqualTo(1);
        }
    }

    @Test
    void answersToSendersHaveTheSecurityHeaders() throws Exception {
        try (RunningExporter exporter = withCredentials()) {
            for (String authorization : new String[] {null, "Bearer " + SENDER}) {
                HttpResponse<String> answer = send(exporter.ingest(), authorization);

                assertThat(answer.headers().firstValue("x-content-type-options"))
                        .hasValue("nosniff");
                assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
                assertThat(answer.headers().firstValue("x-frame-options")).hasValue("deny");
                assertThat(answer.headers().firstValue("server")).isEmpty();
            }
        }
    }

    private void trust(@Nullable TestCertificate own, TestCertificate... servers) {
        client = HttpClient.newBuilder()
                .sslContext(TestCertificate.client(own, List.of(servers)))
                .build();
    }

    private static Object shown(URI server, SSLContext trusting) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(server.getHost(), server.getPort())) {
            socket.startHandshake();
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    @Test
    void newConnectionsSeeANewCertificateWithoutARestart() throws Exception {
        TestCertificate first = TestCertificate.make(folder, "server", "RSA");
        try (RunningExporter exporter =
                start("tls_server_config: {cert_file: server.crt, key_file: server.key, min_version: TLS13}\n")) {
            assertThat(exporter.ingest().getScheme()).isEqualTo("https");
            assertThat(shown(exporter.ingest(), TestCertificate.client(null, List.of(first))))
                    .isEqualTo(first.x509());

            TestCertificate second = TestCertificate.make(folder, "server", "EC");
            SSLContext both = TestCertificate.client(null, List.of(first, second));

            await().atMost(PATIENCE)
                    .until(() -> shown(exporter.metrics("/"), both).equals(second.x509()));
            assertThat(shown(exporter.ingest(), both)).isEqualTo(second.x509());
            trust(null, second);
            assertThat(send(exporter.ingest(), null).statusCode()).isEqualTo(200);
            assertThat(send(exporter.metrics("/metrics"), null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void clientsWithoutTheRightCertificateAreNotTalkedTo() throws Exception {
        TestCertificate server = TestCertificate.make(folder, "server", "EC");
        TestCertificate friend = TestCertificate.make(folder, "friend", "EC");
        TestCertificate stranger = TestCertificate.make(folder, "stranger", "EC");
        try (RunningExporter exporter = start("""
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: friend.crt
                  client_allowed_sans: [localhost]
                """)) {
            for (URI uri : List.of(exporter.ingest(), exporter.metrics("/metrics"))) {
                trust(friend, server);
                assertThat(send(uri, null).statusCode()).isEqualTo(200);
                trust(null, server);
                assertThatThrownBy(() -> send(uri, null)).isInstanceOf(IOException.class);
                trust(stranger, server);
                assertThatThrownBy(() -> send(uri, null)).isInstanceOf(IOException.class);
            }
        }
        try (RunningExporter exporter = start("""
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: friend.crt
                  client_allowed_sans: [elsewhere]
                """)) {
            trust(friend, server);
            assertThatThrownBy(() -> send(exporter.ingest(), null)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aVersionBelowTheConfiguredOneIsRefused() throws Exception {
        TestCertificate server = TestCertificate.make(folder, "server", "EC");
        SSLContext trusting = TestCertificate.client(null, List.of(server));
        try (RunningExporter exporter =
                start("tls_server_config: {cert_file: server.crt, key_file: server.key, min_version: TLS13}\n")) {
            for (URI uri : List.of(exporter.ingest(), exporter.metrics("/"))) {
                try (SSLSocket socket =
                        (SSLSocket) trusting.getSocketFactory().createSocket(uri.getHost(), uri.getPort())) {
                    socket.setEnabledProtocols(new String[] {"TLSv1.2"});

                    assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
                }
            }
        }
    }
}
