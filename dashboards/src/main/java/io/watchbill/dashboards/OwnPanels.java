package io.watchbill.dashboards;

import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.PanelChanges;
import io.watchbill.spec.PanelChanges.OwnPanel;
import io.watchbill.spec.PanelChanges.PanelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a team adds to one view, puts in the place of its panels, and takes away. */
final class OwnPanels {

    private final PanelChanges changes;
    private final View view;

    OwnPanels(Plan plan, View view) {
        this.changes = plan.specification().dashboards();
        this.view = view;
    }

    /**
     * The view's sections with what the team adds and replaces.
     *
     * @param alerted keys of panels that alerts ask for and that may not be there yet
     */
    List<Section> in(List<Section> sections, Set<String> alerted) {
        List<Section> replaced = sections.stream()
                .map(section -> section.with(
                        section.drafts().stream().map(this::replaced).toList(), false))
                .toList();
        List<Draft> more = new ArrayList<>();
        changes.replace().stream()
                .filter(this::isHere)
                .filter(panel -> alerted.contains(panel.name().id()) && !has(sections, panel.name()))
                .forEach(panel -> more.add(draft(panel)));
        changes.add().stream().filter(this::isHere).forEach(panel -> more.add(draft(panel)));
        if (more.isEmpty()) {
            return replaced;
        }
        boolean place = replaced.stream().anyMatch(section -> section.key().equals(view.key()));
        List<Section> all = new ArrayList<>();
        replaced.forEach(section -> all.add(section.key().equals(view.key()) ? section.and(more) : section));
        if (!place) {
            all.add(Section.open(view.key(), view.title(), more));
        }
        return all;
    }

    /** The sections without what the team takes away. */
    List<Section> without(List<Section> sections) {
        Predicate<Draft> kept = draft -> changes.remove().stream()
                .noneMatch(name -> name.view().equals(view.key()) && name.id().equals(draft.key()));
        return sections.stream()
                .map(section ->
                        section.with(section.drafts().stream().filter(kept).toList(), false))
                .toList();
    }

    private Draft replaced(Draft generated) {
        Optional<OwnPanel> own = changes.replace().stream()
                .filter(this::isHere)
                .filter(panel -> panel.name().id().equals(generated.key()))
                .findFirst();
        return own.map(panel -> draft(panel).sized(generated.width(), generated.height()))
                .orElse(generated);
    }

    private boolean isHere(OwnPanel panel) {
        return panel.name().view().equals(view.key());
    }

    private static boolean has(List<Section> sections, PanelName name) {
        return sections.stream()
                .flatMap(section -> section.drafts().stream())
                .anyMatch(draft -> draft.key().equals(name.id()));
    }

    private static Draft draft(OwnPanel panel) {
        return Draft.lines(panel.name().id(), panel.title(), true)
                .says(panel.description())
                .unit(panel.unit().map(GrafanaUnit::of).orElse(GrafanaUnit.NUMBER))
                .whenEmpty("no value")
                .line(panel.promql(), panel.legend())
                .sized(Draft.THIRD, Draft.HEIGHT);
    }
}
