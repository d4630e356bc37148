package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Model;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When the exporter is told of no prediction although there must be some: where yesterday and a week ago at this time there was traffic,
 * or while the application counts requests by itself. Such counters know no models: they say something only while all models are silent.
 */
final class IngestionAlert {

    /** A quarter hour in which 20 events are expected is empty by chance once in 10^8 times. */
    static final int STEADY = 20;

    private static final List<String> BY_MODEL = List.of(LabelNames.CLUSTER, LabelNames.MODEL);
    private static final List<String> BY_CLUSTER = List.of(LabelNames.CLUSTER);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);

    private final PlanContext context;
    private final Selector predictions;

    /** @param online models that are asked one by one */
    IngestionAlert(PlanContext context, List<Model> online) {
        this.context = context;
        this.predictions = Selector.of(MetricFamilies.PREDICTIONS.name(), PlanContext.models(online));
    }

    /** Holds for each model that is silent and should not be. */
    Expression expression() {
        return requestsGoOn()
                .<Expression>map(requests -> BinaryOperation.of(
                        atThisTime(),
                        Operator.OR,
                        BinaryOperation.of(
                                BinaryOperation.of(silent(), Operator.AND, hadSome()),
                                Operator.AND,
                                Matching.on(BY_CLUSTER),
                                BinaryOperation.of(requests, Operator.AND, allSilent()))))
                .orElse(atThisTime());
    }

    /** Predictions arrive, whatever the time of day: until then a model that fell silent stays so. */
    SignOfLife arriving() {
        return SignOfLife.shownBy(
                context,
                BinaryOperation.of(increase(predictions.over(QUARTER)), Operator.GREATER, number(0)),
                List.of(LabelNames.MODEL));
    }

    /** When, in words. */
    String when() {
        return requestsGoOn().isPresent()
                ? "at a time of day with steady traffic or while requests go on"
                : "at a time of day with steady traffic";
    }

    private Expression atThisTime() {
        Selector quarter = predictions.over(QUARTER);
        Expression busyYesterday = BinaryOperation.of(increase(quarter.earlier(DAY)), Operator.GREATER, number(STEADY));
        Expression quietLastWeek =
                BinaryOperation.of(increase(quarter.earlier(WEEK)), Operator.AT_MOST, number(STEADY));
        return BinaryOperation.of(
                BinaryOperation.of(silent(), Operator.AND, busyYesterday), Operator.UNLESS, quietLastWeek);
    }

    private Expression silent() {
        return BinaryOperation.of(increase(predictions.over(QUARTER)), Operator.EQUAL, number(0));
    }

    private Expression allSilent() {
        return BinaryOperation.of(
                Aggregation.sum(BY_CLUSTER, Call.of("increase", predictions.over(QUARTER))), Operator.EQUAL, number(0));
    }

    /** A model of which nothing was ever told may have its events elsewhere. */
    private Expression hadSome() {
        return BinaryOperation.of(Aggregation.sum(BY_MODEL, predictions), Operator.GREATER, number(0));
    }

    /** Requests that do not pass the exporter; empty where no source counts any, or counts probes among them. */
    private Optional<Expression> requestsGoOn() {
        return context.specification().sources().application().stream()
                .filter(source -> !source.preset().equals(Preset.OF_EXPORTER))
                .flatMap(source -> MetricCatalogue.preset(source.preset())
                        .flatMap(Preset::requests)
                        .filter(requests -> !requests.probes() || leavesSomeOut(source))
                        .map(requests -> steady(QueryTemplate.select(
                                requests.total(),
                                source.selector().stream().map(LabelMatcher::of).toList())))
                        .stream())
                .reduce((one, other) -> BinaryOperation.of(one, Operator.OR, other));
    }

    private static boolean leavesSomeOut(Source source) {
        return source.selector().stream()
                .anyMatch(matcher -> matcher.operator() == Matcher.Operator.NOT_EQUAL
                        || matcher.operator() == Matcher.Operator.DOES_NOT_MATCH);
    }

    private static Expression steady(String counter) {
        Expression requests = Call.of("increase", new Written(counter + "[" + Durations.format(QUARTER) + "]"));
        return BinaryOperation.of(Aggregation.sum(BY_CLUSTER, requests), Operator.GREATER, number(STEADY));
    }

    private static Expression increase(Selector counter) {
        return Aggregation.sum(BY_MODEL, Call.of("increase", counter));
    }

    private static Literal number(long value) {
        return new Literal(BigDecimal.valueOf(value));
    }
}
