package io.watchbill.alertmanager.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.Written;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EscalationChainTest {

    /** Ten minutes before the watch is handed over. */
    private static final Instant FIRED = Instant.parse("2026-11-30T08:50:00Z");

    private static final String PEOPLE = """
            onCall:
              people: {ana: {slack: "@a"}, ben: {slack: "@b"}, boss: {slack: "@x"}}
              rotations:
                - {role: Primary, schedule: weekly from 2026-11-23 09:00, members: [ana, ben]}
                - {role: Secondary, schedule: weekly from 2026-11-23 09:00, members: [ben, ana]}
                - {role: Manager, external: {pagerduty: PABC123}}
            """;

    @Test
    void whereNoLevelsAreWrittenTheRotationsAreOneAfterTheOther() {
        List<Rung> rungs = EscalationChain.of(Written.shop(PEOPLE), Priority.P1, FIRED);

        assertThat(rungs).extracting(Rung::level).containsExactly("L1", "L2", "L3");
        assertThat(rungs).extracting(Rung::contact).containsExactly("Primary", "Secondary", "Manager");
        assertThat(rungs)
                .extracting(rung -> rung.after().orElseThrow())
                .containsExactly(Duration.ZERO, Duration.ofMinutes(15), Duration.ofMinutes(30));
        assertThat(rungs.get(2).elsewhere()).contains("schedule PABC123 of pagerduty");
    }

    @Test
    void aLevelReachesWhoeverStandsWatchWhenItIsReached() {
        List<Rung> rungs = EscalationChain.of(Written.shop(PEOPLE), Priority.P1, FIRED);

        // Ana is first until 09:00 and second from then on.
        assertThat(rungs.get(0).people()).containsExactly("ana");
        assertThat(rungs.get(1).people()).containsExactly("ana");
        assertThat(EscalationChain.of(Written.shop(PEOPLE), Priority.P2, FIRED)
                        .get(1)
                        .after())
                .contains(Duration.ofHours(1));
    }

    @Test
    void aPagerCountsFromTheLevelBeforeAndAlertmanagerFromTheAlert() {
        String levels = """
              escalation:
                by: %s
                levels:
                  - {level: L1, contact: Primary, when: at once}
                  - {level: L2, contact: boss, when: not acknowledged within 20m}
                  - {level: L3, contact: ben, when: not acknowledged within 30m}
            """;

        assertThat(after(Written.shop(PEOPLE + levels.formatted("receiver"))))
                .containsExactly("PT0S", "PT20M", "PT50M");
        assertThat(after(Written.shop(PEOPLE + levels.formatted("alertmanager"))))
                .containsExactly("PT0S", "PT20M", "PT30M");
    }

    @Test
    void whatWaitsForTheNextBusinessDayIsReachedAtNoTimeThatIsKnown() {
        List<Rung> rungs = EscalationChain.of(Written.shop(PEOPLE), Priority.P4, FIRED);

        assertThat(rungs.get(0).after()).contains(Duration.ZERO);
        assertThat(rungs.get(1).after()).isEmpty();
        assertThat(rungs.get(1).people()).isEmpty();
    }

    private static List<String> after(OperationsSpecification specification) {
        return EscalationChain.of(specification, Priority.P1, FIRED).stream()
                .map(rung -> rung.after().orElseThrow().toString())
                .toList();
    }
}
