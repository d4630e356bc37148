package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Row;
import io.watchbill.dashboards.grafana.Variable;
import io.watchbill.spec.Segment;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The choices at the top of a view: the data source, and of the others those that its panels use. */
final class ViewVariables {

    private static final Pattern NAME = Pattern.compile("\\$\\{?([a-z]\\w*)");

    /** What the question for a variable's values uses itself. */
    private static final Map<String, List<String>> NEEDS = Map.of(
            LabelNames.VERSION,
            List.of(LabelNames.MODEL),
            LabelNames.COLUMN,
            List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.WINDOW));

    /** Times any number of requests: less than one. */
    private static final String UNDER_ANY_REQUEST = "1e-12";

    /** Times one verdict: more than any PSI. */
    private static final String VERDICT_OVER_PSI = "1e3";

    private final Scope scope;

    ViewVariables(Scope scope) {
        this.scope = scope;
    }

    List<Variable> of(List<Item> items) {
        Set<String> used = new TreeSet<>();
        items.stream()
                .flatMap(ViewVariables::panels)
                .flatMap(ViewVariables::texts)
                .forEach(text -> used.addAll(namedIn(text)));
        List.copyOf(used).forEach(name -> used.addAll(NEEDS.getOrDefault(name, List.of())));
        return all().filter(variable -> variable.name().equals("datasource") || used.contains(variable.name()))
                .toList();
    }

    /** The names of the variables in a text, without Grafana's own. */
    static List<String> namedIn(String text) {
        if (text.indexOf('$') < 0) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Matcher name = NAME.matcher(text); name.find(); ) {
            names.add(name.group(1));
        }
        return names;
    }

    private static Stream<Panel> panels(Item item) {
        return item instanceof Panel panel ? Stream.of(panel) : ((Row) item).panels().stream();
    }

    private static Stream<String> texts(Panel panel) {
        return Stream.concat(Stream.of(panel.title()), panel.targets().stream().map(target -> target.expr()));
    }

    /**
     * By requests of the last quarter of an hour; behind those that had any, the others by requests of the time range. Names
     * say nothing about age: 1.10.0, dates and hashes have no order in common.
     */
    private static String versions() {
        Series requests = Series.of(MetricFamilies.REQUESTS).where(LabelNames.MODEL, "$model");
        return "sort_desc(" + sumBy(LabelNames.VERSION, requests.growthOver("15m")) + " > 0 or " + UNDER_ANY_REQUEST
                + " * " + sumBy(LabelNames.VERSION, requests.growthInRange()) + " or 0 * "
                + sumBy(LabelNames.VERSION, requests.text()) + ")";
    }

    /** By verdict, and by PSI within one; last those without a score. */
    private static String columns() {
        String psi = Series.inWindow(MetricFamilies.DRIFT_PSI).text();
        String judged = VERDICT_OVER_PSI + " * "
                + Series.inWindow(MetricFamilies.DRIFT_VERDICT).text() + " + " + psi;
        return "sort_desc(" + maxBy(LabelNames.COLUMN, judged) + " or " + maxBy(LabelNames.COLUMN, psi) + " or 0 * "
                + maxBy(
                        LabelNames.COLUMN,
                        Series.ofModel(MetricFamilies.COLUMN_REFERENCE_SAMPLES).text())
                + ")";
    }

    private Stream<Variable> all() {
        Variable datasource = Variable.datasource("The Prometheus that scrapes the exporter and runs the rules");
        if (scope.models().isEmpty()) {
            return Stream.of(datasource);
        }
        List<String> segments = scope.models().stream()
                .flatMap(model -> model.segments().stream())
                .map(Segment::name)
                .distinct()
                .toList();
        return Stream.of(
                datasource,
                Variable.oneOf(LabelNames.MODEL, "Model", "Which of the system's models", scope.modelNames()),
                Variable.ranked(
                        LabelNames.VERSION,
                        "Version",
                        "Which version of the model, the one that is asked most first",
                        versions(),
                        LabelNames.VERSION),
                Variable.oneOf(LabelNames.WINDOW, "Window", "Over which window drift is judged", scope.driftWindows()),
                Variable.ranked(
                        LabelNames.COLUMN,
                        "Column",
                        "Which column the panels with its name show, the one that drifts most first",
                        columns(),
                        LabelNames.COLUMN),
                Variable.oneOf(LabelNames.SEGMENT, "Segment", "By what the traffic is told apart", segments));
    }
}
