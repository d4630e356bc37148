package io.watchbill.dashboards;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The alerts whose panels one view holds: each alert's own expression is drawn there, with its bounds and its runbook. */
final class Alerted {

    /** What is drawn as fine or not, or by the view itself. */
    private static final Set<AlertKind> WITHOUT_LINES = Set.of(
            AlertKind.MONITORING, AlertKind.DOWN, AlertKind.SLO_BURN, AlertKind.SLO_UNMEASURED, AlertKind.WATCHDOG);

    private final Plan plan;
    private final View view;
    private final Scope scope;
    private final AlertWords words;
    private final Map<String, List<PlannedAlert>> byPanel;

    /** Of every alert of the system: a condition may compare what has its panel in another view. */
    private final List<AlertLine> lines;

    Alerted(Plan plan, View view) {
        this.plan = plan;
        this.view = view;
        this.scope = new Scope(plan.specification());
        this.words = new AlertWords(plan);
        this.byPanel = plan.alerts().stream()
                .filter(alert -> alert.dashboard().view() == view)
                .collect(Collectors.groupingBy(
                        alert -> alert.dashboard().panelKey(), LinkedHashMap::new, Collectors.toList()));
        this.lines = plan.alerts().stream()
                .filter(alert -> !WITHOUT_LINES.contains(alert.kind()))
                .flatMap(alert -> AlertLine.of(alert).stream())
                .toList();
    }

    /** The keys of the panels that alerts link to. */
    Set<String> keys() {
        return byPanel.keySet();
    }

    /**
     * The alerts of a panel, each drawn as what it is: fine or not. Empty without alerts.
     *
     * @param what what the panel says beside its bands
     */
    List<Draft> checks(String key, String title, String what) {
        List<PlannedAlert> alerts = byPanel.getOrDefault(key, List.of());
        if (alerts.isEmpty()) {
            return List.of();
        }
        Draft draft = Draft.bands(key, title)
                .says(what
                        + " One band for each check; trouble is where the alert's own expression holds, and fine is said"
                        + " only while the rules are evaluated and what is judged is measured.")
                .whenEmpty("Prometheus does not answer")
                .mapped(CheckState.words())
                .thresholds(CheckState.colors())
                .sized(Draft.FULL, Math.max(Draft.SMALL_HEIGHT, 3 + alerts.size()));
        AlertSeries series = new AlertSeries(plan);
        for (PlannedAlert alert : alerts) {
            draft.line(CheckState.promql(alert, series), alert.name());
        }
        return List.of(draft);
    }

    /**
     * The sections with a panel for every alert of the view, with its bounds, words and evidence. What an alert links to
     * is never folded away.
     *
     * @param sections of which one, for panels that only alerts ask for, has the view's key
     */
    List<Section> in(List<Section> sections) {
        Set<String> drawn = sections.stream()
                .flatMap(section -> section.drafts().stream())
                .map(Draft::key)
                .collect(Collectors.toSet());
        List<Draft> more = byPanel.keySet().stream()
                .filter(key -> !drawn.contains(key))
                .map(this::only)
                .toList();
        boolean place = sections.stream().anyMatch(section -> section.key().equals(view.key()));
        Stream<Section> all = place
                ? sections.stream().map(section -> section.key().equals(view.key()) ? section.and(more) : section)
                : Stream.concat(sections.stream(), Stream.of(Section.open(view.key(), view.title(), more)));
        List<Section> complete = all.toList();
        complete.stream().flatMap(section -> section.drafts().stream()).forEach(this::describe);
        return complete.stream().map(this::withMore).toList();
    }

    private Draft only(String key) {
        PlannedAlert first = byPanel.getOrDefault(key, List.of()).get(0);
        return first.kind() == AlertKind.WRITTEN_PROMQL ? written(first) : ofAlerts(key);
    }

    private Draft ofAlerts(String key) {
        Draft draft = ofMetric(key, MetricTitle.of(key), key);
        if (scope.performanceMetrics().contains(key)) {
            draft.line(
                    Series.maxBy(
                            LabelNames.METRIC,
                            Series.ofModel(MetricFamilies.PERFORMANCE_BASELINE)
                                    .where(LabelNames.METRIC, key)
                                    .text()),
                    "on the reference data");
        }
        if (byPanel.getOrDefault(key, List.of()).stream().anyMatch(alert -> alert.kind() == AlertKind.RUN_LATE)) {
            draft.line(
                    "time() - "
                            + Series.maxBy(
                                    LabelNames.MODEL,
                                    Series.ofModel(MetricFamilies.RUN_LAST_SUCCESS)
                                            .text()),
                    "{{" + LabelNames.MODEL + "}}");
        }
        return draft;
    }

