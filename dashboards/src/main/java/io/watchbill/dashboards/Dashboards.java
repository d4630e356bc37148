package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.DashboardJson;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import java.util.ArrayList;
import java.util.List;

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

    /** The dashboards of one system as records. */
    public static List<Dashboard> of(Plan plan) {
        return List.of(SystemDashboard.of(plan));
    }
}
