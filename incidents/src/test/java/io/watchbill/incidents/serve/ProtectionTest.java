package io.watchbill.incidents.serve;

import static io.watchbill.incidents.record.Alerts.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.watchbill.incidents.record.Alerts;
import io.watchbill.testing.TestCertificate;
import io.watchbill.web.WebSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to the incident server, and how it talks to Alertmanager. */
class ProtectionTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void webhooksComeByTlsAndWithTheTokenThatMayWrite() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "server", "EC");
        secret("recorder.token", TOKEN);
        secret("prometheus.token", TOKEN.replace('0', 'f'));
        Path config = Files.writeString(folder.resolve("web.yml"), """
                tls_server_config: {cert_file: server.crt, key_file: server.key}
                watchbill:
                  bearer_token_files: {alertmanager: recorder.token, prometheus: prometheus.token}
                  permissions: {alertmanager: [write], prometheus: [scrape]}
                """);
        HttpClient client = client(TestCertificate.client(null, List.of(certificate)));
        try (RunningServer server = start(WebSettings.of(Optional.of(config), false))) {
            assertThat(post(client, server, "")).isEqualTo(401);
            assertThat(post(client, server, "Bearer " + TOKEN.replace('0', 'f')))
                    .isEqualTo(403);
            assertThat(post(client, server, "Bearer " + TOKEN)).isEqualTo(200);
            assertThatThrownBy(() -> HttpClient.newHttpClient()
                            .send(request(server, "/metrics", "").GET().build(), BodyHandlers.ofString()))
                    .isInstanceOf(SSLException.class);
            String page = client.send(
                            request(server, "/metrics", "Bearer " + TOKEN.replace('0', 'f'))
                                    .GET()
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(page).contains("watchbill_incident_webhooks_total{result=\"unauthorized\"} 2.0");
        }
    }

    @Test
    void whoHasACertificateOfTheAuthorityNeedsNoToken() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "server", "EC");
        TestCertificate alertmanager = TestCertificate.make(folder, "alertmanager", "EC");
        Path config = Files.writeString(folder.resolve("web.yml"), """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: alertmanager.crt
                """);
        try (RunningServer server = start(WebSettings.of(Optional.of(config), false))) {
            assertThat(post(client(TestCertificate.client(alertmanager, List.of(certificate))), server, ""))
                    .isEqualTo(200);
            assertThatThrownBy(() -> post(client(TestCertificate.client(null, List.of(certificate))), server, ""))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anAddressOfTheNetworkNeedsAWebConfiguration() {
        ServerSettings open = RunningServer.settings(folder.resolve("other"), List.of());
        ServerSettings everywhere = new ServerSettings(
                open.folder(),
                open.page(),
                new InetSocketAddress("0.0.0.0", 0),
                open.web(),
                List.of(),
                open.access(),
                open.reopening(),
                open.resend(),
                open.interval());

        assertThatThrownBy(() -> RunningServer.start(everywhere, () -> T0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "is open to other machines, and nothing keeps strangers out; give --web.config.file");
    }

    @Test
    void alertmanagerIsAskedByTlsOfItsAuthorityWithTheCredentialsOfTheFiles() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "alertmanager", "EC");
        Path token = secret("token", TOKEN);
        Queue<String> authorizations = new ConcurrentLinkedQueue<>();
        HttpsServer alertmanager = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        alertmanager.setHttpsConfigurator(new HttpsConfigurator(serverSide(certificate)));
        alertmanager.createContext("/api/v2/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, 2);
            try (exchange) {
                exchange.getResponseBody().write(new byte[] {'[', ']'});
            }
        });
        alertmanager.start();
        List<URI> address = List.of(
                URI.create("https://127.0.0.1:" + alertmanager.getAddress().getPort()));
        AlertmanagerAccess access =
                new AlertmanagerAccess(Optional.of(token), Optional.empty(), Optional.of(certificate.certificate()));
        try (RunningServer server = RunningServer.start(asking(address, access), () -> T0)) {
            await().untilAsserted(() -> assertThat(server.page())
                    .contains("watchbill_incident_reconciliations_total{result=\"failed\"} 0.0")
                    .contains("watchbill_incident_reconciled_timestamp_seconds"));
        } finally {
            alertmanager.stop(0);
        }
        assertThat(authorizations).isNotEmpty().containsOnly("Bearer " + TOKEN);
    }

    @Test
    void aUserOfAFileIsSentAsBasicAuthorizationAndAnotherFileIsNamedWithoutItsContent() throws Exception {
        Path user = secret("user", "watchbill:open sesame");
        AlertmanagerAccess access = new AlertmanagerAccess(Optional.empty(), Optional.of(user), Optional.empty());

        assertThat(access.authorization())
                .contains("Basic " + Base64.getEncoder().encodeToString("watchbill:open sesame".getBytes("UTF-8")));
        Files.writeString(user, "open sesame");
        assertThatThrownBy(access::authorization)
                .isInstanceOf(IOException.class)
                .hasMessage(user + ": expected one line with name:password");
        assertThatThrownBy(new AlertmanagerAccess(Optional.empty(), Optional.empty(), Optional.of(user))::tls)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(user + ": expected certificates in PEM");
    }

    private static SSLContext serverSide(TestCertificate certificate) {
        return TestCertificate.client(certificate, List.of());
    }

    private ServerSettings asking(List<URI> alertmanagers, AlertmanagerAccess access) {
        ServerSettings usual = RunningServer.settings(folder.resolve("incidents"), alertmanagers);
        return new ServerSettings(
                usual.folder(),
                usual.page(),
                usual.listen(),
                usual.web(),
                alertmanagers,
                access,
                usual.reopening(),
                usual.resend(),
                usual.interval());
    }

    private RunningServer start(WebSettings web) throws IOException {
        ServerSettings usual = RunningServer.settings(folder.resolve("incidents"), List.of());
        return RunningServer.start(
                new ServerSettings(
                        usual.folder(),
                        usual.page(),
                        usual.listen(),
                        web,
                        List.of(),
                        usual.access(),
                        usual.reopening(),
                        usual.resend(),
                        usual.interval()),
                () -> T0);
    }

    private Path secret(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder().sslContext(context).build();
    }

    private static int post(HttpClient client, RunningServer server, String authorization)
            throws IOException, InterruptedException {
        return client.send(
                        request(server, IncidentsServer.PATH, authorization)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(RunningServer.body(Alerts.firing("a", T0))))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest.Builder request(RunningServer server, String path, String authorization) {
        URI plain = server.address(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("https" + plain.toString().substring("http".length())));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }
}
