package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.DashboardJson;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders plans as Grafana dashboards; the same plan gives the same bytes. */
public final class Dashboards {

    private static final String FOLDER = "dashboards/";

    private Dashboards() {}

    /** The dashboards of one system: {@code dashboards/<uid>.json}. */
    public static List<Artifact> render(Plan plan) {
        return of(plan).stream()
                .map(dashboard -> new Artifact(FOLDER + dashboard.uid() + ".json", DashboardJson.write(dashboard)))
                .toList();
    }

    /** The dashboards of all systems, and the file with which Grafana provisions them. */
    public static List<Artifact> render(Fleet fleet) {
        List<Artifact> artifacts = new ArrayList<>();
        fleet.plans().forEach(plan -> artifacts.addAll(render(plan)));
        artifacts.add(Provisioning.render());
        return List.copyOf(artifacts);
    }

    /**
     * Every query of the system's panels as Grafana sends it to Prometheus, for tests against real data.
     *
     * @param values what is chosen for each variable, by its name: {@code model}, {@code version}, {@code window},
     *     {@code column}
     * @param range the dashboard's time range
     * @param scrapeInterval of the data source
     */
    public static List<PanelQuery> queries(
            Plan plan, Map<String, String> values, Duration range, Duration scrapeInterval) {
        Substitution substitution = Substitution.of(values, range, scrapeInterval);
        Set<Long> emptyWhenHealthy = SystemDashboard.emptyWhenHealthy(plan);
        return of(plan).stream()
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .flatMap(panel -> panel.targets().stream()
                        .map(target -> new PanelQuery(
                                substitution.in(panel.title()),
                                panel.id(),
                                target.refId(),
                                substitution.in(target.expr()),
                                target.instant(),
                                emptyWhenHealthy.contains(panel.id()))))
                .toList();
    }

    /** The ids of the panels that show nothing while all is well. */
    public static Set<Long> emptyWhenHealthy(Plan plan) {
        return SystemDashboard.emptyWhenHealthy(plan);
    }

    /** The dashboards of one system as records. */
    public static List<Dashboard> of(Plan plan) {
        return List.of(SystemDashboard.of(plan));
    }
}
