package io.watchbill.plan;

import io.watchbill.plan.PlannedAlert.DashboardLink;
import io.watchbill.plan.PlannedAlert.RunbookLink;
import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.condition.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alert in the making: what differs from alert to alert is said, everything else follows from the context. */
final class AlertDraft {

    private final PlanContext context;
    private final String name;
    private final AlertKind kind;
    private final Layer layer;
    private final Priority priority;
    private final Expression expression;
    private Level level = Level.SINGLE;
    private AlertState state = AlertState.ACTIVE;
    private Duration holdFor = Condition.DEFAULT_HOLD;
    private Optional<Duration> keepFiringFor = Optional.empty();
    private final List<Holding> holdings = new ArrayList<>();
    private List<LabelMatcher> stillAbout = List.of();
    private final Map<String, String> ownLabels = new LinkedHashMap<>();
    private List<String> identityLabels = List.of();
    private String summary = "";
    private String description = "";
    private Optional<String> impact = Optional.empty();
    private Optional<String> runbookUrl = Optional.empty();
    private Optional<String> troubleshooting = Optional.empty();
    private Optional<Condition> condition = Optional.empty();
    private List<Compared> compared = List.of();
    private List<String> supersededBy = List.of();
    private String panelKey;
    private String specPath = "";

    AlertDraft(
            PlanContext context, String name, AlertKind kind, Layer layer, Priority priority, Expression expression) {
        this.context = context;
        this.name = name;
        this.kind = kind;
        this.layer = layer;
        this.priority = priority;
        this.expression = expression;
        panelKey = PanelKeys.written(name);
    }

    AlertDraft level(Level newLevel) {
        level = newLevel;
        return this;
    }

    AlertDraft state(AlertState newState) {
        state = newState;
        return this;
    }

    AlertDraft holdFor(Duration duration) {
        holdFor = duration;
        return this;
    }

    /** Once it fires, it goes on while the sign is away, or the score silent: missing data resolves nothing. */
    AlertDraft heldWithout(Holding holding) {
        holdings.add(holding);
        return this;
    }

    /** Only alerts with these labels go on: what the specification no longer speaks of ends with it. */
    AlertDraft stillAbout(List<LabelMatcher> labels) {
        stillAbout = labels;
        return this;
    }

    /** How long it keeps firing after it no longer holds. */
    AlertDraft keepFiringFor(Duration duration) {
        keepFiringFor = Optional.of(duration);
        return this;
    }

    /** A label of this alert alone. */
    AlertDraft label(String label, String value) {
        ownLabels.put(label, value);
        return this;
    }

    AlertDraft identity(List<String> labels) {
        identityLabels = labels;
        return this;
    }

    AlertDraft texts(String newSummary, String newDescription) {
        summary = newSummary;
        description = newDescription;
        return this;
    }

    AlertDraft impact(Optional<String> text) {
        impact = text.map(TemplateText::literal);
        return this;
    }

    /** What the specification names as the runbook: an absolute address, or the id of a troubleshooting entry. */
    AlertDraft runbook(String reference) {
        if (reference.startsWith("http://") || reference.startsWith("https://")) {
            runbookUrl = Optional.of(TemplateText.literal(reference));
        } else {
            troubleshooting = Optional.of(reference);
        }
        return this;
    }

    /** The troubleshooting entry of that id, if the specification has one. */
    AlertDraft troubleshootingIfPresent(String id) {
        if (context.specification().runbooks().troubleshooting(id).isPresent()) {
            troubleshooting = Optional.of(id);
        }
        return this;
    }

    AlertDraft condition(Condition newCondition, List<Compared> newCompared) {
        condition = Optional.of(newCondition);
        compared = newCompared;
        return this;
    }

    AlertDraft supersededBy(List<String> alerts) {
        supersededBy = alerts;
        return this;
    }

    AlertDraft panel(String key) {
        panelKey = key;
        return this;
    }

    AlertDraft from(String path) {
        specPath = path;
        return this;
    }

    PlannedAlert plan() {
        RunbookLink own = context.links().runbook(name);
        View view = View.of(panelKey, layer);
        List<String> variables =
                variables(view).stream().filter(identityLabels::contains).toList();
        DashboardLink dashboard = context.links().panel(view, panelKey, variables);
        return new PlannedAlert(
                name,
                kind,
                level,
                layer,
                priority,
                state,
                withHeld(),
                holdFor,
                keepFiringFor,
                labels(),
                identityLabels,
                summary,
                holdings.isEmpty() ? description : TemplateText.orUnknown(description),
                impact,
                new RunbookLink(own.path(), own.anchor(), runbookUrl.or(own::url)),
                dashboard,
                condition,
                compared,
                troubleshooting,
                supersededBy,
                specPath);
    }

    /** Labels of alerts that are variables of the dashboard too. */
    private List<String> variables(View view) {
        return switch (view) {
            case DRIFT -> List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.COLUMN, LabelNames.WINDOW);
            case MODEL, BUSINESS -> List.of(LabelNames.MODEL, LabelNames.VERSION);
            case APPLICATION -> context.exporterCountsRequests() ? List.of(LabelNames.MODEL) : List.of();
            case OVERVIEW, INFRASTRUCTURE, SLO, ON_CALL, EXPORTER -> List.of();
        };
    }

    /**
     * The condition, and beside it by identity the alert as it fired before, of unknown value, where it is held: its elements may carry
     * labels that the rule gives to both.
     */
    private Expression withHeld() {
        Expression all = expression;
        for (Holding holding : holdings) {
            all = BinaryOperation.of(
                    all, Operator.OR, Matching.on(ConditionPlanner.withCluster(identityLabels)), holding.of(fired()));
        }
        return all;
    }

    private Expression fired() {
        List<LabelMatcher> own = new ArrayList<>();
        own.add(LabelMatcher.equal("alertname", name));
        own.add(LabelMatcher.equal("alertstate", "firing"));
        own.add(LabelMatcher.equal(LabelNames.SYSTEM, context.metadata().name()));
        context.metadata()
                .environment()
                .ifPresent(environment -> own.add(LabelMatcher.equal(LabelNames.ENVIRONMENT, environment)));
        own.addAll(stillAbout);
        Expression before = Aggregation.max(ConditionPlanner.withCluster(identityLabels), Selector.of("ALERTS", own));
        return BinaryOperation.of(before, Operator.TIMES, new Written("NaN"));
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(LabelNames.SYSTEM, context.metadata().name());
        labels.put(LabelNames.TEAM, TemplateText.literal(context.metadata().owner()));
        context.metadata()
                .environment()
                .ifPresent(environment -> labels.put(LabelNames.ENVIRONMENT, TemplateText.literal(environment)));
        labels.put(LabelNames.LAYER, layer.text());
        labels.put(LabelNames.PRIORITY, priority.name());
        labels.putAll(ownLabels);
        context.specification()
                .alerting()
                .severity(priority)
                .labels()
                .forEach((label, value) -> labels.put(label, TemplateText.literal(value)));
        if (kind == AlertKind.WATCHDOG) {
            labels.put(LabelNames.SEVERITY, LabelNames.NO_SEVERITY);
        }
        return labels;
    }
}
