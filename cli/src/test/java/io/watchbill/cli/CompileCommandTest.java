package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompileCommandTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    @TempDir
    private Path folder;

    @Test
    void theExampleCompilesWithoutAFinding() {
        Run run = Run.of("compile", EXAMPLE, "-o", folder);

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("flight-delay: ")
                .contains("created " + folder.resolve("rules/flight-delay.yaml"))
                .contains("created " + folder.resolve("alertmanager/alertmanager.yml"))
                .contains("created " + folder.resolve("index.json"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theSameSpecificationGivesTheSameBytes() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Run.of("compile", EXAMPLE, "-o", folder.resolve("one"));
        Run.of("compile", EXAMPLE.toAbsolutePath(), "-o", other);

        List<Path> files = files(other);
        assertThat(files).hasSizeGreaterThan(2);
        for (Path file : files) {
            assertThat(folder.resolve("one").resolve(other.relativize(file))).hasSameBinaryContentAs(file);
        }
    }

    @Test
    void checkSaysYesToWhatWasJustCompiled() {
        Run.of("compile", EXAMPLE, "-o", folder);

        Run run = Run.of("compile", EXAMPLE, "-o", folder, "--check");

        assertThat(run.out()).isEqualTo(folder + " is current\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aChangedThresholdShowsAsThatNumberInTheDiffAndNothingIsWritten() throws IOException {
        Run.of("compile", EXAMPLE, "-o", folder.resolve("generated"));
        Path changed = Files.writeString(
                folder.resolve("ops.yaml"),
                Files.readString(EXAMPLE)
                        .replace(
                                "feature_drift.psi{column=\"distance\"} > 0.25",
                                "feature_drift.psi{column=\"distance\"} > 0.3"));
        String before = Files.readString(folder.resolve("generated/rules/flight-delay.yaml"));

        Run run = Run.of("compile", changed, "-o", folder.resolve("generated"), "--check");

        assertThat(run.exitCode()).isEqualTo(1);
        String rules = run.out().replaceAll("(?s).*\\n\\+\\+\\+ b/rules/flight-delay.yaml\\n|\\n--- a/(?!rules).*", "");
        assertThat(rules.lines()
                        .filter(line -> line.startsWith("-") || line.startsWith("+"))
                        .filter(line -> !line.matches(".*[0-9a-f]{16}.*"))) // the hash of the specification
                .isNotEmpty()
                .allMatch(line -> line.contains(line.startsWith("-") ? "> 0.25" : "> 0.3"));
        assertThat(run.out()).contains("is not current: ");
        assertThat(folder.resolve("generated/rules/flight-delay.yaml")).hasContent(before);
    }

    @Test
    void aFindingIsPrintedAsTheSpecificationSaysItAndNothingIsWritten() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("ops.yaml"), Files.readString(EXAMPLE).replace("minimumSamples", "minimumSample"));

        Run run = Run.of("compile", wrong, "-o", folder.resolve("generated"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(wrong + ":29:7: error[")
                .contains("minimumSample")
                .endsWith("1 error, 0 warnings\n");
        assertThat(run.out()).isEmpty();
        assertThat(folder.resolve("generated")).doesNotExist();
    }

    @Test
    void aSpecificationThatCannotBeReadIsNoAnswer() {
        Run run = Run.of("compile", folder.resolve("missing.yaml"), "-o", folder.resolve("generated"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(folder.resolve("missing.yaml") + ":1:1: error[");
    }

    @Test
    void twoSystemsOfOneNameAreRefused() throws IOException {
        Path copy = Files.copy(EXAMPLE, folder.resolve("copy.yaml"));

        Run run = Run.of("compile", EXAMPLE, copy, "-o", folder.resolve("generated"));

        assertThat(run.err())
                .isEqualTo("watchbill: two specifications are named flight-delay: give one of them another"
                        + " metadata.name\n");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void twoSystemsOfOneUseCaseAreRefused() throws IOException {
        Path second = Files.writeString(folder.resolve("second.yaml"), second(Files.readString(EXAMPLE)));

        Run run = Run.of("compile", EXAMPLE, second, "-o", folder.resolve("generated"));

        assertThat(run.err())
                .isEqualTo("watchbill: two systems would write UC-012/05_Operations/operations-specification.md: give"
                        + " one of them another metadata.useCase\n");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("generated")).doesNotExist();
    }

    @Test
    void aFleetSharesOneAlertmanagerAndOneIndexAndALeaverIsDeleted() throws IOException {
        Path second = Files.writeString(
                folder.resolve("second.yaml"), second(Files.readString(EXAMPLE)).replace("UC-012", "UC-013"));
        Path generated = folder.resolve("generated");

        Run.of("compile", EXAMPLE, second, "-o", generated);
        assertThat(generated.resolve("rules/second.yaml")).exists();
        assertThat(Files.readString(generated.resolve("alertmanager/alertmanager.yml")))
                .contains("system=\"flight-delay\"", "system=\"second\"");

        Run run = Run.of("compile", EXAMPLE, "-o", generated);
        assertThat(run.out()).contains("deleted " + generated.resolve("rules/second.yaml"));
        assertThat(generated.resolve("rules/second.yaml")).doesNotExist();
    }

    @Test
    void jsonHoldsFindingsAndChanges() throws IOException {
        Run run = Run.of("compile", EXAMPLE, "-o", folder, "--check", "--format", "json");

        JsonNode result = new ObjectMapper().readTree(run.out());
        assertThat(result.path("current").asBoolean()).isFalse();
        assertThat(result.path("findings")).isEmpty();
        assertThat(result.path("changes").findValuesAsText("path")).contains("rules/flight-delay.yaml", "index.json");
        assertThat(result.path("changes").path(0).path("kind").asText()).isEqualTo("create");
        assertThat(result.path("changes").path(0).path("diff").path(0).asText()).isEqualTo("--- /dev/null");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder).isEmptyDirectory();

        JsonNode written = new ObjectMapper()
                .readTree(Run.of("compile", EXAMPLE, "-o", folder, "--format", "json")
                        .out());

        assertThat(written.path("current").asBoolean()).isTrue();
        assertThat(written.path("changes")).hasSameSizeAs(result.path("changes"));
        assertThat(written.findValues("diff"))
                .as("what is written is no longer to come")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--time-scale=0",
                "--time-scale=fast",
                "--scrape-interval=0s",
                "--evaluation-interval=soon",
                "--target=3.5",
                "--target=prometheus=new",
                "--target=prometheus=2.20",
                "--target=alertmanager=0",
                "--target=alertmanager=0.24"
            })
    void aWrongNumberIsWrongUsage(String option) {
        Run run = Run.of("compile", EXAMPLE, "-o", folder.resolve("generated"), option);

        String name = option.substring(0, option.indexOf('='));
        String value = option.substring(option.indexOf('=') + 1);
        assertThat(run.err())
                .startsWith("Invalid value for option '" + name + "'")
                .contains(": '" + value + "' is not a ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder.resolve("generated")).doesNotExist();
    }

    @Test
    void whatTheTargetsPrometheusCannotDoIsLeftOutOrRefusedAtItsPlace() throws IOException {
        Run.of("compile", EXAMPLE, "-o", folder.resolve("new"), "--target", "prometheus=3.5");
        Run.of("compile", EXAMPLE, "-o", folder.resolve("old"), "--target", "prometheus=2.41");
        Path refused = Files.writeString(
                folder.resolve("ops.yaml"),
                Files.readString(EXAMPLE).replaceFirst("promql: .*", "promql: 'holt_winters(up[1h], 0.5, 0.5) < 1'"));

        Run run = Run.of("compile", refused, "-o", folder.resolve("no"), "--target", "prometheus=3.5");

        String rules = Files.readString(folder.resolve("new/rules/flight-delay.slo.yaml"));
        assertThat(rules).contains("        keep_firing_for: ");
        assertThat(folder.resolve("old/rules/flight-delay.slo.yaml"))
                .hasContent(rules.replaceAll(" +keep_firing_for: .*\n", ""));
        assertThat(run.err())
                .startsWith(refused + ":")
                .endsWith(": error: the query uses holt_winters, which Prometheus has only until 3.0, and the target is"
                        + " 3.5: use predict_linear, or avg_over_time of a longer range, or compile with --target"
                        + " prometheus=VERSION of another version\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(Run.of("compile", refused, "-o", folder.resolve("no")).exitCode())
                .isZero();
    }

    @Test
    void theOperatorGetsResourcesInPlaceOfAConfiguration() throws IOException {
        Run.of("compile", EXAMPLE, "-o", folder);
        assertThat(folder.resolve("prometheus/prometheus.yml")).exists();

        Run run = Run.of("compile", EXAMPLE, "-o", folder, "--platform", "prometheus-operator", "--scrape-tls", "ca");

        assertThat(run.out())
                .contains("created " + folder.resolve("kubernetes/prometheusrule-flight-delay.yaml"))
                .contains("created " + folder.resolve("kubernetes/servicemonitor.yaml"))
                .contains("deleted " + folder.resolve("prometheus/prometheus.yml"));
        assertThat(Files.readString(folder.resolve("kubernetes/servicemonitor.yaml")))
                .contains("scheme: https", "name: ca\n");
        JsonNode secret = new YAMLMapper()
                .readTree(folder.resolve("kubernetes/alertmanager-secret.yaml").toFile());
        assertThat(secret.path("kind").asText()).isEqualTo("Secret");
        assertThat(secret.path("stringData").path("alertmanager.yaml").asText())
                .isEqualTo(Files.readString(folder.resolve("alertmanager/alertmanager.yml")));
    }

    @Test
    void whatTheTargetsAlertmanagerCannotDoIsRefusedAtItsPlaceAndNothingIsWritten() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("ops.yaml"),
                Files.readString(EXAMPLE)
                        .replaceFirst("chat: .*", "chat: {jira_configs: [{project: A, issue_type: Bug}]}"));

        Run run = Run.of("compile", spec, "-o", folder.resolve("no"));

        assertThat(run.err())
                .contains(
                        "ops.yaml:",
                        ": error: 'jira_configs' came with Alertmanager 0.28; the configuration is made for"
                                + " 0.25, which refuses it: if yours is newer, compile with --target alertmanager=0.28\n");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(Run.of("compile", spec, "-o", folder.resolve("yes"), "--target", "alertmanager=0.28")
                        .exitCode())
                .isZero();
        assertThat(Run.of("compile", spec, "-o", folder.resolve("no"), "--target", "alertmanager=0.28.1+ds")
                        .err())
                .contains("Debian's Alertmanager 0.28.1+ds is built without 'jira_configs'");
    }

    @Test
    void theRoutesGoIntoTheTeamsOwnFile() throws IOException {
        Path base = Files.writeString(folder.resolve("base.yml"), """
                route: {receiver: team, routes: [{receiver: team, matchers: ['service="shop"']}]}
                receivers:
                  - {name: team, webhook_configs: [{url: 'http://127.0.0.1:9/team'}]}
                  - {name: chat, webhook_configs: [{url: 'http://127.0.0.1:9/chat'}]}
                """);
        Path spec = Files.writeString(
                folder.resolve("ops.yaml"), Files.readString(EXAMPLE).replaceFirst(" +receivers:\n( {4}.*\n)+", ""));

        Run run = Run.of("compile", spec, "-o", folder.resolve("out"), "--alertmanager-base", base);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .as("the base file has a chat, and neither page nor mail")
                .contains("receiver 'page' has no settings", "receiver 'mail' has no settings")
                .doesNotContain("receiver 'chat'");
        JsonNode merged = new YAMLMapper()
                .readTree(folder.resolve("out/alertmanager/alertmanager.yml").toFile());
        assertThat(merged.path("route").path("receiver").asText()).isEqualTo("team");
        assertThat(merged.path("route").path("routes").findValuesAsText("receiver"))
                .contains("chat", "team", "flight-delay/page");
    }

    @Test
    void aBaseFileThatIsNoneIsNoAnswer() throws IOException {
        Path base = Files.writeString(folder.resolve("base.yml"), "receivers: []\n");

        Run broken = Run.of("compile", EXAMPLE, "-o", folder.resolve("no"), "--alertmanager-base", base);
        Run absent = Run.of("compile", EXAMPLE, "-o", folder.resolve("no"), "--alertmanager-base", folder.resolve("x"));

        assertThat(broken.err()).contains(base + ":1:1: the file has no route");
        assertThat(absent.err()).contains("x: cannot be read as an alertmanager.yml");
        assertThat(List.of(broken.exitCode(), absent.exitCode())).containsOnly(2);
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void aPlatformThatIsNoneAndSecretsThatNobodyReadsAreWrongUsage() {
        Run unknown = Run.of("compile", EXAMPLE, "-o", folder.resolve("no"), "--platform", "nomad");
        Run unread = Run.of("compile", EXAMPLE, "-o", folder.resolve("no"), "--scrape-tls", "ca");
        Run unnamed = Run.of(
                "compile",
                EXAMPLE,
                "-o",
                folder.resolve("no"),
                "--platform",
                "prometheus-operator",
                "--scrape-tls",
                "C A");

        assertThat(unknown.err())
                .startsWith("Invalid value for option '--platform': 'nomad' is neither prometheus nor"
                        + " prometheus-operator");
        assertThat(unread.err())
                .startsWith("--scrape-basic-auth and --scrape-tls name secrets of Kubernetes: they go with --platform"
                        + " prometheus-operator");
        assertThat(unnamed.err())
                .startsWith("Invalid value for option '--scrape-tls': 'C A' is not the name of a secret: small letters,"
                        + " digits, dashes and dots");
        assertThat(List.of(unknown.exitCode(), unread.exitCode(), unnamed.exitCode()))
                .containsOnly(2);
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void theSiteHasAFolderOfItsOwn() {
        Run run = Run.of("compile", EXAMPLE, "-o", folder.resolve("out"), "--site", folder.resolve("x/../out"));

        assertThat(run.err()).startsWith("--site and -o name one folder: each would delete what the other writes");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theTimeScaleShortensWhatAlertsWaitFor() throws IOException {
        Run.of("compile", EXAMPLE, "-o", folder, "--time-scale", 60, "--evaluation-interval", "100ms");

        assertThat(Files.readString(folder.resolve("rules/flight-delay.yaml")))
                .contains("for: 15s")
                .doesNotContain("for: 15m");
    }

    private static String second(String example) {
        return example.replace("name: flight-delay\n", "name: second\n").replace("FlightDelay", "Second");
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }
}
