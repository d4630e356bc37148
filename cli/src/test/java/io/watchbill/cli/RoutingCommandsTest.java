package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingCommandsTest {

    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");

    @TempDir
    private Path folder;

    @Test
    void aPageAtNightNamesWhoStandsWatchAndWhoIsNext() {
        Run run = Run.of("whatif", EXAMPLE, "--alert", "FlightDelayDown", "--at", "2026-11-28 03:12", "--for", "40m");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                FlightDelayDown (P1) of flight-delay fires Sat 2026-11-28 03:12:00 America/New_York and ends after 40m.

                Told:
                  Sat 2026-11-28 03:12:10  +10s     flight-delay/page  pagerduty  first                  L1 Primary: Ana
                  Sat 2026-11-28 03:28:10  +16m10s  flight-delay/page  pagerduty  again, 2 times in all  L1 Primary: Ana
                  Sat 2026-11-28 03:52:10  +40m10s  flight-delay/page  pagerduty  resolved

                Next, by the pager's own policy, unless somebody acknowledges:
                  Sat 2026-11-28 03:27:10  +15m10s  L2 Secondary: Ben
                """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void whatCanWaitIsToldWhenTheHolidayIsOver() {
        Run run = Run.of(
                "whatif",
                EXAMPLE,
                "--alert",
                "FlightDelayCpuUsageHighWarning",
                "--at",
                "2026-12-24T22:30:00Z",
                "--for",
                "5d");

        assertThat(run.out()).isEqualTo("""
                FlightDelayCpuUsageHighWarning (P4) of flight-delay fires Thu 2026-12-24 17:30:00 America/New_York and ends after 5d.

                Told:
                  Mon 2026-12-28 09:05:00  +3d15h35m  flight-delay/mail  email  first
                  Tue 2026-12-29 09:05:00  +4d15h35m  flight-delay/mail  email  again

                Not told:
                  Thu 2026-12-24 17:35:00  until Fri 2026-12-25 09:05:00  flight-delay/mail  outside of flight-delay/business-hours
                  Fri 2026-12-25 09:05:00  until Fri 2026-12-25 17:05:00  flight-delay/mail  in flight-delay/holidays
                  Fri 2026-12-25 17:05:00  until Mon 2026-12-28 09:05:00  flight-delay/mail  outside of flight-delay/business-hours
                  Mon 2026-12-28 17:05:00  until Tue 2026-12-29 09:05:00  flight-delay/mail  outside of flight-delay/business-hours
                  Tue 2026-12-29 17:05:00  until Tue 2026-12-29 21:30:00  flight-delay/mail  outside of flight-delay/business-hours
                """);
    }

    @Test
    void anAlertThatAnotherOneSilencesIsToldWhenThatEnds() throws IOException {
        Run run = Run.of(
                "whatif",
                EXAMPLE,
                "--alert",
                "FlightDelayErrorRateHighWarning",
                "--with",
                "FlightDelayErrorRateHigh",
                "--at",
                "2026-11-30T15:00:00Z",
                "--for",
                "2h",
                "--format",
                "json");

        JsonNode answer = new ObjectMapper().readTree(run.out());
        assertThat(answer.path("messages")).isEmpty();
        assertThat(answer.path("withheld").path(0).path("because").asText()).isEqualTo("inhibited");
        assertThat(answer.path("withheld").path(0).path("by").path(0).asText()).isEqualTo("FlightDelayErrorRateHigh");
    }

    @Test
    void anAlertOfOthersThatADependencyNamesSilencesToo() throws IOException {
        Path dependent = Files.writeString(folder.resolve("ops.yaml"), """
                extends: %s
                alerting:
                  dependencies:
                    - {alert: FeatureStoreDown, labels: {region: eu}, equal: [cluster], mutes: [FlightDelayErrorRateHigh]}
                """.formatted(EXAMPLE.toAbsolutePath()));

        Run run = Run.of(
                "whatif",
                dependent,
                "--alert",
                "FlightDelayErrorRateHigh",
                "--with",
                "FeatureStoreDown",
                "--label",
                "cluster=a",
                "--at",
                "2026-11-30 15:00",
                "--for",
                "2h");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                FlightDelayErrorRateHigh (P2) of flight-delay fires Mon 2026-11-30 15:00:00 America/New_York and ends after 2h.

                Told:
                  nobody

                Not told:
                  Mon 2026-11-30 15:00:30  until Mon 2026-11-30 17:00:30  flight-delay/page  FeatureStoreDown says it already

                Silent while it fires: FlightDelayErrorRateHighWarning
                """);
        assertThat(Run.of(
                                "whatif",
                                dependent,
                                "--alert",
                                "FlightDelayDown",
                                "--with",
                                "FeatureStorDown",
                                "--at",
                                "2026-11-30 15:00")
                        .err())
                .contains("no alert is named 'FeatureStorDown'; did you mean FeatureStoreDown?");
    }

    @Test
    void everyAlertHasItsRowAndJsonSaysTheSame() throws IOException {
        Run text = Run.of("routes", EXAMPLE);
        Run json = Run.of("routes", EXAMPLE, "--format", "json");

        JsonNode rows = new ObjectMapper().readTree(json.out());
        assertThat(text.exitCode()).isZero();
        assertThat(text.out().lines().count()).isEqualTo(rows.size() + 1);
        assertThat(text.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "ALERT PRIORITY RECEIVER THROUGH AFTER AGAIN WHEN SILENCED BY",
                        "FlightDelayDown P1 flight-delay/page pagerduty 10s 15m always",
                        "FlightDelayWatchdog P4 nobody");
        assertThat(rows.findValuesAsText("alert")).allMatch(alert -> text.out().contains("\n" + alert + " "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "FlightDelayDwn | 2026-11-28 03:12 | a=b | 1h | no alert is named 'FlightDelayDwn'; did you mean"
                        + " FlightDelayDown? 'watchbill routes' lists them all",
                "FlightDelayDown | tomorrow | a=b | 1h | Invalid value for option '--at': 'tomorrow' is no time such as"
                        + " 2026-11-28T03:12:00Z",
                "FlightDelayDown | 2026-11-31 03:12 | a=b | 1h | Invalid value for option '--at': '2026-11-31 03:12' is no"
                        + " time",
                "FlightDelayDown | 2027-03-14 02:30 | a=b | 1h | '2027-03-14 02:30' is no time in America/New_York, where the"
                        + " clocks change then: write it with an offset",
                "FlightDelayDown | 2026-11-01 01:30 | a=b | 1h | '2026-11-01 01:30' is two times in America/New_York",
                "FlightDelayDown | 2026-11-28 03:12 | a=b | 32d | Invalid value for option '--for': '32d' is longer than 31d",
                "FlightDelayDown | 2026-11-28 03:12 | a-b=c | 1h | Invalid value for option '--label': 'a-b' is no name of a"
                        + " label",
                "FlightDelayDown | 2026-11-28 03:12 | priority=P4 | 1h | Invalid value for option '--label': 'priority' is a"
                        + " label that the alert's rule sets"
            })
    void whatCannotBeAskedIsNoAnswer(String alert, String at, String label, String lasts, String message) {
        Run run = Run.of("whatif", EXAMPLE, "--alert", alert, "--at", at, "--label", label, "--for", lasts);

        assertThat(run.err()).contains(message);
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void whatCannotBeRoutedIsSaidInPlaceOfAnAnswer() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("ops.yaml"),
                Files.readString(EXAMPLE).replaceFirst("chat: .*", "chat: {jira_configs: [{project: A}]}"));

        Run run = Run.of("routes", spec);

        assertThat(run.err()).contains(": error: 'jira_configs' came with Alertmanager 0.28");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }
}
