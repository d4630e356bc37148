package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.alertmanager.simulation.Withheld;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.Escalation;
import io.watchbill.spec.Escalator;
import io.watchbill.spec.Person;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.calendar.RotationSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhatIfTest {

    /** A Saturday at 03:12 in New York. */
    private static final Instant AT = Instant.parse("2026-11-28T08:12:00Z");

    private final PlanFixture fixture = PlanFixture.example();

    @Test
    void theLevelThatAlertmanagerTellsIsToldLaterAndNobodyElseIsNext() {
        fixture.escalate("chat");

        WhatIf answer = ask("FlightDelayDown", Duration.ofMinutes(15).plusSeconds(30));

        assertThat(texts(answer))
                .containsExactly(
                        "10 flight-delay/page FIRST",
                        "900 flight-delay/P1/L2/chat FIRST",
                        "960 flight-delay/P1/L2/chat RESOLVED",
                        "970 flight-delay/page RESOLVED");
        assertThat(answer.next()).isEmpty();
    }

    @Test
    void thePagersLevelsAreNextEachCountedFromTheOneBeforeWithWhoeverStandsWatchThen() {
        RotationSchedule weekly = new RotationSchedule(7, LocalDateTime.of(2026, 11, 23, 9, 0));
        fixture.rotations = List.of(
                new Rotation.Scheduled("Primary", weekly, List.of("ana", "ben")),
                new Rotation.External("Secondary", "pagerduty", "PABC123"),
                new Rotation.Scheduled(
                        "Late", new RotationSchedule(7, LocalDateTime.of(2027, 1, 1, 9, 0)), List.of("ana")));
        fixture.people = List.of(person("ana", "Ana"), person("ben", "Ben"));
        fixture.escalation = new Escalation(
                Escalator.RECEIVER,
                List.of(
                        new Escalation.Level("L1", "Primary", new Escalation.When.AtOnce()),
                        level("L2", "Secondary", Optional.empty()),
                        level("L3", "Late", Optional.of(Duration.ofHours(1))),
                        level("L4", "ben", Optional.of(Duration.ofHours(2)))));

        WhatIf answer = ask("FlightDelayDown", Duration.ofMinutes(5));

        assertThat(answer.told().get(0).who()).contains("L1 Primary: Ana");
        assertThat(answer.next())
                .containsExactly(
                        new WhatIf.Next(AT.plusSeconds(910), "L2 Secondary: schedule PABC123 of pagerduty"),
                        new WhatIf.Next(AT.plusSeconds(910 + 3600), "L3 Late: nobody"),
                        new WhatIf.Next(AT.plusSeconds(910 + 3600 + 7200), "L4 Ben"));
    }

    @Test
    void whatCanWaitHasNoLevels() {
        fixture.escalation = new Escalation(
                Escalator.RECEIVER, List.of(new Escalation.Level("L1", "ana", new Escalation.When.AtOnce())));
        fixture.people = List.of(person("ana", "Ana"));

        assertThat(ask("FlightDelayFeatureDriftWarning", Duration.ofDays(3)).told())
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.who()).isEmpty());
    }

    @Test
    void aShadowAlertTellsNobodyAndSilencesNobody() {
        WhatIf answer = ask("FlightDelayTrial", Duration.ofHours(1));

        assertThat(answer.told()).isEmpty();
        assertThat(answer.held()).isEmpty();
        assertThat(answer.silences()).isEmpty();
    }

    @Test
    void aWindowThatMutesIsSaidWithItsEnd() {
        fixture.add("FlightDelaySlow", AlertKind.WRITTEN_PROMQL, Priority.P3);
        Instant inWindow = Instant.parse("2026-11-29T07:30:00Z");

        WhatIf answer = ask("FlightDelaySlow", inWindow, Duration.ofHours(3), Map.of());

        assertThat(answer.held()).singleElement().satisfies(held -> {
            assertThat(held.cause()).isEqualTo(new Withheld.Cause.Muted("flight-delay/maintenance/Retraining"));
            assertThat(held.until()).isEqualTo(Instant.parse("2026-11-29T09:02:00Z"));
        });
        assertThat(answer.told().get(0).notification().at()).isEqualTo(Instant.parse("2026-11-29T09:02:00Z"));
    }

    @Test
    void alertsThatItSilencesAreNamed() {
        assertThat(ask("FlightDelayExporterDown", Duration.ofHours(1)).silences())
                .containsExactly("FlightDelayFeatureDriftCritical", "FlightDelayFeatureDriftWarning");
        assertThat(ask("FlightDelayFeatureDriftCritical", Duration.ofHours(1)).silences())
                .containsExactly("FlightDelayFeatureDriftWarning");
    }

    @Test
    void anotherAlertThatFiresTooMaySilenceItWhereTheirSeriesAreTheSame() {
        Plan plan = fixture.plan();

        WhatIf answer = WhatIf.of(
                AlertmanagerConfig.of(new Fleet(List.of(plan))),
                plan,
                alert(plan, "FlightDelayFeatureDriftCritical"),
                Map.of("FlightDelayExporterDown", AT.plus(Duration.ofHours(1))),
                Map.of("column", "distance"),
                AT,
                AT.plus(Duration.ofHours(1)));

        assertThat(answer.labels()).containsEntry("column", "distance");
        assertThat(answer.told()).isEmpty();
        assertThat(answer.held())
                .extracting(Withheld::cause)
                .containsExactly(new Withheld.Cause.Inhibited("FlightDelayExporterDown"));
    }

    @Test
    void anAlertOfOthersThatTheSystemDependsOnSilencesItWhereTheirLabelsAreEqual() {
        fixture.add("FlightDelaySlow", AlertKind.WRITTEN_PROMQL, Priority.P2);
        fixture.dependencies = List.of(new Dependency(
                "FeatureStoreDown", Map.of("region", "eu"), List.of("cluster"), List.of("FlightDelaySlow")));

        assertThat(withFeatureStoreDown("FlightDelaySlow", Map.of("cluster", "a"))
                        .held())
                .extracting(Withheld::cause)
                .containsExactly(new Withheld.Cause.Inhibited("FeatureStoreDown"));
        assertThat(withFeatureStoreDown("FlightDelaySlow", Map.of("cluster", "a"))
                        .told())
                .isEmpty();
        assertThat(withFeatureStoreDown("FlightDelaySlow", Map.of()).told())
                .as("a cluster that neither side has is not an equal one")
                .isNotEmpty();
        assertThat(withFeatureStoreDown("FlightDelayExporterDown", Map.of("cluster", "a"))
                        .told())
                .as("it is not named")
                .isNotEmpty();
    }

    @Test
    void withoutNamesTheDependencySilencesAllButP1TheWatchdogAndItself() {
        fixture.dependencies = List.of(new Dependency("FlightDelayExporterDown", Map.of(), List.of(), List.of()));
        fixture.add("FlightDelaySlow", AlertKind.WRITTEN_PROMQL, Priority.P3);

        assertThat(ask("FlightDelayExporterDown", Duration.ofHours(1)).silences())
                .containsExactly(
                        "FlightDelayFeatureDriftCritical", "FlightDelayFeatureDriftWarning", "FlightDelaySlow");
    }

    @Test
    void theTableNamesTheDependencyThatMaySilenceAnAlert() {
        fixture.dependencies = List.of(
                new Dependency("FeatureStoreDown", Map.of(), List.of("cluster"), List.of()),
                new Dependency("FeatureStoreDown", Map.of(), List.of(), List.of("FlightDelayExporterDown")));

        assertThat(table())
                .filteredOn(row -> row.silencedBy().contains("FeatureStoreDown"))
                .extracting(row -> row.alert().name())
                .containsExactly(
                        "FlightDelayExporterDown", "FlightDelayFeatureDriftCritical", "FlightDelayFeatureDriftWarning");
    }

    @Test
    void anAlertThatNobodyKnowsCannotFireToo() {
        assertThatThrownBy(() -> withFeatureStoreDown("FlightDelayDown", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("flight-delay has no alert and no dependency named FeatureStoreDown");
    }

    private List<RouteTable.Row> table() {
        Fleet fleet = new Fleet(List.of(fixture.plan()));
        return RouteTable.of(fleet, AlertmanagerConfig.of(fleet));
    }

    private WhatIf withFeatureStoreDown(String name, Map<String, String> labels) {
        Plan plan = fixture.plan();
        return WhatIf.of(
                AlertmanagerConfig.of(new Fleet(List.of(plan))),
                plan,
                alert(plan, name),
                Map.of("FeatureStoreDown", AT.plus(Duration.ofHours(1))),
                labels,
                AT,
                AT.plus(Duration.ofHours(1)));
    }

    private WhatIf ask(String name, Duration lasts) {
        return ask(name, AT, lasts, Map.of());
    }

    private WhatIf ask(String name, Instant from, Duration lasts, Map<String, String> labels) {
        Plan plan = fixture.plan();
        return WhatIf.of(
                AlertmanagerConfig.of(new Fleet(List.of(plan))),
                plan,
                alert(plan, name),
                Map.of(),
                labels,
                from,
                from.plus(lasts));
    }

    private static PlannedAlert alert(Plan plan, String name) {
        return plan.alert(name).orElseThrow();
    }

    private static Person person(String id, String name) {
        return new Person(id, name, Optional.empty(), Optional.empty());
    }

    private static Escalation.Level level(String level, String contact, Optional<Duration> within) {
        return new Escalation.Level(level, contact, new Escalation.When.NotAcknowledged(within));
    }

    private static List<String> texts(WhatIf answer) {
        return answer.told().stream()
                .map(told -> Duration.between(AT, told.notification().at()).toSeconds() + " "
                        + told.notification().leaf().receiver() + " "
                        + told.notification().reason())
                .toList();
    }
}
