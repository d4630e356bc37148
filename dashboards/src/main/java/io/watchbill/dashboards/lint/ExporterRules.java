package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofOwnQuery;

import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.List;

/**
 * Rules about what an exporter says of itself. None of it has a label of a system, so that on a Prometheus that scrapes the
 * exporters of many the dashboards of all of them would show the same sums.
 */
final class ExporterRules {

    private static final String EXPORTERS = "watchbill_";

    private ExporterRules() {}

    static List<Rule> all() {
        return List.of(ofOwnQuery(
                "target-system",
                "What exporters say of themselves is asked, on the dashboard of a system, of its own.",
                ExporterRules::system));
    }

    private static void system(LintedTarget target, Faults faults) {
        target.panel().dashboard().system().ifPresent(system -> {
            String selector = MetricFamilies.SPEC.name() + "{" + LabelNames.NAME + "=\"" + system + "\"}";
            String scope = "and on (job, instance) " + selector;
            boolean scoped = target.promql().holds(scope);
            target.promql().asked().stream()
                    .filter(asked -> asked.series().startsWith(EXPORTERS)
                            && !IncidentFamilies.seriesNames().contains(asked.series()))
                    .filter(asked -> asked.series().equals(MetricFamilies.SPEC.name())
                            ? !asked.matchers().contains(LabelNames.NAME + "=\"" + system + "\"")
                            : !scoped)
                    .map(Promql.Asked::series)
                    .distinct()
                    .forEach(series -> faults.add(
                            target.place("/expr"),
                            series + " is asked of the exporters of every system",
                            series.equals(MetricFamilies.SPEC.name()) ? "ask for " + selector : "add " + scope));
        });
    }
}
