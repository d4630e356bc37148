package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinksTest {

    @Test
    void everyFileHasItsPlace() {
        Links links = new Links(Specifications.example().specification().metadata());
        assertThat(List.of(
                        links.rulesPath(),
                        links.objectiveRulesPath(),
                        links.dashboardPath(View.OVERVIEW),
                        links.runbookPath(),
                        links.documentPath(),
                        Links.ALERTMANAGER_PATH,
                        Links.MANIFEST_PATH))
                .containsExactly(
                        "rules/flight-delay.yaml",
                        "rules/flight-delay.slo.yaml",
                        "dashboards/flight-delay-production-overview.json",
                        "runbooks/flight-delay.md",
                        "UC-012/05_Operations/operations-specification.md",
                        "alertmanager/alertmanager.yml",
                        "index.json");
    }

    @Test
    void aSystemWithoutUseCaseKeepsItsDocumentUnderItsName() {
        assertThat(links("shop").documentPath()).isEqualTo("shop/05_Operations/operations-specification.md");
    }

    @Test
    void aLongUidIsCutAndKeptApartByADigest() {
        String first = links("a".repeat(40) + "-first").dashboardUid(View.OVERVIEW);
        String second = links("a".repeat(40) + "-second").dashboardUid(View.OVERVIEW);
        assertThat(first).hasSize(40).matches("a{31}-[0-9a-f]{8}").isNotEqualTo(second);
        assertThat(links("a".repeat(31)).dashboardUid(View.OVERVIEW)).isEqualTo("a".repeat(31) + "-overview");
    }

    @Test
    void aPanelsIdDependsOnItsKeyAlone() {
        assertThat(Links.panelId(View.OVERVIEW, "error_rate")).isEqualTo(187192291);
        assertThat(Links.panelId(View.OVERVIEW, "latency_p99"))
                .isPositive()
                .isNotEqualTo(Links.panelId(View.OVERVIEW, "error_rate"));
    }

    @Test
    void anAlertLeadsToThePanelThatDrawsItOnTheDashboardOfItsLayer() {
        assertThat(Planner.plan(Specifications.shop("""
                        models:
                          m: {task: regression, features: {x: {type: numeric}}, references: {default: m.json}}
                        sources: {application: [{preset: watchbill}]}
                        slos: [{name: answers, target: 99.9%, period: 30d, measurement: error_rate}]
                        monitoring:
                          keyMetrics:
                            - {metric: error_rate, critical: "> 2% for 5m"}
                            - {metric: missing_rate, warning: "> 2%"}
                        """), Target.DEFAULT).alerts())
                .extracting(alert ->
                        alert.dashboard().view() + " " + alert.dashboard().panelKey())
                .contains(
                        "APPLICATION error_rate",
                        "APPLICATION down",
                        "DRIFT missing_rate",
                        "DRIFT feature_drift",
                        "MODEL performance_drop",
                        "SLO slo/answers/budget",
                        "SLO slo/answers/burn",
                        "SLO slo/measured",
                        "EXPORTER monitoring");
    }

    @Test
    void withoutBasesThereAreFilesButNoAddresses() {
        Links links = links("shop");
        assertThat(links.runbook("ShopDown"))
                .isEqualTo(new PlannedAlert.RunbookLink(Optional.of("runbooks/shop.md"), "shopdown", Optional.empty()));
        assertThat(links.panel(View.OVERVIEW, "x", List.of()).url()).isEmpty();
    }

    private static Links links(String name) {
        return new Links(Specifications.of("apiVersion: watchbill/v1\nkind: OperationsSpecification\n"
                        + "metadata: {name: " + name + ", owner: team}\n"
                        + "models: {m: {task: regression, features: {x: {type: numeric}}}}\n")
                .specification()
                .metadata());
    }
}
