package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.FieldConfig.FieldLink;
import io.watchbill.dashboards.grafana.FieldConfig.FieldOverride;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first page of a system: is it healthy, what burns, who looks after it, what changed. */
final class OverviewSections {

    /** Any drift is worth a look. */
    static final Thresholds DRIFTED =
            Thresholds.rising(Looks.GOOD, List.of(new Step(Looks.WARNING, new BigDecimal("0.000001"))));

    private static final int FIFTH = 5;
    private static final Map<Priority, String> HEALTH = Map.of(
            Priority.P1, ": critical",
            Priority.P2, ": trouble",
            Priority.P3, ": look today",
            Priority.P4, ": not urgent");

    private final Plan plan;
    private final Scope scope;
    private final AlertSeries alerts;

    private OverviewSections(Plan plan) {
        this.plan = plan;
        this.scope = new Scope(plan.specification());
        this.alerts = new AlertSeries(plan);
    }

    static List<Section> of(Plan plan) {
        OverviewSections overview = new OverviewSections(plan);
        OnCallPanels onCall = new OnCallPanels(plan);
        List<Draft> verdict = new ArrayList<>();
        verdict.add(overview.healthy());
        verdict.add(overview.urgent());
        if (!plan.objectives().isEmpty()) {
            verdict.add(overview.leastBudget());
        }
        if (!overview.scope.models().isEmpty()) {
            verdict.add(overview.drifted());
        }
        int rest = Draft.FULL - verdict.stream().mapToInt(Draft::width).sum();
        verdict.add(onCall.who().sized(rest, Draft.SMALL_HEIGHT));
        return List.of(
                Section.open(View.OVERVIEW.key(), "Is it healthy?", verdict),
                Section.open(
                        "burning",
                        "What burns, and how long is there to answer?",
                        List.of(onCall.clock().sized(Draft.HALF, Draft.HEIGHT), overview.layers())),
                Section.open(
                        "budgets",
                        "Error budgets",
                        plan.objectives().isEmpty() ? List.of() : List.of(new SloPanels(plan).table("budgets"))),
                Section.open("changes", "What changed?", overview.changes()));
    }

    private Draft healthy() {
        return Draft.number("now/healthy", "Most urgent alert")
                .says(
                        "The most urgent priority of the alerts that fire. Healthy: the rules are evaluated and none fires. While"
                                + " they are not evaluated nothing can fire; the first row says why. Otherwise the table below"
                                + " says what fires and what to do.")
                .whenEmpty("Prometheus does not answer")
                .mapped(Urgency.words("healthy", priority -> priority + HEALTH.get(priority)))
                .thresholds(Urgency.colors())
                .now(alerts.urgency(alerts.firing()), "urgency")
                .sized(FIFTH, Draft.SMALL_HEIGHT);
    }

    private Draft urgent() {
        return Draft.number("now/urgent", "Urgent alerts")
                .says("How many alerts of P1 and P2 fire. Normal is none.")
                .whenEmpty("Prometheus does not answer")
                .mapped(Urgency.uncounted())
                .thresholds(Looks.atLeastIsTrouble(BigDecimal.ONE))
                .now(
                        alerts.count(alerts.firing()
                                .whereAny(LabelNames.PRIORITY, List.of(Priority.P1.name(), Priority.P2.name()))),
                        "urgent")
                .sized(4, Draft.SMALL_HEIGHT);
    }

    private Draft leastBudget() {
        return Draft.number("now/budget", "Least budget left")
                .says(
                        "Of the objective that is nearest to being missed: the share of its period's error budget that is left."
                                + " Under 0 the objective is missed.")
                .unit(GrafanaUnit.SHARE)
                .decimals(0)
                .from(-1)
                .upTo(1)
                .whenEmpty("not measured yet")
                .thresholds(SloPanels.BUDGET)
                .now(
                        "min("
                                + plan.objectives().stream()
                                        .map(objective ->
                                                "min(" + objective.remaining().text() + ")")
                                        .map(query -> "label_replace(" + query + ", \"n\", \"N\", \"\", \"\")")
                                        .collect(Collectors.joining(" or "))
                                + ")",
                        "left")
                .sized(FIFTH, Draft.SMALL_HEIGHT);
    }

