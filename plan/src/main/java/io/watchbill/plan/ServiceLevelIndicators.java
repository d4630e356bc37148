package io.watchbill.plan;

import io.watchbill.plan.ServiceLevelIndicator.Counted;
import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Text;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Durations;
import io.watchbill.spec.HistogramKind;
import io.watchbill.spec.Holdout;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Model;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Task;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.Preset;
import io.watchbill.spec.catalogue.Requests;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How the measurements of objectives are counted. */
final class ServiceLevelIndicators {

    private final PlanContext context;

    ServiceLevelIndicators(PlanContext context) {
        this.context = context;
    }

    /** One for each source that can count it; empty where none can. */
    List<ServiceLevelIndicator> of(Measurement measurement, ObjectiveSeries series) {
        if (measurement instanceof Measurement.BadEvents events) {
            return List.of(written(events.bad(), Counted.BAD, events.total()));
        } else if (measurement instanceof Measurement.GoodEvents events) {
            return List.of(written(events.good(), Counted.GOOD, events.total()));
        } else if (measurement instanceof Measurement.TimeSlice slice) {
            return List.of(slices(slice, series));
        } else if (measurement instanceof Measurement.MetricRatio ratio) {
            return switch (ratio.metric()) {
                case ERROR_RATE, AVAILABILITY -> ofSources(this::failures);
                case ACCURACY -> accuracy().stream().toList();
                case LABEL_COVERAGE -> List.of(labels());
            };
        }
        BigDecimal bound = ((Measurement.LatencyUnder) measurement).bound().value();
        return ofSources((requests, query) -> inTime(requests, query, bound));
    }

    private interface OfRequests {
        Optional<ServiceLevelIndicator> count(Requests requests, RequestQuery query);
    }

    /** The matchers of a source, the labels of its preset, and how its durations are kept. */
    private record RequestQuery(List<LabelMatcher> matchers, List<String> labels, HistogramKind histogram) {
        String select(String template) {
            return QueryTemplate.select(template, matchers);
        }
    }

