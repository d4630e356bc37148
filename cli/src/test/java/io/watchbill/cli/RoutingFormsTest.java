package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes in a team's own file, and as resources of the Prometheus operator. */
class RoutingFormsTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final String TODAY = "2026-11-24";

    private static final String BASE = """
            route:
              receiver: team
              routes: [{matchers: ['team="x"'], receiver: chat}]
            receivers:
              - {name: team, webhook_configs: [{url: 'http://127.0.0.1:9/'}]}
              - {name: page, webhook_configs: [{url: 'http://127.0.0.1:9/page'}]}
              - {name: mail, email_configs: [{to: a@example.com}]}
              - {name: chat, telegram_configs: [{bot_token_file: /etc/telegram, chat_id: 1}]}
            inhibit_rules:
              - source_matchers: ['priority="P2"']
                target_matchers: ['alertname = FlightDelayEventsRejected']
            """;

    @TempDir
    private Path folder;

    private Path base;
    private Path spec;

    @BeforeEach
    void write() throws IOException {
        base = Files.writeString(folder.resolve("base.yml"), BASE);
        spec = Files.writeString(
                folder.resolve("ops.yaml"), Files.readString(EXAMPLE).replaceFirst(" +receivers:\n( {4}.*\n)+", ""));
    }

    @Test
    void routesNameTheReceiverThatABaseFileDescribesAndWhatItSilences() throws IOException {
        Run run = Run.of("routes", spec, "--alertmanager-base", base, "--format", "json");

        assertThat(run.err()).isEmpty();
        JsonNode rejected = row(run, "FlightDelayEventsRejected");
        assertThat(rejected.path("ways").path(0).path("receiver").asText()).isEqualTo("chat");
        assertThat(rejected.path("ways").path(0).path("through").path(0).asText())
                .isEqualTo("telegram");
        assertThat(new ObjectMapper().convertValue(rejected.path("silencedBy"), List.class))
                .asList()
                .contains("FlightDelayErrorRateHigh");
        assertThat(Run.of("routes", spec).err()).contains("receiver 'chat' has no settings");
    }

    @Test
    void whatifHeedsTheInhibitRulesOfABaseFile() {
        Run run = Run.of(
                "whatif",
                spec,
                "--alertmanager-base",
                base,
                "--alert",
                "FlightDelayEventsRejected",
                "--with",
                "FlightDelayErrorRateHigh=1h",
                "--at",
                "2026-11-30 15:00",
                "--for",
                "2h");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                FlightDelayEventsRejected (P3) of flight-delay fires Mon 2026-11-30 15:00:00 America/New_York and ends after 2h.

                Told:
                  Mon 2026-11-30 16:02:00  +1h2m  chat  telegram  first
                  Mon 2026-11-30 17:02:00  +2h2m  chat  telegram  resolved

                Not told:
                  Mon 2026-11-30 15:02:00  until Mon 2026-11-30 16:02:00  chat  FlightDelayErrorRateHigh says it already
                """);
    }

    @Test
    void checkJudgesTheBaseFileAndKnowsItsReceivers() throws IOException {
        Files.writeString(base, BASE.replace("routes: [{", "routes: [{receiver: chat}, {"));

        Run run = Run.of("check", spec, "--as-of", TODAY, "--alertmanager-base", base);

        assertThat(run.out())
                .contains(base + ":3:12: warning[WB902]: this route takes every alert, so that the 1 after it are never"
                        + " reached: move it to the end, or write 'continue: true'")
                .doesNotContain("receiver 'chat' has no settings");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aMatcherOfABaseFileThatIsNotReadIsSaidAtItsRule() throws IOException {
        Files.writeString(base, BASE.replace("'priority=\"P2\"'", "'\"x.ä\"=\"y\"'"));

        Run run = Run.of("routes", spec, "--alertmanager-base", base);

        assertThat(run.err()).contains(base + ":10:5: warning: Watchbill does not read a matcher of this rule");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theOperatorGetsAResourceOfEachSystemInPlaceOfTheSecret() throws IOException {
        Run run = Run.of(
                "compile",
                EXAMPLE,
                "-o",
                folder.resolve("out"),
                "--platform",
                "prometheus-operator",
                "--alertmanager-config",
                "ml",
                "--as-of",
                TODAY);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("ops.yaml:")
                .contains(
                        "warning: the operator lets an AlertmanagerConfig of namespace 'ml' see alerts with the label");
        assertThat(run.out())
                .contains("flight-delay: the calendar of business hours is written out by date until 2028-12-31");
        JsonNode resource = new YAMLMapper()
                .readTree(folder.resolve("out/kubernetes/alertmanagerconfig-flight-delay.yaml")
                        .toFile());
        assertThat(resource.path("kind").asText()).isEqualTo("AlertmanagerConfig");
        assertThat(resource.path("metadata").path("namespace").asText()).isEqualTo("ml");
        assertThat(folder.resolve("out/kubernetes/alertmanager-secret.yaml")).doesNotExist();
        assertThat(folder.resolve("out/alertmanager/alertmanager.yml")).exists();
    }

    @Test
    void checkSaysWhatTheResourceCannot() {
        Run run = Run.of("check", EXAMPLE, "--as-of", TODAY, "--alertmanager-config", "ml", "--horizon", "1000");

        assertThat(run.out())
                .contains("warning[WB902]: the operator lets an AlertmanagerConfig of namespace 'ml'")
                .contains("error[WB907]: the calendar of holidays is written out by date until 2028-12-31");
    }

    @Test
    void formsThatExcludeEachOtherAreWrongUsage() {
        Run both = Run.of("check", EXAMPLE, "--alertmanager-config", "ml", "--alertmanager-base", base);
        Run files = Run.of("compile", EXAMPLE, "-o", folder.resolve("no"), "--alertmanager-config", "ml");
        Run name = Run.of("check", EXAMPLE, "--alertmanager-config", "M L");

        assertThat(both.err()).startsWith("--alertmanager-base and --alertmanager-config exclude each other");
        assertThat(files.err()).startsWith("--alertmanager-config goes with --platform prometheus-operator");
        assertThat(name.err())
                .startsWith("Invalid value for option '--alertmanager-config': 'M L' is not the name of a namespace");
        assertThat(List.of(both.exitCode(), files.exitCode(), name.exitCode())).containsOnly(2);
    }

    @Test
    void anotherAlertLastsAsLongAsItIsSaidTo() {
        Run none = Run.of(
                "whatif",
                EXAMPLE,
                "--alert",
                "FlightDelayDown",
                "--with",
                "FlightDelayErrorRateHigh=soon",
                "--at",
                "2026-11-30 15:00");

        assertThat(none.err()).contains("Invalid value for option '--with': 'soon' is no duration over 0 such as 15m");
        assertThat(none.exitCode()).isEqualTo(2);
    }

    private static JsonNode row(Run run, String alert) throws IOException {
        for (JsonNode row : new ObjectMapper().readTree(run.out())) {
            if (row.path("alert").asText().equals(alert)) {
                return row;
            }
        }
        throw new AssertionError(run.out());
    }
}
