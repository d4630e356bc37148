package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.spec.Model;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code <System>Down}: an application source says that the system cannot serve. */
final class DownAlerts {

    /** What a source says about being down has its own patience; this only survives one odd evaluation. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final PlanContext context;
    private final List<Model> online;

    DownAlerts(PlanContext context) {
        this.context = context;
        this.online = context.models().stream()
                .filter(model -> model.serving() instanceof Serving.Online)
                .toList();
    }

    List<PlannedAlert> plan() {
        List<Source> sources = context.specification().sources().application();
        List<Expression> expressions = new ArrayList<>();
        List<String> identity = new ArrayList<>();
        Set<String> series = new HashSet<>();
        List<SignOfLife> signs = new ArrayList<>();
        for (Source source : sources) {
            down(source).ifPresent(query -> {
                expressions.add(fill(source, query));
                signs.add(ConditionPlanner.series(query, source));
                series.addAll(query.series());
                query.identityLabels().stream()
                        .filter(label -> !identity.contains(label))
                        .forEach(identity::add);
            });
        }
        boolean speaksOfAbsence =
                sources.stream().flatMap(source -> down(source).stream()).anyMatch(Measure.Query::readsAbsence);
        return expressions.stream()
                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                .map(expression -> List.of(alert(
                        expression,
                        identity,
                        what(identity, series),
                        speaksOfAbsence ? Optional.empty() : signs.stream().reduce(ConditionPlanner::either))))
                .orElse(List.of());
    }

    private Optional<Measure.Query> down(Source source) {
        return MetricCatalogue.preset(source.preset())
                .flatMap(preset -> preset.down())
                // Batch models are silent between runs, which says nothing about them.
                .filter(query -> !query.identityLabels().contains(LabelNames.MODEL) || !online.isEmpty());
    }

    private Expression fill(Source source, Measure.Query query) {
        List<LabelMatcher> matchers =
                new ArrayList<>(source.selector().stream().map(LabelMatcher::of).toList());
        if (query.identityLabels().contains(LabelNames.MODEL)) {
            matchers.add(PlanContext.models(online));
        }
        return new QueryTemplate(matchers, QueryTemplate.DEFAULT_RANGE, source.capacity(), List.of()).fill(query);
    }

    /** What is known where it fires; sources that only know whether instances are scraped say no more. */
    private static String what(List<String> identity, Set<String> series) {
        if (identity.contains(LabelNames.MODEL)) {
            return "No request to model " + TemplateText.label(LabelNames.MODEL) + " has succeeded for five minutes.";
        }
        return series.equals(Set.of("up"))
                ? "No instance of the system answers."
                : "No instance of the system answers, or no request has succeeded for five minutes.";
    }

    /** @param sign empty where the query itself holds while the series are away */
    private PlannedAlert alert(Expression expression, List<String> identity, String what, Optional<SignOfLife> sign) {
        AlertDraft draft = new AlertDraft(
                        context, context.alertName("Down"), AlertKind.DOWN, Layer.APPLICATION, Priority.P1, expression)
                .holdFor(HOLD)
                .identity(identity)
                .texts(context.title() + " is down.", what)
                .impact(Optional.of("Nobody gets predictions."))
                .troubleshootingIfPresent("down")
                .panel(PanelKeys.DOWN)
                .from("/sources/application");
        sign.ifPresent(draft::heldWithout);
        return draft.plan();
    }
}