    private Draft drifted() {
        return Draft.number("now/drifted", "Features that drift")
                .says(
                        "The share of the features whose verdict is warning or critical, in the window with most. Some drift"
                                + " always comes: what it means for accuracy and money is on the dashboards Model and Business.")
                .unit(GrafanaUnit.SHARE)
                .decimals(0)
                .from(0)
                .upTo(1)
                .whenEmpty("no verdict yet")
                .thresholds(DRIFTED)
                .now(drifted(scope), "drift")
                .sized(4, Draft.SMALL_HEIGHT);
    }

    /** The share of a system's features that drift, of the model and window with most. */
    static String drifted(Scope scope) {
        return "max("
                + Series.of(MetricFamilies.DRIFTED_COLUMNS)
                        .whereAny(LabelNames.MODEL, scope.modelNames())
                        .text()
                + ")";
    }

    private Draft layers() {
        Draft draft = Draft.bands("now/layers", "The layers at a glance")
                .says("For each layer the most urgent priority of what fired. Trouble that starts in a lower layer and"
                        + " climbs has its cause there: begin with the lowest layer that is not well.")
                .whenEmpty("Prometheus does not answer")
                .mapped(Urgency.words("well", Priority::name))
                .thresholds(Urgency.colors())
                .sized(Draft.HALF, Draft.HEIGHT);
        for (Layer layer : Layer.values()) {
            draft.line(alerts.urgency(alerts.firing().where(LabelNames.LAYER, layer.text())), layer.text());
            dashboard(layer).ifPresent(view -> draft.except(linked(layer, view)));
        }
        return draft;
    }

    /** The dashboard of a layer, where there is one. */
    private Optional<View> dashboard(Layer layer) {
        View view = switch (layer) {
            case INFRASTRUCTURE -> View.INFRASTRUCTURE;
            case APPLICATION -> View.APPLICATION;
            case MODEL -> View.MODEL;
            case BUSINESS -> View.BUSINESS;
            case MONITORING -> View.EXPORTER;
        };
        return Optional.of(view).filter(plan.views()::contains);
    }

    private FieldOverride linked(Layer layer, View view) {
        String url = "/d/" + plan.links().dashboardUid(view) + "?${datasource:queryparam}&${__url_time_range}";
        return FieldOverride.byName(
                layer.text(), new Property("links", List.of(new FieldLink(view.title(), url, false))));
    }

    private List<Draft> changes() {
        if (scope.models().isEmpty()) {
            return List.of();
        }
        return List.of(
                Draft.lines("changes/versions", "Requests a second, by model and version", false)
                        .says(
                                "A version that comes or goes is a release or a rollback. What else moved at the same moment"
                                        + " has its cause there more often than not.")
                        .unit(GrafanaUnit.REQUESTS_PER_SECOND)
                        .from(0)
                        .whenEmpty("no request yet")
                        .line(
                                sumBy(
                                        LabelNames.MODEL + ", " + LabelNames.VERSION,
                                        Series.of(MetricFamilies.REQUESTS)
                                                .whereAny(LabelNames.MODEL, scope.modelNames())
                                                .rate()),
                                "{{model}} {{version}}")
                        .sized(Draft.HALF, Draft.HEIGHT),
                Draft.bands("changes/specification", "Specification in force")
                        .says(
                                "The hash of the Operations Specification that the exporters run. A new band is a change of"
                                        + " thresholds, windows or features; two bands at once: exporters that disagree.")
                        .whenEmpty("no exporter")
                        .mapped(ValueMapping.values(Map.of("1", new Result("in force", Looks.PRODUCTION, 0))))
                        .thresholds(Thresholds.none(Looks.PRODUCTION))
                        .line(
                                maxBy(
                                        LabelNames.HASH,
                                        Series.of(MetricFamilies.SPEC)
                                                .where(LabelNames.NAME, plan.system())
                                                .text()),
                                "{{hash}}")
                        .sized(Draft.HALF, Draft.HEIGHT));
    }
}
