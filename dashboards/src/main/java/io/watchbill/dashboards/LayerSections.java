package io.watchbill.dashboards;

import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Sources;
import java.util.List;

/** Layers 1 and 2: what the specification's sources measure, and whether the system can serve. */
final class LayerSections {

    private LayerSections() {}

    static List<Section> infrastructure(Plan plan, Alerted alerted) {
        Sources sources = plan.specification().sources();
        return List.of(Section.open(
                View.INFRASTRUCTURE.key(),
                "Machines",
                SourcePanels.drafts(plan.catalogue(), sources.infrastructure(), alerted.keys())));
    }

    static List<Section> application(Plan plan, Alerted alerted) {
        Sources sources = plan.specification().sources();
        return List.of(
                Section.open(
                        "serving",
                        "Can it serve?",
                        alerted.checks(
                                PanelKeys.DOWN,
                                "Whether it serves",
                                "Whether the system answers at all. Trouble: nobody gets predictions.")),
                Section.open(
                        View.APPLICATION.key(),
                        "Requests, errors, latency",
                        SourcePanels.drafts(plan.catalogue(), sources.application(), alerted.keys())),
                Section.folded(
                        "by-version",
                        "By version of the model",
                        SourcePanels.measuresRequests(sources.application()) ? SourcePanels.byVersion() : List.of()));
    }
}
