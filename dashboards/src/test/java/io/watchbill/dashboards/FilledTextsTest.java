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
