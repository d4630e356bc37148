package io.watchbill.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a web configuration says, and what is said of one that is wrong. */
class WebConfigTest {
    private static final String HASH = "$2y$10$f2LS7hzQlOT7P0kSu/9Yiu6bPBdCJTGaLeA15UXrfgB6g7johIIci";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("web.yml");
    }

    private WebConfig read(String text) throws Exception {
        Files.writeString(file, text);
        return WebConfigReader.read(file, new ConfigFiles(new KeyedHash(new SecureRandom())));
    }

    private void secret(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void theExampleOfTheDocumentationIsValidAndStandsInItsPage() throws Exception {
        Path docs = Path.of("../docs");
        String example = Files.readString(docs.resolve("web-config.yml"));
        TestCertificate.make(folder, "server", "EC");
        secret("flight-service.token", "0123456789abcdef0123456789abcdef\n");
        secret("operator.token", "fedcba9876543210fedcba9876543210\n");

        WebConfig config = read(example);

        Tls tls = Tls.of(config.tls().orElseThrow());
        assertThat(tls.parameters().getProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(config.credentials().users()).containsKeys("prometheus");
        assertThat(config.credentials().tokens()).containsEntry("flight-service", "0123456789abcdef0123456789abcdef");
        assertThat(config.credentials().permissions())
                .hasValue(Map.of(
                        "prometheus", Set.of(Permission.SCRAPE),
                        "flight-service", Set.of(Permission.WRITE),
                        "operator", Set.of(Permission.SCRAPE, Permission.ADMIN)));
        assertThat(Files.readString(docs.resolve("security.md"))).contains("```yaml\n" + example + "```");
    }

    @Test
    void anEmptyFileKeepsNobodyOut() throws Exception {
        assertThat(read("# nothing\n").keepsStrangersOut()).isFalse();
        assertThat(read("basic_auth_users:\n  a: " + HASH).keepsStrangersOut()).isTrue();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithItsLine() {
        assertThatThrownBy(() -> read("""
                        tls_server_confg:
                          cert_file: a
                        http_server_config:
                          headers:
                            X-Frame-Options: maybe
                            Server: mine
                        basic_auth_users:
                          alice: in-the-clear
                        watchbill:
                          permissions:
                            bob: [scrape, sing]
                        """))
                .isInstanceOf(WebConfigException.class)
                .hasMessage(String.join(
                        "\n",
                        file + ":1: tls_server_confg: not known; expected tls_server_config, http_server_config,"
                                + " basic_auth_users, rate_limit, watchbill; did you mean 'tls_server_config'?",
                        file + ":6: http_server_config.headers.Server: not known; expected in"
                                + " http_server_config.headers Content-Security-Policy, X-Frame-Options,"
                                + " X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security",
                        file + ":5: http_server_config.headers.X-Frame-Options: expected deny or sameorigin",
                        file + ":8: basic_auth_users.alice: expected a bcrypt hash of cost 4 to 18; `htpasswd -nBC 10"
                                + " \"\" | tr -d ':\\n'` makes one",
                        file + ":11: watchbill.permissions.bob: not known; expected a name of basic_auth_users or"
                                + " watchbill.bearer_token_files",
                        file + ":11: watchbill.permissions.bob: expected a list of scrape, write and admin"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rate_limit: {burst: 1}|1: rate_limit: not supported; --maximum-in-flight and --maximum-connections bound"
                        + " requests",
                "tls_server_config: {cert: x, key: y, min_version: TLS10}|1: tls_server_config.min_version: expected TLS12"
                        + " or TLS13; older versions are broken, and Java refuses them",
                "tls_server_config: {cert: x, key: y, min_version: TLS13, max_version: TLS12}|1:"
                        + " tls_server_config.min_version: is above max_version",
                "tls_server_config: {key: y}|tls_server_config.cert_file: missing; expected the file of the server's"
                        + " certificate, in PEM",
                "tls_server_config: {cert: x, key: y, client_ca: z}|tls_server_config.client_auth_type: a client CA is"
                        + " given; expected RequireAndVerifyClientCert",
                "tls_server_config: {cert: x, key: y, client_auth_type: RequireAndVerifyClientCert}"
                        + "|tls_server_config.client_ca_file: missing; expected the certificates that vouch for clients, in"
                        + " PEM",
                "tls_server_config: {cert: x, key: y, client_auth_type: RequireAnyClientCert}|1:"
                        + " tls_server_config.client_auth_type: asks for certificates and checks nothing; expected"
                        + " RequireAndVerifyClientCert",
                "tls_server_config: {cert: x, key: y, curve_preferences: [X25519]}|1: tls_server_config.curve_preferences:"
                        + " not supported; Java takes them by -Djdk.tls.namedGroups=…",
                "watchbill: {bearer_token_files: {a: none}}|FOLDER/none does not exist",
                "watchbill: {bearer_token_files: {a: short}}|FOLDER/short holds no token: expected one line of at least 16"
                        + " characters without spaces; `openssl rand -hex 32` makes one",
                "[a, b]|1: expected a map, such as 'basic_auth_users:' with users below it",
                "'a: [b'|1: no YAML; check indents, colons and quotes near here",
            })
    void aWrongValueIsNamedWithWhatWasExpected(String text, String message) throws Exception {
        secret("short", "0123456789");

        assertThatThrownBy(() -> read(text))
                .isInstanceOf(WebConfigException.class)
                .message()
                .startsWith(file.toString())
                .contains(message.replace("FOLDER", folder.toString()));
    }

    @Test
    void noMessageQuotesWhatMayBeASecret() {
        assertThatThrownBy(() ->
                        read("basic_auth_users:\n  alice: hunter2\n  'SECRET:x': y\ntls_server_config: hunter2\n"))
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void everyNameNeedsItsPermissionsWhereOneHasThem() {
        assertThatThrownBy(() -> read("basic_auth_users: {a: " + HASH + ", b: " + HASH
                        + "}\nwatchbill: {permissions: {a: [scrape]}}\n"))
                .hasMessage(
                        file + ": watchbill.permissions.b: expected what it may do, such as [scrape]; [] is nothing");
    }

    @Test
    void aMissingFileIsNamedWithItsOption() {
        assertThatThrownBy(() -> WebConfigReader.read(file, new ConfigFiles(new KeyedHash(new SecureRandom()))))
                .hasMessage("--web.config.file: " + file + " does not exist");
    }

    @Test
    void aFileThatEveryUserCanReadIsWarnedOf() throws Exception {
        secret("token", "0123456789abcdef");
        Files.setPosixFilePermissions(folder.resolve("token"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(file, "watchbill: {bearer_token_files: {a: token}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        ConfigFiles files = new ConfigFiles(new KeyedHash(new SecureRandom()));

        WebConfigReader.read(file, files);

        assertThat(files.warnings())
                .containsExactly(
                        file + " can be written by every user of this machine; chmod o-w keeps them out",
                        folder.resolve("token")
                                + " can be read or written by every user of this machine; chmod 600 keeps them out");
    }

    @Test
    void keysOfOtherFormsAreNamedWithTheCommandThatConvertsThem() throws Exception {
        TestCertificate server = TestCertificate.make(folder, "server", "RSA");
        TestCertificate other = TestCertificate.make(folder, "other", "RSA");
        String tls = "tls_server_config: {cert_file: server.crt, key_file: other.key}";

        for (List<String> wrong : List.of(
                List.of(
                        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                        ": the key is of the form RSA; expected PKCS#8 (-----BEGIN PRIVATE KEY-----); convert it with"
                                + " `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`"),
                List.of(
                        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
                        ": the key has a password, which nobody could type in here; convert it with `openssl pkcs8 -in"
                                + " OLD -out NEW` and keep the new file to yourself (chmod 600)"),
                List.of(
                        TestCertificate.pem("PRIVATE KEY", new byte[40]),
                        ": no RSA key can be read, which is what the certificate is for; expected the key that it was"
                                + " made with"),
                List.of(
                        Files.readString(other.key()),
                        ": the key is not that of the certificate; expected the one that it was made with"),
                List.of("nothing", ": expected a private key in PEM, beginning with -----BEGIN PRIVATE KEY-----"))) {
            Files.writeString(other.key(), wrong.get(0));

            assertThatThrownBy(() -> Tls.of(read(tls).tls().orElseThrow()))
                    .isInstanceOf(WebConfigException.class)
                    .hasMessage(other.key() + wrong.get(1));
        }
        assertThat(server.key()).exists();
    }

    @Test
    void everyBrokenFileIsNamedAtOnce() throws Exception {
        secret("server.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        secret("server.key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        secret("ca.crt", "nothing");
        secret("short.token", "0123456789");

        assertThatThrownBy(() -> read("""
                        tls_server_config:
                          cert_file: server.crt
                          key_file: server.key
                          client_auth_type: RequireAndVerifyClientCert
                          client_ca_file: ca.crt
                        watchbill:
                          bearer_token_files: {a: short.token, b: none.token}
                        """))
                .hasMessage(String.join(
                        "\n",
                        folder.resolve("server.crt") + ": certificate 1 is damaged; expected the PEM text as the"
                                + " authority gave it",
                        folder.resolve("server.key") + ": the key is of the form RSA; expected PKCS#8 (-----BEGIN"
                                + " PRIVATE KEY-----); convert it with `openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW`",
                        folder.resolve("ca.crt") + ": expected a certificate in PEM, beginning with -----BEGIN"
                                + " CERTIFICATE-----",
                        file + ":7: watchbill.bearer_token_files.a: " + folder.resolve("short.token")
                                + " holds no token: expected one line of at least 16 characters without spaces;"
                                + " `openssl rand -hex 32` makes one",
                        file + ":7: watchbill.bearer_token_files.b: " + folder.resolve("none.token")
                                + " does not exist"));
    }

    @Test
    void aKeyThatDoesNotFitHidesNoOtherFile() throws Exception {
        TestCertificate.make(folder, "server", "RSA");
        TestCertificate other = TestCertificate.make(folder, "other", "RSA");

        assertThatThrownBy(() -> read("""
                        tls_server_config: {cert_file: server.crt, key_file: other.key}
                        watchbill: {bearer_token_files: {a: none.token}}
                        """))
                .hasMessage(other.key()
                        + ": the key is not that of the certificate; expected the one that it was made with\n" + file
                        + ":2: watchbill.bearer_token_files.a: " + folder.resolve("none.token") + " does not exist");
    }

    @Test
    void aPemTextInTheConfigurationIsNamedByItsLine() {
        assertThatThrownBy(() -> read("tls_server_config:\n  cert: x\n  key: SECRET\n"))
                .hasMessage(String.join(
                        "\n",
                        file + ":2: tls_server_config.cert: expected a certificate in PEM, beginning with"
                                + " -----BEGIN CERTIFICATE-----",
                        file + ":3: tls_server_config.key: expected a private key in PEM, beginning with"
                                + " -----BEGIN PRIVATE KEY-----"));
    }

    @Test
    void aCipherSuiteThatJavaDoesNotKnowIsRefused() throws Exception {
        TestCertificate.make(folder, "server", "EC");

        assertThatThrownBy(() -> Tls.of(read("tls_server_config: {cert_file: server.crt, key_file: server.key,"
                                + " cipher_suites: [TLS_NULL]}")
                        .tls()
                        .orElseThrow()))
                .hasMessage(file
                        + ":1: tls_server_config.cipher_suites: one of them is not known to this Java; expected names such"
                        + " as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    }
}
