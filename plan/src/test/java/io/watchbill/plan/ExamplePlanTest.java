package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.promql.Written;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.testing.Golden;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plan of the project's example, as a whole. */
class ExamplePlanTest {

    /** Planned anew for each test, so that a wrong program is seen by each. */
    private final Plan plan = Planner.plan(Specifications.example(), Target.DEFAULT);

    @Test
    void thePlanIsTheReviewedOne() {
        Golden.of("src/test/goldens/flight-delay.plan.txt").holds(PlanText.of(plan));
    }

    @Test
    void theSameSpecificationGivesTheSamePlan() {
        assertThat(PlanText.of(Planner.plan(Specifications.example(), Target.DEFAULT)))
                .isEqualTo(PlanText.of(plan));
    }

    @Test
    void everySeriesIsExposedOrAPresets() {
        Set<String> measured = MetricCatalogue.presets().stream()
                .flatMap(preset -> preset.queries().values().stream())
                .flatMap(query -> query.series().stream())
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        for (PlannedAlert alert : plan.alerts()) {
            new Written(alert.expression().text())
                    .words().stream()
                            .filter(word ->
                                    word.startsWith("ml_") || word.startsWith("watchbill_") || word.startsWith("node_"))
                            .forEach(named::add);
        }
        assertThat(named)
                .hasSizeGreaterThan(10)
                .allSatisfy(
                        series -> assertThat(MetricFamilies.ofSeries(series).isPresent() || measured.contains(series))
                                .as(series)
                                .isTrue());
    }

    @Test
    void everyAlertCarriesTheLabelsOfTheContractAndNoneOfAnInstance() {
        assertThat(plan.alerts()).allSatisfy(alert -> {
            assertThat(alert.labels())
                    .containsEntry(LabelNames.SYSTEM, "flight-delay")
                    .containsEntry(LabelNames.TEAM, "team-travel-ml")
                    .containsEntry(LabelNames.ENVIRONMENT, "production")
                    .containsEntry(LabelNames.LAYER, alert.layer().text())
                    .containsEntry(LabelNames.PRIORITY, alert.priority().name())
                    .containsKey(LabelNames.SEVERITY);
            assertThat(alert.labels()).doesNotContainKeys("instance", "pod", "job");
            assertThat(alert.identityLabels())
                    .doesNotContainAnyElementsOf(alert.labels().keySet())
                    .doesNotContain("instance", "pod", "job", "le");
        });
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhereTheAnswerIs() {
        assertThat(plan.alerts())
                .filteredOn(alert -> !alert.specPath().startsWith("/alerting"))
                .allSatisfy(alert -> {
                    assertThat(alert.summary()).matches("[A-Z].*\\.").doesNotContain("{{");
                    assertThat(alert.description()).matches("(?s)([A-Z]|\\{\\{).*\\.");
                });
        assertThat(plan.alerts()).allSatisfy(alert -> {
            assertThat(alert.annotations().get(AnnotationNames.RUNBOOK_URL))
                    .isEqualTo("https://runbooks.example.com/flight-delay.md#"
                            + alert.runbook().anchor());
            assertThat(alert.annotations().get(AnnotationNames.DASHBOARD_URL))
                    .startsWith("https://grafana.example.com/d/flight-delay-production-"
                            + alert.dashboard().view().key() + "?viewPanel="
                            + Links.panelId(
                                    alert.dashboard().view(), alert.dashboard().panelKey()));
        });
    }

    @Test
    void namesAndAnchorsAreUnique() {
        assertThat(plan.alerts()).extracting(PlannedAlert::name).doesNotHaveDuplicates();
        assertThat(plan.alerts()).extracting(alert -> alert.runbook().anchor()).doesNotHaveDuplicates();
    }

    @Test
    void aSupersedingAlertExistsAndIsToldApartByTheSameLabels() {
        for (PlannedAlert alert : plan.alerts()) {
            for (String name : alert.supersededBy()) {
                PlannedAlert other = plan.alert(name).orElseThrow();
                assertThat(other.identityLabels()).isEqualTo(alert.identityLabels());
                assertThat(other.priority()).isLessThanOrEqualTo(alert.priority());
            }
        }
        assertThat(plan.alert("FlightDelayFeatureDriftWarning").orElseThrow().supersededBy())
                .isEqualTo(List.of("FlightDelayDistanceDrift", "FlightDelayFeatureDrift"));
    }

    @Test
    void promtoolAcceptsEveryRule() {
        assertThat(Promtool.check(plan))
                .contains(
                        "SUCCESS: " + (plan.alerts().size() + plan.recordings().size()) + " rules found");
    }
}
