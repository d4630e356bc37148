package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.Rule;
import io.watchbill.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardLintTest {

    private static final String TIMESERIES = "/panels/1";

    @Test
    void aDashboardWithoutFaultsHasNone() {
        assertThat(Specimen.whole().faults()).isEmpty();
    }

    @Test
    void theExamplesDashboardsKeepEveryRule() {
        assertThat(GeneratedFolder.of(ExamplePlans.flightDelay()).faults()).isEmpty();
    }

    @Test
    void severalSystemsKeepEveryRuleTogether() {
        Plan shop = (Plan) ExamplePlans.systems().findFirst().orElseThrow().get()[1];

        assertThat(GeneratedFolder.of(ExamplePlans.flightDelay(), shop).faults())
                .isEmpty();
    }

    static Stream<Arguments> everySystem() {
        return ExamplePlans.systems();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everySystem")
    void everySystemsDashboardsKeepEveryRule(String system, Plan plan) {
        assertThat(GeneratedFolder.of(plan).faults()).as(system).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.watchbill.dashboards.PlantedFault#all")
    void aFaultIsFoundByItsRule(PlantedFault planted) {
        assertThat(planted.spoil().apply(Specimen.whole()).faults()).anySatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo(planted.rule());
            assertThat(fault.problem()).contains(planted.problem());
        });
    }

    @Test
    void everyRuleHasAFaultThatItFinds() {
        assertThat(PlantedFault.all().map(PlantedFault::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        DashboardLint.rules().stream().map(Rule::name).toList());
    }

    @Test
    void everyRuleOfGrafanasLinterIsAmongThem() {
        assertThat(DashboardLint.rules())
                .extracting(Rule::name)
                .contains(
                        "template-datasource-rule",
                        "template-job-rule",
                        "template-instance-rule",
                        "template-label-promql-rule",
                        "template-on-time-change-reload-rule",
                        "panel-datasource-rule",
                        "panel-title-description-rule",
                        "panel-units-rule",
                        "panel-no-targets-rule",
                        "target-logql-rule",
                        "target-logql-auto-rule",
                        "target-promql-rule",
                        "target-rate-interval-rule",
                        "target-job-rule",
                        "target-instance-rule",
                        "target-counter-agg-rule",
                        "uneditable-dashboard");
    }

    @Test
    void aFaultNamesDashboardPanelPlaceAndRemedy() {
        assertThat(Specimen.whole()
                        .put(TIMESERIES + "/fieldConfig/defaults/unit", "\"percentunti\"")
                        .faults())
                .extracting(Fault::text)
                .containsExactly("Shop / Overview, panel \"Error rate\", /panels/1/fieldConfig/defaults/unit:"
                        + " there is no unit 'percentunti'; did you mean 'percentunit'? (panel-units-rule)");
    }

    @Test
    void theDocumentationHasEveryRule() throws IOException {
        String page = Files.readString(Path.of("../docs/dashboard-checks.md"));

        assertThat(DashboardLint.rules().stream()
                        .map(rule -> "| `" + rule.name() + "` | " + rule.demand() + " |")
                        .filter(row -> !page.contains(row)))
                .isEmpty();
    }
}
