package io.watchbill.dashboards;

import io.watchbill.dashboards.PanelProblem.Kind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.PanelChanges;
import io.watchbill.spec.PanelChanges.OwnPanel;
import io.watchbill.spec.PanelChanges.PanelName;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds a team's changes against the dashboards that are generated without them. */
final class PanelProblems {

    private static final Set<String> VARIABLES =
            Set.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.WINDOW, LabelNames.COLUMN, LabelNames.SEGMENT);

    private final Plan plan;
    private final Map<View, Set<String>> generated = new HashMap<>();
    private final Set<PanelName> added = new HashSet<>();
    private final List<PanelProblem> problems = new ArrayList<>();

    private PanelProblems(Plan plan) {
        this.plan = plan;
    }

    static List<PanelProblem> of(Plan plan) {
        PanelProblems found = new PanelProblems(plan);
        PanelChanges changes = plan.specification().dashboards();
        for (int i = 0; i < changes.add().size(); i++) {
            found.added(changes.add().get(i), "/dashboards/add/" + i);
        }
        for (int i = 0; i < changes.replace().size(); i++) {
            OwnPanel panel = changes.replace().get(i);
            found.known(panel.name(), "/dashboards/replace/" + i);
            found.variables(panel, "/dashboards/replace/" + i);
        }
        for (int i = 0; i < changes.remove().size(); i++) {
            found.removed(changes.remove().get(i), "/dashboards/remove/" + i);
        }
        return List.copyOf(found.problems);
    }

    private void added(OwnPanel panel, String path) {
        view(panel.name(), path)
                .filter(view -> keys(view).contains(panel.name().id()) || !added.add(panel.name()))
                .ifPresent(view -> report(
                        Kind.TAKEN,
                        path + "/id",
                        "the dashboard " + view.key() + " has a panel '"
                                + panel.name().id() + "' already: choose another id, or write it under replace"));
        variables(panel, path);
    }

    private void removed(PanelName name, String path) {
        known(name, path)
                .flatMap(view -> plan.alerts().stream()
                        .filter(alert -> alert.dashboard().view() == view
                                && alert.dashboard().panelKey().equals(name.id()))
                        .findFirst())
                .ifPresent(alert -> report(
                        Kind.ALERTED,
                        path + "/id",
                        "the alert " + alert.name() + " leads to the panel '" + name.id()
                                + "': replace the panel, or remove the alert"));
    }

    private Optional<View> known(PanelName name, String path) {
        Optional<View> view = view(name, path);
        if (view.isPresent() && !keys(view.get()).contains(name.id())) {
            report(
                    Kind.UNKNOWN_PANEL,
                    path + "/id",
                    "the dashboard " + name.view() + " has no panel '" + name.id() + "'; it has "
                            + String.join(", ", keys(view.get())));
            return Optional.empty();
        }
        return view;
    }

    private Optional<View> view(PanelName name, String path) {
        Optional<View> view = plan.views().stream()
                .filter(one -> one.key().equals(name.view()))
                .findFirst();
        if (view.isEmpty()) {
            report(
                    Kind.UNKNOWN_VIEW,
                    path + "/view",
                    "the system has no dashboard '" + name.view() + "'; it has "
                            + plan.views().stream().map(View::key).collect(Collectors.joining(", ")));
        }
        return view;
    }

    private void variables(OwnPanel panel, String path) {
        variables(panel.title(), path + "/title");
        variables(panel.promql(), path + "/promql");
    }

    private void variables(String text, String path) {
        ViewVariables.namedIn(text).stream()
                .filter(name -> !VARIABLES.contains(name))
                .findFirst()
                .ifPresent(name -> report(
                        Kind.UNKNOWN_VARIABLE,
                        path,
                        "no dashboard has a variable '" + name + "'; they have "
                                + String.join(", ", new TreeSet<>(VARIABLES))));
    }

    private Set<String> keys(View view) {
        return generated.computeIfAbsent(
                view,
                any -> ViewDashboard.generated(plan, any).stream()
                        .flatMap(section -> section.drafts().stream())
                        .map(Draft::key)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private void report(Kind kind, String path, String message) {
        problems.add(new PanelProblem(kind, plan.system(), path, message));
    }
}