    private Draft ofMetric(String key, String title, String name) {
        Optional<CatalogueMetric> metric = plan.catalogue().find(name);
        return Draft.lines(key, title, false)
                .says(metric.map(CatalogueMetric::help).orElse("What the alerts below compare, and with what."))
                .unit(metric.map(GrafanaUnit::of).orElse(GrafanaUnit.NUMBER))
                .decimals(3)
                .whenEmpty("no value yet: see the first row")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft written(PlannedAlert alert) {
        String key = alert.dashboard().panelKey();
        List<AlertLine> lines = AlertLine.of(alert);
        Draft draft = Draft.lines(key, alert.name(), true).sized(Draft.FULL, Draft.HEIGHT);
        return lines.isEmpty()
                ? draft.says("The alert's own expression: it has a value only while the alert's condition holds.")
                        .emptyWhenHealthy("does not hold")
                        .line(alert.expression().text(), Draft.LABELS_THAT_DIFFER)
                : draft.says("What the alert compares, with its threshold.")
                        .unit(WrittenPromql.unit(lines.get(0).value().text()))
                        .whenEmpty("no value: are the series there?")
                        .unlessAlerted(alert.expression().text(), Draft.LABELS_THAT_DIFFER);
    }

    private void describe(Draft draft) {
        List<AlertLine> drawn = lines.stream()
                .filter(line -> line.isOf(view, draft.key()) && !line.isPValue())
                .toList();
        draft.replacedBy(drawn, severalModels());
        draft.troubles(troubles(drawn));
        Set<String> names = names(linking(draft), drawn);
        words.describe(
                draft,
                plan.alerts().stream()
                        .filter(alert -> names.contains(alert.name()))
                        .toList());
    }

    private static Set<String> names(List<PlannedAlert> linking, List<AlertLine> drawn) {
        return Stream.concat(linking.stream(), drawn.stream().map(AlertLine::alert))
                .map(PlannedAlert::name)
                .collect(Collectors.toSet());
    }

    private List<PlannedAlert> linking(Draft draft) {
        return byPanel.getOrDefault(draft.key(), List.of());
    }

    private boolean severalModels() {
        return scope.models().size() > 1;
    }

    private static List<Looks.Trouble> troubles(List<AlertLine> lines) {
        return lines.stream()
                .map(line -> new Looks.Trouble(line.bound(), line.critical()))
                .toList();
    }

    /**
     * The section with more beside each panel whose alerts ask for more than it draws: the p-values, and each other metric of their
     * conditions.
     */
    private Section withMore(Section section) {
        List<Draft> drafts = new ArrayList<>();
        for (Draft draft : section.drafts()) {
            drafts.add(draft);
            Set<String> alerts = names(linking(draft), List.of());
            List<AlertLine> asked = lines.stream()
                    .filter(line -> alerts.contains(line.alert().name()))
                    .toList();
            List<AlertLine> pValues = asked.stream().filter(AlertLine::isPValue).toList();
            if (!pValues.isEmpty()) {
                drafts.add(Evidence.of(draft.key(), draft.title(), pValues, severalModels()));
            }
            drafts.addAll(others(draft, asked));
        }
        return section.with(drafts, drafts.stream().anyMatch(draft -> byPanel.containsKey(draft.key())));
    }

    /** A panel for each metric that is compared beside the panel's own. */
    private List<Draft> others(Draft draft, List<AlertLine> asked) {
        Map<String, List<AlertLine>> byMetric = asked.stream()
                .filter(line -> !line.isPValue() && !line.isOf(view, draft.key()))
                .collect(Collectors.groupingBy(line -> line.part().metric(), LinkedHashMap::new, Collectors.toList()));
        List<Draft> others = new ArrayList<>();
        byMetric.forEach((metric, compared) -> others.add(other(draft, metric, compared)));
        return others;
    }

    private Draft other(Draft draft, String metric, List<AlertLine> compared) {
        String title = MetricTitle.of(metric);
        String alerts = compared.stream()
                .map(line -> AlertWords.code(line.alert().name()))
                .distinct()
                .collect(Collectors.joining(", "));
        Draft other = ofMetric(draft.key() + "/and/" + metric, draft.title() + ", and: " + title, metric)
                .adding("Asked for by " + alerts + ": it fires only where both pass their lines.");
        AlertQueries.of(compared, severalModels(), title).forEach(other::line);
        Set<String> values = compared.stream().map(line -> line.value().text()).collect(Collectors.toSet());
        return other.troubles(troubles(lines.stream()
                .filter(line -> values.contains(line.value().text()))
                .toList()));
    }
}
