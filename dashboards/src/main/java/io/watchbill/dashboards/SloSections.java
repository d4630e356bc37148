package io.watchbill.dashboards;

import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import java.util.ArrayList;
import java.util.List;

/** What was promised, how fast it burns, and each objective in detail. */
final class SloSections {

    private SloSections() {}

    static List<Section> of(Plan plan, Alerted alerted) {
        if (plan.objectives().isEmpty()) {
            return List.of();
        }
        SloPanels panels = new SloPanels(plan);
        List<Section> sections = new ArrayList<>();
        sections.add(Section.open("objectives", "What was promised, and what is left", List.of(panels.table("table"))));
        List<Draft> burning = new ArrayList<>();
        plan.objectives().forEach(objective -> burning.add(panels.burnRates(objective)));
        sections.add(Section.open("burning", "How fast it burns", burning));
        List<Draft> left = new ArrayList<>();
        plan.objectives().forEach(objective -> left.add(panels.burndown(objective)));
        sections.add(Section.open(View.SLO.key(), "What is left, over the period", left));
        plan.objectives()
                .forEach(objective -> sections.add(Section.folded(
                        "objective/" + objective.name(),
                        objective.name() + ": " + objective.objective().target(),
                        panels.numbers(objective))));
        sections.add(Section.open(
                "measured",
                "Is it measured?",
                alerted.checks(
                        PanelKeys.SLO_MEASURED,
                        "Are the series behind the objectives there?",
                        "Without them the budget stands still and nobody knows.")));
        return sections;
    }
}
