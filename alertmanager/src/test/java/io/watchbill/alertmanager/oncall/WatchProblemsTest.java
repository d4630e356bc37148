package io.watchbill.alertmanager.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.Written;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchProblemsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 26);
    private static final String ONE = """
            onCall:
              timezone: Europe/Berlin
              people: {ana: {name: Ana, slack: "@a"}, ben: {name: Ben, slack: "@b"}, chi: {name: Chi, contact: {env: CHI}}}
            """;

    @Test
    void aWatchThatIsAlwaysKeptByOnePersonHasNoProblem() {
        assertThat(texts("""
                  rotations:
                    - {role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}
                    - {role: Secondary, schedule: weekly from 2026-11-23 09:00, members: [ben, ana]}
                  escalation:
                    levels: [{level: L1, contact: Primary, when: at once}, {level: L2, contact: chi, when: not acknowledged within 15m}]
                """)).isEmpty();
    }

    @Test
    void aGapSaysWhenItBeginsAndHowOftenItComes() {
        assertThat(texts("""
                  rotations:
                    - role: Primary
                      shifts:
                        - {hours: mon-fri 00:00-00:00, schedule: weekly from 2026-11-23, members: [ana]}
                """))
                .containsExactly(
                        "/onCall/rotations/0 GAP nobody is Primary from 2026-11-28 00:00 Europe/Berlin until 2026-11-30"
                                + " 00:00 Europe/Berlin, and 51 times more in a year: let the shifts cover the week, in"
                                + " the role's own time zones");
    }

    @Test
    void aRotationThatBeginsLaterHasNoGapBeforeItBegins() {
        assertThat(texts("  rotations: [{role: Primary, schedule: weekly from 2027-02-01 09:00, members: [ana]}]"))
                .isEmpty();
    }

    @Test
    void twoPeopleOnOneWatchAreNamed() {
        assertThat(texts("""
                  rotations:
                    - role: Primary
                      shifts:
                        - {hours: "00:00-12:30", schedule: weekly from 2026-11-23, members: [ana]}
                        - {hours: "12:00-00:00", schedule: weekly from 2026-11-23, members: [ben]}
                """))
                .containsExactly(
                        "/onCall/rotations/0 DOUBLE Ana and Ben are both Primary from 2026-11-26 12:00 Europe/Berlin"
                                + " until 2026-11-26 12:30 Europe/Berlin, and 364 times more in a year: let one shift"
                                + " end where the next begins");
    }

    @Test
    void onePersonInTwoRolesIsToldTwiceAndNobodyElseIs() {
        assertThat(texts("""
                  rotations:
                    - {role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}
                    - {role: Secondary, schedule: weekly from 2026-11-23 09:00, members: [ben, ben]}
                """))
                .containsExactly(
                        "/onCall/rotations/1 SAME_PERSON Ben is both Primary and Secondary from 2026-11-30 09:00"
                                + " Europe/Berlin, and 25 times more in a year: let the members of the two take turns in"
                                + " another order");
    }

    @Test
    void aPersonWhomNothingReachesIsNamedIfTheyStandWatch() {
        assertThat(texts("""
                  rotations: [{role: Primary, schedule: weekly from 2026-11-23 09:00, members: [dan]}]
                """, ONE.replace("chi: {", "dan: {}, eve: {}, chi: {")))
                .containsExactly(
                        "/onCall/people/dan UNREACHABLE dan stands watch, but nothing says how to reach them: write a"
                                + " contact, as {env: VARIABLE} or {file: PATH}, or a slack name");
    }

    @Test
    void aHandOverOnADayOnWhichTheClocksChangeSaysHowLongTheWatchBeforeItIs() {
        assertThat(texts("  rotations: [{role: Primary, schedule: weekly from 2026-11-22 09:00, members: [ana, ben]}]"))
                .containsExactly(
                        "/onCall/rotations/0 CLOCK_CHANGE Primary is handed over on 2027-03-28 09:00 Europe/Berlin, a"
                                + " day on which the clocks change: the watch before it lasts 167h");
    }

    @Test
    void anOverrideThatIsOverIsToBeTakenOut() {
        assertThat(texts("""
                  rotations:
                    - role: Primary
                      schedule: weekly from 2026-11-23 09:00
                      members: [ana, ben]
                      overrides:
                        - {member: chi, from: 2026-11-24 09:00, to: 2026-11-25 09:00}
                        - {member: chi, from: 2026-11-25 09:00, to: 2026-11-27 09:00}
                """))
                .containsExactly(
                        "/onCall/rotations/0/overrides/0 EXPIRED the override of Chi is over since 2026-11-25 09:00"
                                + " Europe/Berlin: take it out");
    }

    @Test
    void anEscalationEndsAtAPerson() {
        assertThat(texts("""
                  rotations: [{role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana]}]
                  escalation:
                    levels: [{level: L1, contact: Primary, when: at once}, {level: L2, contact: page, when: not acknowledged within 15m}]
                alerting: {receivers: {page: &hook {webhook_configs: [{url: http://127.0.0.1/}]}, chat: *hook, mail: *hook}}
                """))
                .containsExactly(
                        "/onCall/escalation/levels/1/contact OPEN_END the escalation ends at receiver page, not at a"
                                + " person: add a level whose contact is a person or a role");
    }

    private static List<String> texts(String sections) {
        return texts(sections, ONE);
    }

    private static List<String> texts(String sections, String before) {
        return WatchProblems.of(Written.shop(before + sections), DAY).stream()
                .map(problem -> problem.specPath() + " " + problem.kind() + " " + problem.message())
                .toList();
    }
}
