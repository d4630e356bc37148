package io.watchbill.dashboards.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.Substitution;

/** Which data source answers. */
final class DatasourceRule {

    private DatasourceRule() {}

    /** Whether the reference is to a variable that chooses a data source. */
    static boolean isChosen(LintedDashboard dashboard, JsonNode reference) {
        return Substitution.names(reference.path("uid").asText()).stream()
                .flatMap(name -> dashboard.variable(name).stream())
                .anyMatch(variable -> variable.json().path("type").asText().equals(VariableRules.DATASOURCE));
    }

    static void check(LintedPanel panel, Faults faults) {
        if (panel.isText()) {
            return;
        }
        check(panel, panel.json().path("datasource"), "/datasource", faults);
        panel.targets()
                .forEach(target ->
                        check(panel, target.json().path("datasource"), target.pointer() + "/datasource", faults));
    }

    private static void check(LintedPanel panel, JsonNode reference, String at, Faults faults) {
        faults.require(
                isChosen(panel.dashboard(), reference),
                panel.place(at),
                "it asks " + reference + ", not the chosen data source",
                "write ${datasource} as its uid");
    }
}