    /** Sources are told apart, so that none hides another's events. */
    private List<ServiceLevelIndicator> ofSources(OfRequests counting) {
        List<ServiceLevelIndicator> indicators = new ArrayList<>();
        List<String> presets = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Source source : context.specification().sources().application()) {
            Optional<Preset> found = MetricCatalogue.preset(source.preset());
            found.flatMap(Preset::requests).ifPresent(requests -> {
                List<String> labels = found.orElseThrow().labels();
                List<LabelMatcher> matchers = new ArrayList<>(
                        source.selector().stream().map(LabelMatcher::of).toList());
                if (labels.contains(LabelNames.MODEL) && !context.models().isEmpty()) {
                    matchers.add(PlanContext.models(context.models()));
                }
                RequestQuery query = new RequestQuery(matchers, labels, source.histogram());
                counting.count(requests, query).ifPresent(indicator -> {
                    indicators.add(indicator);
                    long before =
                            presets.stream().filter(source.preset()::equals).count();
                    presets.add(source.preset());
                    names.add(source.preset() + (before == 0 ? "" : "-" + (before + 1)));
                });
            });
        }
        if (indicators.size() < 2) {
            return indicators;
        }
        return Stream.iterate(0, i -> i < names.size(), i -> i + 1)
                .map(i -> indicators.get(i).ofSource(names.get(i)))
                .toList();
    }

    private Optional<ServiceLevelIndicator> failures(Requests requests, RequestQuery query) {
        String total = query.select(requests.total());
        return requests.failed()
                .map(failed -> new ServiceLevelIndicator(
                        increase(query.select(failed), query.labels()),
                        Counted.BAD,
                        increase(total, query.labels()),
                        List.of(presence(total)),
                        query.labels(),
                        Optional.empty()));
    }

    private Optional<ServiceLevelIndicator> inTime(Requests requests, RequestQuery query, BigDecimal bound) {
        return requests.duration().map(durations -> {
            if (query.histogram() == HistogramKind.NATIVE) {
                return ofNative(query.select(durations.whole()), query.labels(), durations.bound(bound));
            }
            String bucket =
                    query.select(durations.bucket(bucket(durations.bound(bound)).text()));
            String total = query.select(durations.count());
            return new ServiceLevelIndicator(
                    increase(bucket, query.labels()),
                    Counted.IN_BUCKET,
                    increase(total, query.labels()),
                    List.of(presence(total), presence(bucket)),
                    query.labels(),
                    Optional.empty());
        });
    }

    /** Histograms are added up before the share is taken, so that it weighs by traffic. */
    private static ServiceLevelIndicator ofNative(String histograms, List<String> labels, BigDecimal bound) {
        Function<Duration, Expression> increase = increase(histograms, labels);
        return new ServiceLevelIndicator(
                window -> Call.of(
                        "histogram_fraction", new Literal(BigDecimal.ZERO), new Literal(bound), increase.apply(window)),
                Counted.GOOD_SHARE,
                window -> Call.of("histogram_count", increase.apply(window)),
                List.of(presence(histograms)),
                labels,
                Optional.empty());
    }

    /** Whole bounds are written as 1 by some clients and as 1.0 by others, and by Prometheus from version 3. */
    private static LabelMatcher bucket(BigDecimal bound) {
        String text = new Literal(bound).text();
        return text.contains(".")
                ? LabelMatcher.equal("le", text)
                : new LabelMatcher("le", Matcher.Operator.MATCHES, text + "(\\.0)?");
    }

    /** Predictions whose label says what was predicted, of all that have a label. Arms held out are not the model's work. */
    private Optional<ServiceLevelIndicator> accuracy() {
        List<Model> classifiers = context.models().stream()
                .filter(model ->
                        model.task() == Task.BINARY_CLASSIFICATION || model.task() == Task.MULTICLASS_CLASSIFICATION)
                .toList();
        if (classifiers.isEmpty()) {
            return Optional.empty();
        }
        List<LabelMatcher> matchers = new ArrayList<>(List.of(PlanContext.models(classifiers)));
        classifiers.stream()
                .flatMap(model -> model.performance().holdout().stream())
                .map(Holdout::arm)
                .distinct()
                .forEach(arm -> matchers.add(new LabelMatcher(LabelNames.ARM, Matcher.Operator.NOT_EQUAL, arm)));
        Selector labelled = Selector.of(MetricFamilies.LABELLED_PREDICTIONS.name(), matchers);
        List<String> one = List.of(LabelNames.CLUSTER, LabelNames.MODEL, LabelNames.VERSION, LabelNames.PREDICTED);
        Expression hits = Call.of(
                "label_replace",
                Aggregation.max(one, labelled),
                new Text(LabelNames.ACTUAL),
                new Text("$1"),
                new Text(LabelNames.PREDICTED),
                new Text("(.*)"));
        Matching same = Matching.on(
                Stream.concat(one.stream(), Stream.of(LabelNames.ACTUAL)).toList());
        List<String> identity = List.of(LabelNames.MODEL);
        return Optional.of(new ServiceLevelIndicator(
                window -> sum(
                        identity,
                        BinaryOperation.of(Call.of("increase", labelled.over(window)), Operator.AND, same, hits)),
                Counted.GOOD,
                window -> sum(identity, Call.of("increase", labelled.over(window))),
                List.of(labelled),
                identity,
                Optional.empty()));
    }

    /** Predictions that expired without a label, of all that were joined with one or expired. */
    private ServiceLevelIndicator labels() {
        LabelMatcher models = PlanContext.models(context.models());
        Selector joined =
                Selector.of(MetricFamilies.LABELS.name(), LabelMatcher.equal(LabelNames.RESULT, "joined"), models);
        Selector expired = Selector.of(MetricFamilies.PREDICTIONS_UNLABELLED.name(), models);
        List<String> identity = List.of(LabelNames.MODEL);
        Function<Duration, Expression> bad = window -> sum(identity, Call.of("increase", expired.over(window)));
        Function<Duration, Expression> good = window -> sum(identity, Call.of("increase", joined.over(window)));
        return new ServiceLevelIndicator(
                good,
                Counted.GOOD,
                window -> BinaryOperation.of(good.apply(window), Operator.PLUS, bad.apply(window)),
                List.of(joined, expired),
                identity,
                Optional.empty());
    }

    /** Each evaluation is an event, bad unless the condition holds. */
    private ServiceLevelIndicator slices(Measurement.TimeSlice slice, ObjectiveSeries series) {
        ConditionPlanner planner = new ConditionPlanner(context);
        List<String> identity = planner.clause(slice.good()).identityLabels();
        Selector slices = series.badSlices();
        return new ServiceLevelIndicator(
                window -> sum(identity, Call.of("sum_over_time", slices.over(window))),
                Counted.BAD,
                window -> sum(identity, Call.of("count_over_time", slices.over(window))),
                List.of(slices),
                identity,
                Optional.empty());
    }

    private ServiceLevelIndicator written(String part, Counted kind, String total) {
        return new ServiceLevelIndicator(
                increase(part, List.of()),
                kind,
                increase(total, List.of()),
                List.of(presence(total)),
                List.of(),
                Optional.empty());
    }

    /** Of a selector its increase, of other PromQL what it says about the window. */
    private static Function<Duration, Expression> increase(String text, List<String> identity) {
        return window -> {
            String length = Durations.format(window);
            return sum(
                    identity,
                    text.contains(Measurement.WINDOW)
                            ? new Written(text.replace(Measurement.WINDOW, length))
                            : Call.of("increase", new Written(text + "[" + length + "]")));
        };
    }

    private static Expression presence(String text) {
        return new Written(text.replace(Measurement.WINDOW, Durations.format(QueryTemplate.DEFAULT_RANGE)));
    }

    private static Expression sum(List<String> identity, Expression inner) {
        return Aggregation.sum(ConditionPlanner.withCluster(identity), inner);
    }
}
