package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Worse;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Conditions as PromQL. */
final class ConditionPlanner {

    private final PlanContext context;

    ConditionPlanner(PlanContext context) {
        this.context = context;
    }

    /**
     * A query and what its elements are told apart by.
     *
     * @param identityLabels without {@code cluster}
     */
    record Query(Expression expression, List<String> identityLabels) {}

    /** All clauses, joined on the labels that they share. */
    Query condition(Condition condition) {
        Clause first = condition.clauses().get(0);
        Query joined = clause(first);
        for (Clause next : condition.clauses().subList(1, condition.clauses().size())) {
            Query other = clause(next);
            List<String> shared = withCluster(joined.identityLabels().stream()
                    .filter(other.identityLabels()::contains)
                    .filter(label -> !differ(first, next, label))
                    .toList());
            joined = new Query(
                    BinaryOperation.of(joined.expression(), Operator.AND, Matching.on(shared), other.expression()),
                    joined.identityLabels());
        }
        return joined;
    }

    /** What the clauses compare, in the order of the condition: one for each source that measures the metric. */
    List<Compared> compared(Condition condition) {
        return condition.clauses().stream()
                .flatMap(clause -> holding(clause).stream()
                        .map(query -> new Compared(
                                clause.metric(), view(clause), query.expression(), query.identityLabels())))
                .toList();
    }

    /** The values for which the clause holds. */
    Query clause(Clause clause) {
        CatalogueMetric metric = metric(clause.metric());
        Query holds = either(holding(clause));
        if (metric.ownMeasure().orElse(null) instanceof Measure.Exported exported && exported.hasVerdict()) {
            Expression verdict = Selector.of(
                    series(MetricFamilies.DRIFT_VERDICT, clause),
                    matchers(exported.family(), exported.fixed(), clause));
            return new Query(
                    BinaryOperation.of(
                            holds.expression(),
                            Operator.AND,
                            Matching.on(withCluster(holds.identityLabels())),
                            verdict),
                    holds.identityLabels());
        }
        return holds;
    }

    private View view(Clause clause) {
        return View.of(clause.metric(), metric(clause.metric()).layer());
    }

    /** Each source is compared by itself, so that none hides another. */
    private List<Query> holding(Clause clause) {
        CatalogueMetric metric = metric(clause.metric());
        return metric.ownMeasure().orElse(null) instanceof Measure.Exported exported
                        && clause.bound() instanceof Bound.Outside outside
                ? List.of(outside(exported, clause, outside))
                : values(metric, clause).stream()
                        .map(value -> new Query(holds(value.expression(), clause.bound()), value.identityLabels()))
                        .toList();
    }

    /** The lowest replica is held against the lower end, and the highest against the upper one. */
    private Query outside(Measure.Exported exported, Clause clause, Bound.Outside bound) {
        Query lowest = worst(exported, clause, Worse.LOWER);
        Query highest = worst(exported, clause, Worse.HIGHER);
        return new Query(
                BinaryOperation.of(
                        compare(lowest.expression(), Operator.LESS, bound.low()),
                        Operator.OR,
                        compare(highest.expression(), Operator.GREATER, bound.high())),
                lowest.identityLabels());
    }

    /** What keeps an alert on the clause firing while nobody measures its metric, or the exporter has no score of it. */
    void hold(AlertDraft draft, Clause clause) {
        signOfLife(clause).ifPresent(draft::heldWithout);
        if (metric(clause.metric()).ownMeasure().orElse(null) instanceof Measure.Exported exported) {
            MetricFamily scored = exported.hasVerdict() ? MetricFamilies.DRIFT_VERDICT : exported.family();
            List<LabelMatcher> matchers = matchers(exported.family(), exported.fixed(), clause);
            draft.stillAbout(matchers);
            SilentScore.of(scored, Selector.of(series(scored, clause), matchers), matchers)
                    .ifPresent(draft::heldWithout);
        }
    }

