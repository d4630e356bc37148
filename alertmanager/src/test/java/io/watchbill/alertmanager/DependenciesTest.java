package io.watchbill.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.semantics.LabelMatching;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Dependency;
import io.watchbill.spec.Priority;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DependenciesTest {

    private final PlanFixture fixture = PlanFixture.example();

    @TempDir
    private Path directory;

    @Test
    void namedAlertsSayNothingWhereBothSidesHaveTheEqualLabels() {
        fixture.add("FlightDelaySlow", AlertKind.WRITTEN_PROMQL, Priority.P3);
        int before = rules().size();
        depend(
                "FeatureStoreDown",
                Map.of("cluster", "eu"),
                List.of("cluster", "region"),
                "FlightDelaySlow",
                "FlightDelayFeatureDriftCritical");

        assertThat(rules()).hasSize(before + 1);
        InhibitRule rule = last();
        assertThat(rule.sourceMatchers())
                .containsExactly(
                        Matcher.is("alertname", "FeatureStoreDown"),
                        Matcher.is("cluster", "eu"),
                        Matcher.isNot("region", ""));
        assertThat(rule.targetMatchers())
                .containsExactly(
                        Matcher.is("system", "flight-delay"),
                        Matcher.isAnyOf("alertname", List.of("FlightDelayFeatureDriftCritical", "FlightDelaySlow")),
                        Matcher.isNot("cluster", ""),
                        Matcher.isNot("region", ""));
        assertThat(rule.equal()).containsExactly("cluster", "region");
    }

    @Test
    void withoutNamesItIsAllBelowP1ExceptTheAlertItselfAndTheWatchdog() {
        depend("FeatureStoreDown", Map.of(), List.of());

        assertThat(last().targetMatchers().stream().map(Matcher::text))
                .containsExactly(
                        "system=\"flight-delay\"",
                        "alertname!~\"FeatureStoreDown|FlightDelayWatchdog\"",
                        "priority=~\"P2|P3|P4\"");
    }

    @Test
    void noRuleMutesP1OrTheWatchdogEvenIfItIsNamed() {
        int before = rules().size();
        depend("FeatureStoreDown", Map.of(), List.of(), "FlightDelayDown", "FlightDelayWatchdog", "Unknown");

        assertThat(rules()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FlightDelayTrial", "FlightDelayWatchdog"})
    void aShadowAlertAndTheWatchdogSilenceNobody(String alert) {
        int before = rules().size();
        depend(alert, Map.of(), List.of());

        assertThat(rules()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FeatureStoreDown", "FlightDelayExporterDown", "FlightDelayFeatureDriftCritical"})
    void noAlertFitsBothSides(String alert) {
        depend(alert, Map.of(), List.of("cluster"));
        depend(alert, Map.of("cluster", "eu"), List.of(), "FlightDelayFeatureDriftWarning");
        List<InhibitRule> declared = rules().subList(rules().size() - 2, rules().size());

        for (InhibitRule rule : declared) {
            for (PlannedAlert planned : fixture.alerts) {
                Map<String, String> labels = WhatIf.labels(planned, Map.of("cluster", "eu"));
                assertThat(LabelMatching.matches(rule.sourceMatchers(), labels)
                                && LabelMatching.matches(rule.targetMatchers(), labels))
                        .as(planned.name())
                        .isFalse();
            }
        }
        assertThat(declared)
                .allSatisfy(rule -> assertThat(LabelMatching.matches(
                                rule.targetMatchers(),
                                Map.of("alertname", "Other", "system", "search", "priority", "P3", "cluster", "eu")))
                        .isFalse());
    }

    @Test
    void alertmanagerReadsTheRulesWithAnyNameThatOthersGiveTheirAlerts() {
        depend("Store \"EU\" (down)", Map.of("path", "C:\\data"), List.of("cluster"));
        depend("FeatureStoreDown", Map.of(), List.of(), "FlightDelayExporterDown");

        Amtool.check(directory, AlertmanagerConfig.render(fleet()))
                .reaches(
                        Map.of("alertname", "FlightDelayDown", "system", "flight-delay", "priority", "P1"),
                        "flight-delay/page");
    }

    private void depend(String alert, Map<String, String> labels, List<String> equal, String... mutes) {
        List<Dependency> all = new ArrayList<>(fixture.dependencies);
        all.add(new Dependency(alert, labels, equal, List.of(mutes)));
        fixture.dependencies = all;
    }

    private InhibitRule last() {
        return rules().get(rules().size() - 1);
    }

    private List<InhibitRule> rules() {
        return AlertmanagerConfig.of(fleet()).inhibitRules();
    }

    private Fleet fleet() {
        return new Fleet(List.of(fixture.plan()));
    }
}
