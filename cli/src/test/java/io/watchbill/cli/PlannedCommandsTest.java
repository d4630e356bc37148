package io.watchbill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedCommandsTest {

    static final String SPEC = """
            apiVersion: watchbill/v1
            kind: OperationsSpecification
            metadata: {name: shop, owner: team-shop}
            models:
              buys: {task: binary-classification, positiveClass: "yes"}
            onCall:
              timezone: America/New_York
              rotations:
                - {role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}
                - {role: Secondary, schedule: weekly from 2026-11-23 09:00, members: [ben, ana]}
              people: {ana: {name: Ana, contact: {env: ANA_PHONE}, slack: "@ana"}, ben: {name: Ben, contact: {file: /secrets/ben}}}
            maintenance:
              - {name: Retraining, frequency: "every 2nd sunday from 2026-03-01 02:00", duration: 2h, timezone: Europe/Berlin}
            """;

    @TempDir
    private Path folder;

    private Path spec;

    @BeforeEach
    void write() throws IOException {
        spec = Files.writeString(folder.resolve("ops.yaml"), SPEC);
    }

    @Test
    void theCalendarShowsHowLongMaintenanceReallyLastsWhereTheClocksChange() {
        Run run = Run.of("calendar", spec, "--from", "2026-03-14", "--months", "1");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                system  window      local                 zone           UTC                lasts                           silences
                shop    Retraining  Sun 2026-03-15 02:00  Europe/Berlin  2026-03-15 01:00Z  2h                              P3 P4
                shop    Retraining  Sun 2026-03-29 02:00  Europe/Berlin  2026-03-29 01:00Z  1h, not 2h: the clocks change   P3 P4
                shop    Retraining  Sun 2026-04-12 02:00  Europe/Berlin  2026-04-12 00:00Z  2h                              P3 P4
                """.replace("2h    ", "2h   ")
                .replace("change   P3", "change  P3")
                .replace("lasts    ", "lasts   "));
    }

    @Test
    void theCalendarIsAlsoForProgramsAndForCalendars() throws IOException {
        Run json = Run.of("calendar", spec, "--from", "2026-03-28", "--months", "1", "--format", "json");
        Run ics = Run.of("calendar", spec, "--from", "2026-03-28", "--months", "1", "--format", "ics");

        JsonNode first = new ObjectMapper().readTree(json.out()).get(0);
        assertThat(first.path("start").asText()).isEqualTo("2026-03-29T02:00");
        assertThat(first.path("from").asText()).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(first.path("seconds").asInt()).isEqualTo(3600);
        assertThat(first.path("clocksChange").asBoolean()).isTrue();
        assertThat(ics.out())
                .startsWith("BEGIN:VCALENDAR\r\n")
                .contains(
                        "DTSTART;TZID=Europe/Berlin:20260329T030000\r\n",
                        "DTEND;TZID=Europe/Berlin:20260329T040000\r\n");
    }

    @Test
    void onCallSaysWhoStandsWatchWhoIsNextAndWhomAnAlertReachesWhen() {
        Run run = Run.of("oncall", spec, "--at", "2026-11-30T08:50");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                shop at Mon 2026-11-30 08:50 America/New_York
                  role       now  until                 next
                  Primary    Ana  Mon 2026-11-30 09:00  Ben
                  Secondary  Ben  Mon 2026-11-30 09:00  Ana
                  P1: Primary (Ana) at once, then Secondary (Ana) after 15m, Mon 2026-11-30 09:05
                  P2: Primary (Ana) at once, then Secondary (Ana) after 1h, Mon 2026-11-30 09:50
                  P3: Primary (Ana) at once, then Secondary (Ana) after 4h, Mon 2026-11-30 12:50
                  P4: Primary (Ana) at once, then Secondary if nobody has answered by the next business day
                """);
    }

    @Test
    void contactsArePrintedOnlyWhereAskedForAndNeverWhatIsKeptElsewhere() {
        Run plain = Run.of("oncall", spec, "--format", "json");
        Run contacts = Run.of("oncall", spec, "--include-contacts");

        assertThat(plain.out()).doesNotContain("ANA_PHONE", "@ana", "/secrets/ben");
        assertThat(contacts.out())
                .contains("  Ana: Slack @ana; the variable ANA_PHONE\n", "  Ben: the file /secrets/ben\n");
    }

    @Test
    void theWatchesOfMonthsAreACalendar() {
        Run run = Run.of("oncall", spec, "--at", "2026-11-26T00:00Z", "--months", "1", "--format", "ics");

        assertThat(run.out())
                .contains(
                        "SUMMARY:shop Primary: Ana\r\n",
                        "DTSTART;TZID=America/New_York:20261130T090000\r\n",
                        "SUMMARY:shop Secondary: Ben\r\n")
                .doesNotContain("ANA_PHONE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-13-01T00:00"})
    void aTimeThatIsNoneIsWrongUsage(String at) {
        Run run = Run.of("oncall", spec, "--at", at);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--at: '" + at + "' is no time such as 2026-12-24T22:00");
    }

    @Test
    void silencesAreShownWithoutAnAlertmanager() {
        Run run = Run.of("silences", spec, "--now", "2026-03-16T00:00Z", "--next", "2");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("""
                         system  window      from               to                 silences  id
                planned  shop    Retraining  2026-03-29 01:00Z  2026-03-29 02:00Z  P3|P4
                planned  shop    Retraining  2026-04-12 00:00Z  2026-04-12 02:00Z  P3|P4
                """);
    }

    @Test
    void anAlertmanagerThatIsNotThereIsNoAnswer() {
        Run run = Run.of("silences", spec, "--apply", "http://127.0.0.1:1");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("GET http://127.0.0.1:1/api/v2/silences got no answer", "is an Alertmanager running there?");
    }

    @Test
    void checkSaysWhichMaintenanceIsWrittenOutAndRefusesWhatEndsSoon() {
        Run run = Run.of("check", spec, "--as-of", "2026-11-26");
        Run near = Run.of("check", spec, "--as-of", "2026-11-26", "--horizon", "1000");

        assertThat(run.out())
                .contains(
                        "ops.yaml:13:35: info[WB906]: maintenance window 'Retraining' is written out by date until 2028-12-31, because no"
                                + " rule of Alertmanager counts or ends: compile again before then");
        assertThat(run.exitCode()).isZero();
        assertThat(near.out())
                .contains("error[WB907]: maintenance window", "give the window a longer horizon than 1000 days");
        assertThat(near.exitCode()).isEqualTo(1);
    }

    @Test
    void checkLooksThroughTheWatchesOfTheComingYear() throws IOException {
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"),
                SPEC.replace("members: [ben, ana]", "members: [ana]").replace(", contact: {file: /secrets/ben}", ""));

        Run run = Run.of("check", broken, "--as-of", "2026-11-26");

        assertThat(run.out())
                .contains(
                        "warning[WB913]: Ana is both Primary and Secondary from ",
                        "warning[WB914]: Ben stands watch, but nothing says how to reach them");
    }

    @Test
    void checkSaysWhichDatesPassAndHaveToBeNamedAnew() throws IOException {
        Path dated = Files.writeString(
                folder.resolve("dated.yaml"),
                SPEC.replace("onCall:\n", "onCall:\n  businessHours: {holidays: [2026-01-01, 2026-12-25]}\n")
                        .replace(
                                "maintenance:\n",
                                "maintenance:\n  - {name: Move, frequency: 2026-11-20 22:00 to 2026-11-23 06:00}\n"));

        assertThat(Run.of("check", dated, "--as-of", "2026-11-24").out())
                .contains(
                        "dated.yaml:14:29: warning[WB919]: maintenance window 'Move' came for the last time on 2026-11-20",
                        "help: take it out, or give it another date")
                .doesNotContain("WB918");
        assertThat(Run.of("check", dated, "--as-of", "2026-11-23").out()).doesNotContain("WB919");
        assertThat(Run.of("check", dated, "--as-of", "2026-12-01").out())
                .contains(
                        "warning[WB918]: the last holiday that is named is 2026-12-25: on those after it people are told"
                                + " as on any other day");
        assertThat(Run.of("check", dated, "--as-of", "2026-12-26").out())
                .contains("the last holiday that is named is 2026-12-25, which is over");
        assertThat(Run.of("check", spec, "--as-of", "2026-12-26").out())
                .as("where nobody has named any")
                .doesNotContain("WB918");
    }
}
