package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.atLeast;
import static io.watchbill.plan.fleet.Vectors.each;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.number;
import static io.watchbill.plan.fleet.Vectors.over;
import static io.watchbill.plan.fleet.Vectors.plus;
import static io.watchbill.plan.fleet.Vectors.sum;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mean confidence over all replicas, and how much lower than on the reference data it is. The histogram that knows the sum
 * counts held-out predictions too, which the mean must not; where there is a holdout, the worst replica decides.
 */
final class ConfidenceFormulas {

    private static final String SUM = "sum";
    private static final String COUNT = "count";

    private final Model model;
    private final LabelMatcher ofModel;

    ConfidenceFormulas(Model model) {
        this.model = model;
        this.ofModel = LabelMatcher.equal(LabelNames.MODEL, model.name());
    }

    private boolean holdout() {
        return model.performance().holdout().isPresent();
    }

    /** The sum and the number of confidences, by the name of the quantity; none with a holdout. */
    Map<String, Increases> sums() {
        Map<String, Increases> sums = new LinkedHashMap<>();
        for (String quantity : holdout() ? List.<String>of() : List.of(SUM, COUNT)) {
            Selector counter = Selector.of(MetricFamilies.PREDICTION_CONFIDENCE.name() + "_" + quantity, ofModel);
            sums.put(
                    quantity,
                    new Increases(
                            List.of(ofModel, LabelMatcher.equal(PerformanceVectors.QUANTITY, quantity)),
                            DriftColumns.VERSION,
                            range -> Increases.growth(counter, range),
                            FleetSeries.CONFIDENCE_SHORT_INCREASE,
                            FleetSeries.CONFIDENCE_LONG_INCREASE));
        }
        return sums;
    }

    /** Absent with too few predictions. */
    Expression mean() {
        return holdout()
                ? Aggregation.min(DriftColumns.VERSION_AND_WINDOW, own(MetricFamilies.CONFIDENCE_MEAN))
                : over(
                        quantity(SUM),
                        atLeast(quantity(COUNT), model.performance().minimumSamples()));
    }

    /** A replica's mean and drop add up to the mean on the reference data, which all replicas share. */
    Expression drop() {
        if (holdout()) {
            return Aggregation.max(DriftColumns.VERSION_AND_WINDOW, own(MetricFamilies.CONFIDENCE_DROP));
        }
        Expression reference = Aggregation.max(
                DriftColumns.VERSION, plus(own(MetricFamilies.CONFIDENCE_MEAN), own(MetricFamilies.CONFIDENCE_DROP)));
        Expression mean = Selector.of(FleetSeries.of(MetricFamilies.CONFIDENCE_MEAN), ofModel);
        return minus(number(0), each(mean, Operator.MINUS, DriftColumns.VERSION, reference));
    }

    private Expression own(MetricFamily family) {
        return Selector.of(family.name(), ofModel);
    }

    private Expression quantity(String quantity) {
        return sum(
                DriftColumns.VERSION_AND_WINDOW,
                Selector.of(
                        FleetSeries.CONFIDENCE_INCREASE,
                        ofModel,
                        LabelMatcher.equal(PerformanceVectors.QUANTITY, quantity)));
    }
}
