package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.plan.AlertKind;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which alerts silence which without anybody having asked for it. */
class InhibitionsTest {

    @Test
    void aShadowAlertNeitherNotifiesNorSilences() {
        PlanFixture fixture = new PlanFixture();
        fixture.alerts.add(
                fixture.alert("Critical", AlertKind.FEATURE_DRIFT, Priority.P2, AlertState.SHADOW, List.of()));
        fixture.alerts.add(
                fixture.alert("Warning", AlertKind.FEATURE_DRIFT, Priority.P4, AlertState.ACTIVE, List.of("Critical")));

        assertThat(inhibitions(fixture))
                .hasSize(1)
                .allSatisfy(rule -> assertThat(rule.sourceMatchers()).contains(Matcher.is("priority", "P1")));
    }

    @ParameterizedTest
    @CsvSource({"P2,P4,true", "P2,P2,true", "P1,P2,true", "P3,P2,false", "P1,P1,false"})
    void onlyAnAlertAtLeastAsUrgentSilencesAndNothingSilencesP1(Priority stronger, Priority weaker, boolean silences) {
        PlanFixture fixture = new PlanFixture();
        fixture.add("Critical", AlertKind.FEATURE_DRIFT, stronger);
        fixture.alerts.add(
                fixture.alert("Warning", AlertKind.FEATURE_DRIFT, weaker, AlertState.ACTIVE, List.of("Critical")));

        assertThat(inhibitions(fixture).stream()
                        .anyMatch(rule -> rule.sourceMatchers().contains(Matcher.is("alertname", "Critical"))))
                .isEqualTo(silences);
    }

    private static List<InhibitRule> inhibitions(PlanFixture fixture) {
        return AlertmanagerConfig.of(AlertmanagerConfigTest.fleet(fixture)).inhibitRules();
    }
}