    /** What is there while somebody measures the clause's metric; empty for a team's own PromQL. */
    private Optional<SignOfLife> signOfLife(Clause clause) {
        CatalogueMetric metric = metric(clause.metric());
        if (metric.ownMeasure().isPresent()) {
            return metric.ownMeasure().get() instanceof Measure.Custom
                    ? Optional.empty()
                    : Optional.of(SignOfLife.exporter(context));
        }
        List<SignOfLife> signs = new ArrayList<>();
        for (Source source : sources(metric)) {
            if (metric.measure(source.preset()).orElse(null) instanceof Measure.Query query && serves(query, source)) {
                signs.add(series(query, source));
            }
        }
        return signs.stream().reduce(ConditionPlanner::either);
    }

    /** The series that a source's query reads. */
    static SignOfLife series(Measure.Query query, Source source) {
        List<LabelMatcher> matchers =
                source.selector().stream().map(LabelMatcher::of).toList();
        return query.series().stream()
                .map(name -> new SignOfLife(
                        new Aggregation("group", withCluster(query.identityLabels()), Selector.of(name, matchers)),
                        query.identityLabels()))
                .reduce(ConditionPlanner::either)
                .orElseThrow();
    }

    static SignOfLife either(SignOfLife a, SignOfLife b) {
        return new SignOfLife(
                BinaryOperation.of(a.series(), Operator.OR, b.series()),
                a.labels().stream().filter(b.labels()::contains).toList());
    }

    /** The metric itself, as dashboards draw it: one query for each source that measures it. */
    List<Query> values(Clause clause) {
        return values(metric(clause.metric()), clause);
    }

    private static Query either(List<Query> queries) {
        return queries.stream()
                .reduce((a, b) -> new Query(
                        BinaryOperation.of(a.expression(), Operator.OR, b.expression()),
                        Stream.concat(a.identityLabels().stream(), b.identityLabels().stream())
                                .distinct()
                                .toList()))
                .orElseThrow();
    }

    CatalogueMetric metric(String name) {
        return context.catalogue()
                .find(name)
                .orElseThrow(() -> new IllegalArgumentException("the catalogue has no metric " + name));
    }

    private List<Query> values(CatalogueMetric metric, Clause clause) {
        Optional<Measure> own = metric.ownMeasure();
        return own.isPresent() ? List.of(own(metric, own.get(), clause)) : measuredBySources(metric, clause);
    }

    private Query own(CatalogueMetric metric, Measure measure, Clause clause) {
        if (measure instanceof Measure.Exported exported) {
            return worst(exported, clause, metric.worse());
        }
        if (measure instanceof Measure.Query query) {
            return filled(query, List.of(), Optional.empty(), clause);
        }
        return new Query(new Written(((Measure.Custom) measure).promql()), List.of());
    }

    /** The value of the worst replica. */
    private Query worst(Measure.Exported exported, Clause clause, Worse worse) {
        List<String> labels = exported.identityLabels();
        Expression series =
                Selector.of(series(exported.family(), clause), matchers(exported.family(), exported.fixed(), clause));
        return new Query(
                worse == Worse.HIGHER
                        ? Aggregation.max(withCluster(labels), series)
                        : Aggregation.min(withCluster(labels), series),
                labels);
    }

    private List<Query> measuredBySources(CatalogueMetric metric, Clause clause) {
        List<Query> queries = new ArrayList<>();
        for (Source source : sources(metric)) {
            if (metric.measure(source.preset()).orElse(null) instanceof Measure.Query query && serves(query, source)) {
                List<LabelMatcher> selector =
                        source.selector().stream().map(LabelMatcher::of).toList();
                queries.add(filled(query, selector, source.capacity(), clause));
            }
        }
        if (queries.isEmpty()) {
            throw new IllegalArgumentException(metric.name() + " is measured by a source: add one of "
                    + metric.presets() + " to sources." + metric.layer().text());
        }
        return queries;
    }

    private List<Source> sources(CatalogueMetric metric) {
        return metric.layer() == Layer.INFRASTRUCTURE
                ? context.specification().sources().infrastructure()
                : context.specification().sources().application();
    }

