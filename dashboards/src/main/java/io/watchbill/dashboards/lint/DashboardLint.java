package io.watchbill.dashboards.lint;

import java.util.List;
import java.util.stream.Stream;

/**
 * Judges dashboards by rules: Grafana's own linter's, without their holes, and those that only a whole folder with its
 * alerts can be held to. It needs no Grafana; what a query answers is for a Prometheus to say.
 */
public final class DashboardLint {

    private static final List<Rule> RULES = Stream.of(
                    DashboardRules.all(),
                    VariableRules.all(),
                    PanelRules.all(),
                    FieldRules.all(),
                    LookRules.all(),
                    TargetRules.all(),
                    ExporterRules.all(),
                    AnnotationRules.all(),
                    FolderRules.all())
            .flatMap(List::stream)
            .toList();

    private DashboardLint() {}

    /** Every rule, in the order in which faults are told. */
    public static List<Rule> rules() {
        return RULES;
    }

    /**
     * What is wrong, by rule and place.
     *
     * @param dashboards all of a folder
     * @param rules what Prometheus evaluates beside them
     */
    public static List<Fault> faults(List<LintedDashboard> dashboards, List<GeneratedRule> rules) {
        LintedFolder folder = new LintedFolder(dashboards, rules);
        return RULES.stream().flatMap(rule -> rule.faults(folder).stream()).toList();
    }
}
