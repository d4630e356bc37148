package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.GeneratedRule;
import io.watchbill.dashboards.lint.LintedDashboard;
import io.watchbill.plan.Artifact;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every dashboard that is generated for some plans, with the rules that Prometheus evaluates beside them.
 *
 * @param dashboards every JSON that the generator returned
 */
record GeneratedFolder(List<LintedDashboard> dashboards, List<GeneratedRule> rules) {

    static GeneratedFolder of(Plan... plans) {
        List<LintedDashboard> dashboards = new ArrayList<>();
        List<GeneratedRule> rules = new ArrayList<>();
        List<Artifact> artifacts = new ArrayList<>(Dashboards.common(new Fleet(List.of(plans)), DashboardForm.FILES));
        for (Plan plan : plans) {
            artifacts.addAll(Dashboards.render(plan, DashboardForm.FILES));
        }
        artifacts.stream()
                .filter(artifact -> artifact.path().endsWith(".json"))
                .forEach(artifact -> dashboards.add(read(artifact)));
        for (Plan plan : plans) {
            plan.alerts()
                    .forEach(alert -> rules.add(new GeneratedRule(
                            alert.name(),
                            true,
                            alert.expression().text(),
                            alert.dashboard().url())));
            plan.recordings()
                    .forEach(recorded -> rules.add(new GeneratedRule(
                            recorded.name(), false, recorded.expression().text(), Optional.empty())));
        }
        return new GeneratedFolder(List.copyOf(dashboards), List.copyOf(rules));
    }

    List<Fault> faults() {
        return DashboardLint.faults(dashboards, rules);
    }

    private static LintedDashboard read(Artifact artifact) {
        try {
            return new LintedDashboard(artifact.path(), new JsonMapper().readTree(artifact.content()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