    /** A source without capacity cannot say how much of it is used. */
    private static boolean serves(Measure.Query query, Source source) {
        return source.capacity().isPresent() || !query.promql().contains(Measure.Query.CAPACITY);
    }

    private Query filled(
            Measure.Query query, List<LabelMatcher> selector, Optional<BigDecimal> capacity, Clause clause) {
        List<LabelMatcher> matchers = new ArrayList<>(selector);
        if (query.identityLabels().contains(LabelNames.MODEL)) {
            matchers.addAll(models(clause));
        }
        clause.matchers().stream().map(LabelMatcher::of).forEach(matchers::add);
        Duration range = clause.window().orElse(null) instanceof TimeWindow window
                ? window.length()
                : QueryTemplate.DEFAULT_RANGE;
        QueryTemplate template = new QueryTemplate(
                matchers,
                range,
                capacity,
                context.specification().business().downstream().failed());
        return new Query(template.fill(query), query.identityLabels());
    }

    private String series(MetricFamily family, Clause clause) {
        return FleetSeries.read(family, context.specification().monitoring().replicas(), clause.window());
    }

    private List<LabelMatcher> matchers(MetricFamily family, Map<String, String> fixed, Clause clause) {
        List<LabelMatcher> matchers = new ArrayList<>();
        fixed.forEach((label, value) -> matchers.add(LabelMatcher.equal(label, value)));
        matchers.addAll(models(clause));
        clause.matchers().stream().map(LabelMatcher::of).forEach(matchers::add);
        clause.window()
                .filter(window -> family.labels().contains(LabelNames.WINDOW))
                .ifPresent(window -> matchers.add(LabelMatcher.equal(LabelNames.WINDOW, window.label())));
        return matchers;
    }

    private List<LabelMatcher> models(Clause clause) {
        boolean chosen =
                clause.matchers().stream().anyMatch(matcher -> matcher.label().equals(LabelNames.MODEL));
        return chosen || context.models().isEmpty() ? List.of() : List.of(PlanContext.models(context.models()));
    }

    private static Expression holds(Expression value, Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            return compare(value, operator(comparison.operator()), comparison.limit());
        }
        if (bound instanceof Bound.Outside outside) {
            return BinaryOperation.of(
                    compare(value, Operator.LESS, outside.low()),
                    Operator.OR,
                    compare(value, Operator.GREATER, outside.high()));
        }
        Bound.Within within = (Bound.Within) bound;
        return compare(compare(value, Operator.AT_LEAST, within.low()), Operator.AT_MOST, within.high());
    }

    private static Expression compare(Expression value, Operator operator, Quantity limit) {
        return BinaryOperation.of(value, operator, new Literal(limit.value()));
    }

    private static Operator operator(io.watchbill.spec.condition.Operator operator) {
        return switch (operator) {
            case LESS -> Operator.LESS;
            case AT_MOST -> Operator.AT_MOST;
            case GREATER -> Operator.GREATER;
            case AT_LEAST -> Operator.AT_LEAST;
        };
    }

    /** Whether the two clauses ask for different values of a label, so that no element could match on it. */
    private boolean differ(Clause first, Clause second, String label) {
        Function<Clause, Optional<String>> asked = clause -> label.equals(LabelNames.WINDOW)
                ? clause.window().map(window -> window.label())
                : fixed(clause, label)
                        .or(() -> clause.matchers().stream()
                                .filter(matcher ->
                                        matcher.label().equals(label) && matcher.operator() == Matcher.Operator.EQUAL)
                                .map(Matcher::value)
                                .findFirst());
        Optional<String> firstValue = asked.apply(first);
        Optional<String> secondValue = asked.apply(second);
        return firstValue.isPresent() && secondValue.isPresent() && !firstValue.equals(secondValue);
    }

    private Optional<String> fixed(Clause clause, String label) {
        return metric(clause.metric()).ownMeasure().orElse(null) instanceof Measure.Exported exported
                ? Optional.ofNullable(exported.fixed().get(label))
                : Optional.empty();
    }

    static List<String> withCluster(List<String> labels) {
        return Stream.concat(Stream.of(LabelNames.CLUSTER), labels.stream()).toList();
    }
}
