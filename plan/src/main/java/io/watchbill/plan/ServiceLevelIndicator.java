package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counters of bad, good and all events: what a service level objective is measured by. Over any window the counts are
 * weighted by traffic, which a mean of ratios is not.
 *
 * @param counted selects the counter of bad events, or of good ones
 * @param total selects the counter of all events
 * @param identityLabels what the sums keep, without {@code cluster}
 */
record ServiceLevelIndicator(String counted, Counted kind, String total, List<String> identityLabels) {

    /** What the counter of a part counts, and what it means that the counter is absent. */
    enum Counted {
        /** Bad events; absent: there was none. */
        BAD,
        /** Good events; absent: there was none. */
        GOOD,
        /** Requests in a bucket of a histogram; absent: the histogram has no such bucket, and nothing is known. */
        IN_BUCKET
    }

    /** How a measurement is counted by each source that can; empty where none can count it. */
    static List<ServiceLevelIndicator> of(Measurement measurement, PlanContext context) {
        if (measurement instanceof Measurement.BadEvents events) {
            return List.of(new ServiceLevelIndicator(events.bad(), Counted.BAD, events.total(), List.of()));
        }
        if (measurement instanceof Measurement.GoodEvents events) {
            return List.of(new ServiceLevelIndicator(events.good(), Counted.GOOD, events.total(), List.of()));
        }
        List<ServiceLevelIndicator> indicators = new ArrayList<>();
        for (Source source : context.specification().sources().application()) {
            MetricCatalogue.preset(source.preset())
                    .flatMap(preset -> ofRequests(measurement, preset, source, context))
                    .ifPresent(indicators::add);
        }
        return indicators;
    }

    private static Optional<ServiceLevelIndicator> ofRequests(
            Measurement measurement, Preset preset, Source source, PlanContext context) {
        List<LabelMatcher> matchers =
                new ArrayList<>(source.selector().stream().map(LabelMatcher::of).toList());
        if (preset.labels().contains(LabelNames.MODEL) && !context.models().isEmpty()) {
            matchers.add(PlanContext.models(context.models()));
        }
        return preset.requests().flatMap(requests -> {
            if (measurement instanceof Measurement.LatencyUnder under) {
                String duration = requests.duration();
                String bucket = duration + "_bucket{"
                        + bucket(under.bound().value()).text() + "," + Measure.Query.SELECTOR + "}";
                return Optional.of(new ServiceLevelIndicator(
                        QueryTemplate.select(bucket, matchers),
                        Counted.IN_BUCKET,
                        QueryTemplate.select(duration + "_count{" + Measure.Query.SELECTOR + "}", matchers),
                        preset.labels()));
            }
            boolean ofRequests = measurement instanceof Measurement.MetricRatio ratio
                    && (ratio.metric().equals("error_rate") || ratio.metric().equals("availability"));
            return ofRequests
                    ? Optional.of(new ServiceLevelIndicator(
                            QueryTemplate.select(requests.failed(), matchers),
                            Counted.BAD,
                            QueryTemplate.select(requests.total(), matchers),
                            preset.labels()))
                    : Optional.empty();
        });
    }

    /** Whole bounds are written as 1 by some clients and as 1.0 by others, and by Prometheus from version 3. */
    private static LabelMatcher bucket(BigDecimal bound) {
        String text = new Literal(bound).text();
        return text.contains(".")
                ? LabelMatcher.equal("le", text)
                : new LabelMatcher("le", Matcher.Operator.MATCHES, text + "(\\.0)?");
    }

    /** How many events of the window were bad; absent where nothing is known. */
    Expression bad(Duration window) {
        Expression all = increase(total, window);
        Expression some = increase(counted, window);
        Expression zero = BinaryOperation.of(new Literal(BigDecimal.ZERO), Operator.TIMES, all);
        Expression someOrNone = BinaryOperation.of(some, Operator.OR, zero);
        return switch (kind) {
            case BAD -> someOrNone;
            case GOOD -> BinaryOperation.of(all, Operator.MINUS, someOrNone);
            case IN_BUCKET -> BinaryOperation.of(all, Operator.MINUS, some);
        };
    }

    /** The share of bad events in the window; absent without traffic. */
    Expression badShare(Duration window) {
        Expression traffic =
                BinaryOperation.of(increase(total, window), Operator.GREATER, new Literal(BigDecimal.ZERO));
        return BinaryOperation.of(bad(window), Operator.DIVIDED_BY, traffic);
    }

    private Expression increase(String selector, Duration window) {
        Expression range = new Written(selector + "[" + Durations.format(window) + "]");
        return Aggregation.sum(ConditionPlanner.withCluster(identityLabels), Call.of("increase", range));
    }
}
