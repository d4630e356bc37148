package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.PanelProblem.Kind;
import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnPanelsTest {

    private static final String SHOP = """
            models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
            sources: {application: [{preset: watchbill}]}
            monitoring: {keyMetrics: [{metric: error_rate, critical: "> 2% for 5m"}]}
            """;

    @Test
    void addedPanelStandsInTheMainRowAndBringsItsVariables() {
        Plan plan = shop("""
                dashboards:
                  add:
                    - {view: exporter, id: gateway, title: Gateway, description: Ours., unit: per-second, legend: "{{zone}}",
                       promql: 'sum by (zone) (rate(gateway_requests_total{model="$model"}[$__rate_interval]))'}
                """);

        Panel panel = panel(plan, View.EXPORTER, "gateway");
        assertThat(panel.title()).isEqualTo("Gateway");
        assertThat(panel.targets())
                .extracting(Target::expr)
                .containsExactly("sum by (zone) (rate(gateway_requests_total{model=\"$model\"}[$__rate_interval]))");
        assertThat(panel.fieldConfig().defaults().unit()).isEqualTo("cps");
        assertThat(dashboard(plan, View.EXPORTER).templating().list())
                .extracting(Variable::name)
                .containsExactly("datasource", "model");
        assertThat(Dashboards.problems(plan)).isEmpty();
    }

    @Test
    void replacedPanelKeepsItsPlaceItsIdAndItsAlert() {
        Plan plan = shop("""
                dashboards:
                  replace: [{view: application, id: error_rate, title: Errors at the gateway, description: Ours., promql: gateway_errors}]
                """);

        Panel before = panel(shop(""), View.APPLICATION, "error_rate");
        Panel after = panel(plan, View.APPLICATION, "error_rate");
        assertThat(after.gridPos()).isEqualTo(before.gridPos());
        assertThat(after.title()).isEqualTo("Errors at the gateway");
        assertThat(after.description()).startsWith("Ours.").contains("`ShopErrorRate");
        assertThat(after.targets())
                .extracting(Target::expr)
                .contains("gateway_errors")
                .hasSize(2);
        assertThat(after.fieldConfig().defaults().thresholds())
                .isEqualTo(before.fieldConfig().defaults().thresholds());
    }

    @Test
    void removedPanelIsGoneAndTheOthersMoveUp() {
        Plan plan = shop("dashboards: {remove: [{view: drift, id: drift/moved}]}");

        assertThat(dashboard(plan, View.DRIFT).allPanels())
                .extracting(Panel::title)
                .doesNotContain("$column: where the mass moved")
                .contains("$column: training against production");
        assertThat(Dashboards.problems(plan)).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsToldAtItsPlace() {
        assertThat(Dashboards.problems(shop("""
                        dashboards:
                          add:
                            - {view: business, id: a, title: A, description: A., promql: a}
                            - {view: drift, id: drift/moved, title: A, description: A., promql: a}
                            - {view: drift, id: b, title: B, description: B., promql: 'b{x="$modle"}'}
                            - {view: drift, id: b, title: B, description: B., promql: b}
                            - {view: drift, id: c, title: 'C of $modle', description: C., promql: c}
                          replace:
                            - {view: drift, id: drift/mvoed, title: A, description: A., promql: a}
                          remove:
                            - {view: application, id: error_rate}
                        """)))
                .extracting(problem -> problem.kind() + " " + problem.specPath())
                .containsExactly(
                        Kind.UNKNOWN_VIEW + " /dashboards/add/0/view",
                        Kind.TAKEN + " /dashboards/add/1/id",
                        Kind.UNKNOWN_VARIABLE + " /dashboards/add/2/promql",
                        Kind.TAKEN + " /dashboards/add/3/id",
                        Kind.UNKNOWN_VARIABLE + " /dashboards/add/4/title",
                        Kind.UNKNOWN_PANEL + " /dashboards/replace/0/id",
                        Kind.ALERTED + " /dashboards/remove/0/id");
    }

    @Test
    void unknownPanelIsToldWithThoseThatAreThere() {
        assertThat(Dashboards.problems(shop("dashboards: {remove: [{view: on-call, id: now/p1}]}")))
                .extracting(PanelProblem::message)
                .first()
                .asString()
                .startsWith("the dashboard on-call has no panel 'now/p1'; it has alerts, blank/accepted, ")
                .contains("now/P1");
    }

    private static Plan shop(String changes) {
        return ExamplePlans.shop(SHOP + changes);
    }

    private static Dashboard dashboard(Plan plan, View view) {
        List<Dashboard> dashboards = Dashboards.of(plan);
        return dashboards.stream()
                .filter(one -> one.uid().equals(plan.links().dashboardUid(view)))
                .findFirst()
                .orElseThrow();
    }

    private static Panel panel(Plan plan, View view, String key) {
        return dashboard(plan, view).allPanels().stream()
                .filter(panel -> panel.id() == Links.panelId(view, key))
                .findFirst()
                .orElseThrow();
    }
}
