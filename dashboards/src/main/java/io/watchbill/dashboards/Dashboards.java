package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.DashboardJson;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders plans as Grafana dashboards; the same plan gives the same bytes. */
public final class Dashboards {

    private static final String FOLDER = "dashboards/";

    private Dashboards() {}

    /** The dashboards of one system, as files {@code dashboards/<uid>.json} and in the form in which Grafana gets them. */
    public static List<Artifact> render(Plan plan, DashboardForm form) {
        return of(plan).stream()
                .flatMap(dashboard -> artifacts(dashboard, form).stream())
                .toList();
    }

    /** What the systems of a fleet have in common: the dashboard over all of them, and how Grafana finds those that are files. */
    public static List<Artifact> common(Fleet fleet, DashboardForm form) {
        List<Artifact> artifacts = new ArrayList<>(artifacts(of(fleet), form));
        if (form == DashboardForm.FILES) {
            artifacts.add(Provisioning.render());
        }
        return List.copyOf(artifacts);
    }

    private static List<Artifact> artifacts(Dashboard dashboard, DashboardForm form) {
        Artifact file = new Artifact(FOLDER + dashboard.uid() + ".json", DashboardJson.write(dashboard));
        return switch (form) {
            case FILES -> List.of(file);
            case CONFIG_MAPS -> List.of(file, KubernetesDashboards.configMap(dashboard.uid(), file.content()));
            case GRAFANA_OPERATOR ->
                List.of(file, KubernetesDashboards.grafanaDashboard(dashboard.uid(), file.content()));
        };
    }

    /**
     * Every query of the system's panels as Grafana sends it to Prometheus, for tests against real data.
     *
     * @param values what is chosen for each variable, by its name: {@code model}, {@code version}, {@code window},
     *     {@code column}
     * @param range the dashboard's time range
     * @param scrapeInterval what the data source says
     */
    public static List<PanelQuery> queries(
            Plan plan, Map<String, String> values, Duration range, Duration scrapeInterval) {
        Function<Target, Substitution> substitution = target -> Substitution.of(
                values,
                QueryTimes.of(
                        range,
                        scrapeInterval,
                        Optional.ofNullable(target.interval()).flatMap(Durations::parse)));
        return views(plan).stream().flatMap(view -> queries(view, substitution)).toList();
    }

    private static Stream<PanelQuery> queries(ViewDashboard view, Function<Target, Substitution> substitution) {
        Set<Long> emptyWhenHealthy = view.emptyWhenHealthy();
        return view.dashboard().allPanels().stream()
                .flatMap(panel -> panel.targets().stream()
                        .map(target -> new PanelQuery(
                                substitution.apply(target).in(panel.title()),
                                panel.id(),
                                target.refId(),
                                substitution.apply(target).in(target.expr()),
                                target.instant(),
                                emptyWhenHealthy.contains(panel.id()))));
    }

    /** The ids of the panels, of every system and of the dashboard over all, that show nothing while all is well. */
    public static Set<Long> emptyWhenHealthy(Fleet fleet) {
        Stream<Long> systems = fleet.plans().stream()
                .flatMap(plan -> views(plan).stream())
                .flatMap(view -> view.emptyWhenHealthy().stream());
        return Stream.concat(systems, FleetDashboard.emptyWhenHealthy(fleet).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The dashboards of one system as records. */
    public static List<Dashboard> of(Plan plan) {
        return views(plan).stream().map(ViewDashboard::dashboard).toList();
    }

    /** The dashboard over all systems as a record. */
    public static Dashboard of(Fleet fleet) {
        return FleetDashboard.of(fleet);
    }

    /** What cannot be done of the changes that a specification asks for, and texts that cannot be shown as they are. */
    public static List<PanelProblem> problems(Plan plan) {
        return Stream.concat(PanelProblems.of(plan).stream(), FilledTexts.of(plan).stream())
                .toList();
    }

    private static List<ViewDashboard> views(Plan plan) {
        return plan.views().stream().map(view -> ViewDashboard.of(plan, view)).toList();
    }
}
