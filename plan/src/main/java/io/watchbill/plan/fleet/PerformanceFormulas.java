package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.atLeast;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.count;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.or;
import static io.watchbill.plan.fleet.Vectors.over;
import static io.watchbill.plan.fleet.Vectors.plus;
import static io.watchbill.plan.fleet.Vectors.sum;
import static io.watchbill.plan.fleet.Vectors.times;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Text;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The exporter's metrics of performance as PromQL over {@link PerformanceVectors}; absent with too few labels. */
final class PerformanceFormulas {

    private static final List<String> WINDOW = DriftColumns.VERSION_AND_WINDOW;
    private static final List<String> BY_CLASS = DriftColumns.with(WINDOW, LabelNames.CLASS);

    private final Model model;
    private final Expression labelled;
    private final Expression n;

    PerformanceFormulas(Model model) {
        this.model = model;
        this.labelled = series(FleetSeries.LABELLED_INCREASE);
        this.n = atLeast(
                series(FleetSeries.of(MetricFamilies.PERFORMANCE_SAMPLES)),
                model.performance().minimumSamples());
    }

    /** Labelled predictions in the window. */
    Expression samples() {
        return sum(WINDOW, labelled);
    }

    /** The metrics of the model's task, by the family that each stands for. */
    Map<MetricFamily, Expression> metrics() {
        return switch (model.task()) {
            case BINARY_CLASSIFICATION -> binary(model.positiveClass().orElseThrow());
            case MULTICLASS_CLASSIFICATION -> multiclass();
            case REGRESSION -> regression();
            case GENERATION -> Map.of();
        };
    }

    private Map<MetricFamily, Expression> binary(String positive) {
        LabelMatcher predicted = LabelMatcher.equal(LabelNames.PREDICTED, positive);
        LabelMatcher actual = LabelMatcher.equal(LabelNames.ACTUAL, positive);
        Expression hits = orNone(sum(WINDOW, series(FleetSeries.LABELLED_INCREASE, predicted, actual)));
        Expression ofPrediction = orNone(sum(WINDOW, series(FleetSeries.LABELLED_INCREASE, predicted)));
        Expression ofLabel = orNone(sum(WINDOW, series(FleetSeries.LABELLED_INCREASE, actual)));
        Map<MetricFamily, Expression> metrics = new LinkedHashMap<>();
        metrics.put(MetricFamilies.ACCURACY, accuracy());
        metrics.put(MetricFamilies.PRECISION, ifEnough(over(hits, above(ofPrediction, 0))));
        metrics.put(MetricFamilies.RECALL, ifEnough(over(hits, above(ofLabel, 0))));
        metrics.put(MetricFamilies.F1, ifEnough(over(times(number(2), hits), above(plus(ofPrediction, ofLabel), 0))));
        return metrics;
    }

    /** Means over the classes that occur; a class that was never predicted has a precision of 0. */
    private Map<MetricFamily, Expression> multiclass() {
        Expression hits = byClass(hits(), LabelNames.PREDICTED);
        Expression predicted = byClass(labelled, LabelNames.PREDICTED);
        Expression actual = byClass(labelled, LabelNames.ACTUAL);
        Expression either = plus(or(predicted, times(number(0), actual)), or(actual, times(number(0), predicted)));
        Expression classes = count(WINDOW, above(either, 0));
        Map<MetricFamily, Expression> metrics = new LinkedHashMap<>();
        metrics.put(MetricFamilies.ACCURACY, accuracy());
        metrics.put(MetricFamilies.PRECISION, mean(over(hits, above(predicted, 0)), classes));
        metrics.put(MetricFamilies.RECALL, mean(over(hits, above(actual, 0)), classes));
        metrics.put(MetricFamilies.F1, mean(over(times(number(2), hits), above(either, 0)), classes));
        return metrics;
    }

    private Map<MetricFamily, Expression> regression() {
        Expression absolute = quantity("absolute_error");
        Map<MetricFamily, Expression> metrics = new LinkedHashMap<>();
        metrics.put(MetricFamilies.MAE, over(absolute, n));
        metrics.put(MetricFamilies.RMSE, call("sqrt", over(quantity("squared_error"), n)));
        metrics.put(MetricFamilies.BIAS, over(minus(quantity("error", "positive"), quantity("error", "negative")), n));
        metrics.put(MetricFamilies.WAPE, ifEnough(over(absolute, above(quantity("target"), 0))));
        return metrics;
    }

    private Expression accuracy() {
        return over(orNone(sum(WINDOW, hits())), n);
    }

    /** The cells in which prediction and label agree. */
    private Expression hits() {
        Expression diagonal = call(
                "label_replace",
                sum(DriftColumns.with(WINDOW, LabelNames.PREDICTED), labelled),
                new Text(LabelNames.ACTUAL),
                new Text("$1"),
                new Text(LabelNames.PREDICTED),
                new Text("((?s).*)"));
        return BinaryOperation.of(labelled, Operator.AND, diagonal);
    }

    private Expression byClass(Expression counts, String label) {
        Expression copied = call(
                "label_replace",
                sum(DriftColumns.with(WINDOW, label), counts),
                new Text(LabelNames.CLASS),
                new Text("$1"),
                new Text(label),
                new Text("((?s).*)"));
        return sum(BY_CLASS, copied);
    }

    private Expression mean(Expression shares, Expression classes) {
        return ifEnough(over(orNone(sum(WINDOW, shares)), classes));
    }

    /** The sum, or 0 where there are labels enough and none of them has it. */
    private Expression orNone(Expression sum) {
        return or(sum, times(number(0), n));
    }

    private Expression ifEnough(Expression metric) {
        return BinaryOperation.of(metric, Operator.AND, n);
    }

    private Expression quantity(String quantity) {
        return sum(WINDOW, series(FleetSeries.SUM_INCREASE, LabelMatcher.equal(PerformanceVectors.QUANTITY, quantity)));
    }

    private Expression quantity(String quantity, String sign) {
        return sum(
                WINDOW,
                series(
                        FleetSeries.SUM_INCREASE,
                        LabelMatcher.equal(PerformanceVectors.QUANTITY, quantity),
                        LabelMatcher.equal(LabelNames.SIGN, sign)));
    }

    private Expression series(String name, LabelMatcher... matchers) {
        return new DriftColumns(model).series(name, matchers);
    }
}
