package io.watchbill.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.testing.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that change under a running exporter, and addresses that would let strangers in. */
class WebSecurityTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final InetSocketAddress OPEN = new InetSocketAddress("0.0.0.0", 9465);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 9465);

    @TempDir
    Path folder;

    private Path file;
    private Path token;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("web.yml");
        token = folder.resolve("token");
        Files.writeString(file, "watchbill: {bearer_token_files: {sender: token}}\n");
        Files.writeString(token, "the-first-token-of-all");
    }

    private WebSecurity start(Duration interval) throws WebConfigException {
        return WebSecurity.start(
                new WebSettings(Optional.of(file), false, OptionalInt.of(10), Duration.ofSeconds(1)),
                InstantSource.system(),
                interval);
    }

    private static boolean allowed(WebSecurity security, String token) {
        return security.access()
                .decide("Bearer " + token, null, null, Permission.WRITE)
                .join()
                .allowed();
    }

    @Test
    void aChangedTokenIsNoticedByItself() throws Exception {
        try (WebSecurity security = start(Duration.ofMillis(20))) {
            assertThat(allowed(security, "the-first-token-of-all")).isTrue();

            Files.writeString(token, "the-second-token-of-all");

            await().atMost(Duration.ofSeconds(10)).until(() -> allowed(security, "the-second-token-of-all"));
            assertThat(allowed(security, "the-first-token-of-all")).isFalse();
        }
    }

    @Test
    void aBrokenFileChangesNothingAndIsSaidOnce() throws Exception {
        Logger logger = Logger.getLogger(WebSecurity.class.getName());
        List<String> said = new java.util.concurrent.CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getLevel() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (WebSecurity security = start(NEVER)) {
            said.clear();
            Files.writeString(file, "watchbil: {}\n");

            assertThat(security.refresh()).isFalse();
            assertThat(security.refresh()).isFalse();

            assertThat(security.lastReadGood()).isFalse();
            assertThat(allowed(security, "the-first-token-of-all")).isTrue();
            assertThat(said)
                    .singleElement()
                    .asString()
                    .startsWith("SEVERE the web configuration stays as it was: " + file + ":1: watchbil: not known;");

            Files.writeString(file, "watchbill: {bearer_token_files: {sender: token}}\n");

            assertThat(security.refresh()).isTrue();
            assertThat(security.lastReadGood()).isTrue();
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void aTokenFileThatGoesAndComesBackIsReadAgain() throws Exception {
        try (WebSecurity security = start(NEVER)) {
            Files.delete(token);

            assertThat(security.refresh()).isFalse();
            assertThat(allowed(security, "the-first-token-of-all")).isTrue();

            Files.writeString(token, "the-second-token-of-all");

            assertThat(security.refresh()).isTrue();
            assertThat(allowed(security, "the-second-token-of-all")).isTrue();
        }
    }

    @Test
    void credentialsDoNotVanishWhileTheExporterRuns() throws Exception {
        try (WebSecurity security = start(NEVER)) {
            Files.writeString(file, "");

            assertThat(security.refresh()).isFalse();
            assertThat(allowed(security, "any-other-token-at-all")).isFalse();
        }
    }

    @Test
    void headersFollowTheFile() throws Exception {
        try (WebSecurity security = start(NEVER)) {
            assertThat(security.headers())
                    .containsEntry("X-Frame-Options", "deny")
                    .containsEntry("Cache-Control", "no-store");

            Files.writeString(file, Files.readString(file) + """
                    http_server_config:
                      headers: {X-Frame-Options: "", Strict-Transport-Security: max-age=60}
                    """);
            security.refresh();

            assertThat(security.headers())
                    .doesNotContainKey("X-Frame-Options")
                    .containsEntry("Strict-Transport-Security", "max-age=60");
        }
    }

    @Test
    void tlsIsSwitchedByARestartOnly() throws Exception {
        TestCertificate.make(folder, "server", "EC");
        try (WebSecurity security = start(NEVER)) {
            Files.writeString(
                    file,
                    Files.readString(file) + "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");

            assertThat(security.refresh()).isFalse();
            assertThat(security.tls()).isEmpty();
        }
    }

    @Test
    void anAddressOfTheNetworkNeedsSomethingThatKeepsStrangersOut() throws Exception {
        try (WebSecurity open = WebSecurity.start(WebSettings.DEFAULT);
                WebSecurity guarded = start(NEVER);
                WebSecurity insecure = WebSecurity.start(
                        new WebSettings(Optional.empty(), true, OptionalInt.of(10), Duration.ofSeconds(1)))) {
            open.requireProtected("--listen", LOCAL);
            guarded.requireProtected("--listen", OPEN);
            insecure.requireProtected("--listen", OPEN);
            assertThatThrownBy(() -> open.requireProtected("--listen", OPEN))
                    .hasMessage("--listen: 0.0.0.0 is open to other machines, and nothing keeps strangers out; give"
                            + " --web.config.file FILE with basic_auth_users, watchbill.bearer_token_files or client"
                            + " certificates, listen on 127.0.0.1, or say --insecure-listen where something else, such as"
                            + " a service mesh, guards the address");
        }
    }

    @Test
    void encryptionAloneKeepsNobodyOut() throws Exception {
        TestCertificate.make(folder, "server", "EC");
        Files.writeString(file, "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
        try (WebSecurity encrypted = start(NEVER)) {
            assertThatThrownBy(() -> encrypted.requireProtected("--ingest", OPEN))
                    .message()
                    .startsWith("--ingest: 0.0.0.0 is open to other machines");
        }
        Files.writeString(file, """
                tls_server_config:
                  cert_file: server.crt
                  key_file: server.key
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: server.crt
                """);
        try (WebSecurity mutual = start(NEVER)) {
            mutual.requireProtected("--ingest", OPEN);
        }
    }
}
