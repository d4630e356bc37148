package io.watchbill.dashboards.lint;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * One thing that dashboards must keep.
 *
 * @param name as Grafana's dashboard-linter names it, where it has the rule
 * @param demand what must hold, as one sentence
 * @param search finds what does not
 */
public record Rule(String name, String demand, Search search) {

    /** Looks through all dashboards of a folder. */
    @FunctionalInterface
    interface Search {
        void in(LintedFolder folder, Faults faults);
    }

    static Rule ofFolder(String name, String demand, Search search) {
        return new Rule(name, demand, search);
    }

    static Rule ofDashboard(String name, String demand, BiConsumer<LintedDashboard, Faults> search) {
        return new Rule(
                name, demand, (folder, faults) -> folder.dashboards().forEach(each -> search.accept(each, faults)));
    }

    static Rule ofVariable(String name, String demand, BiConsumer<LintedVariable, Faults> search) {
        return ofDashboard(
                name,
                demand,
                (dashboard, faults) -> dashboard.variables().forEach(each -> search.accept(each, faults)));
    }

    /** Of what draws something: no row. */
    static Rule ofPanel(String name, String demand, BiConsumer<LintedPanel, Faults> search) {
        return ofDashboard(
                name, demand, (dashboard, faults) -> dashboard.panels().forEach(each -> search.accept(each, faults)));
    }

    static Rule ofTarget(String name, String demand, BiConsumer<LintedTarget, Faults> search) {
        return ofPanel(name, demand, (panel, faults) -> panel.targets().forEach(each -> search.accept(each, faults)));
    }

    /** Of queries to Prometheus that no rule asks in the same words. */
    static Rule ofOwnQuery(String name, String demand, BiConsumer<LintedTarget, Faults> search) {
        return ofFolder(
                name,
                demand,
                (folder, faults) -> folder.dashboards().stream()
                        .flatMap(dashboard -> dashboard.panels().stream())
                        .flatMap(panel -> panel.targets().stream())
                        .filter(target -> !target.isLoki() && !folder.isOfRules(target.promql()))
                        .forEach(target -> search.accept(target, faults)));
    }

    List<Fault> faults(LintedFolder folder) {
        Faults faults = new Faults(name);
        search.in(folder, faults);
        return faults.all();
    }
}
