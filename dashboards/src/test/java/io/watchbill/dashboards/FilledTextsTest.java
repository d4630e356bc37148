package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.PanelProblem.Kind;
import io.watchbill.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilledTextsTest {

    private static final String MODEL =
            "models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: a.json}}}\n";

    @Test
    void aNameThatADashboardKnowsIsRefusedAtItsPlace() {
        Plan plan = ExamplePlans.shop(MODEL + """
                sources: {application: [{preset: micrometer, selector: 'path="/$model"'}]}
                alerting:
                  alerts:
                    - {name: Raw, promql: 'up{job="${__user.login}"} < 1', severity: P2}
                """);

        assertThat(Dashboards.problems(plan))
                .contains(
                        new PanelProblem(
                                Kind.FILLED_IN,
                                "shop",
                                "/sources/application/0/selector",
                                "Grafana would put a value in the place of '$model', as its dashboards have a variable 'model':"
                                        + " write the text without it"),
                        new PanelProblem(
                                Kind.FILLED_IN,
                                "shop",
                                "/alerting/alerts/0",
                                "Grafana would put a value in the place of '${__user.login}', as its dashboards have a variable"
                                        + " '__user': write the text without it"));
    }

    /** Of everything that dashboards show, each at its own place. */
    @Test
    void everyTextThatIsShownIsLookedAt() {
        Plan plan =
                ExamplePlans.shop(MODEL.replace("features:", "segments: [$model, {name: '$window'}], features:") + """
                business:
                  conversion: {event: 'sold $version', within: 1h}
                  value: {event: 'paid $column', unit: 'points of $segment'}
                  downstream: {failed: [lost, 'gone $__name']}
                sources: {application: [{preset: watchbill}]}
                metrics:
                  - {name: queue, layer: application, unit: count, worse: higher, promql: 'sum(queue{of="$model"})'}
                monitoring:
                  dashboards: [{name: 'Map of $model', purpose: 'Where ${model} is', link: 'https://example.com/'}]
                """);

        assertThat(Dashboards.problems(plan))
                .extracting(PanelProblem::specPath)
                .containsExactly(
                        "/models/orders/segments/0",
                        "/models/orders/segments/1",
                        "/business/conversion/event",
                        "/business/value/event",
                        "/business/value/unit",
                        "/business/downstream/failed/1",
                        "/metrics/0/promql",
                        "/monitoring/dashboards/0/name",
                        "/monitoring/dashboards/0/purpose");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$model", "${model}", "${model:csv}", "${model.name}", "[[model]]", "[[model:csv]]", "$__range"})
    void everyFormOfANameIsSeen(String form) {
        assertThat(problemsOfTitle(form)).containsExactly("/alerting/severities/P1/title");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$other", "$models", "$ model", "[[:alpha:]]", "[model]", "${model", "$1", "US$"})
    void whatNoDashboardKnowsIsShownAsItIs(String text) {
        assertThat(problemsOfTitle(text)).isEmpty();
    }

    @Test
    void textsOfMarkdownAreShownAsTheyAreWritten() {
        assertThat(Rota.text("$model & [[model]]")).isEqualTo("&#36;model \\& \\[\\[model\\]\\]");
    }

    private static List<String> problemsOfTitle(String text) {
        return Dashboards.problems(ExamplePlans.shop(MODEL + """
                        sources: {application: [{preset: watchbill}]}
                        alerting:
                          severities: {P1: {title: '%s'}}
                        """.formatted(text))).stream()
                .map(PanelProblem::specPath)
                .toList();
    }
}
