package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.or;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Holdout;
import io.watchbill.spec.Model;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the labels of a model brought in a window, over all replicas: counts by class, and sums of errors. */
final class PerformanceVectors {

    /** The label that tells the sums apart. */
    static final String QUANTITY = "quantity";

    private static final List<String> BY_CLASS =
            DriftColumns.with(DriftColumns.VERSION, LabelNames.PREDICTED, LabelNames.ACTUAL);
    private static final List<String> BY_SIGN = DriftColumns.with(DriftColumns.VERSION, LabelNames.SIGN);

    private final Model model;
    private final LabelMatcher ofModel;

    PerformanceVectors(Model model) {
        this.model = model;
        this.ofModel = LabelMatcher.equal(LabelNames.MODEL, model.name());
    }

    /** Labelled predictions by predicted and actual class. */
    Increases labelled() {
        return increases(
                MetricFamilies.LABELLED_PREDICTIONS,
                BY_CLASS,
                List.of(ofModel),
                FleetSeries.LABELLED_SHORT_INCREASE,
                FleetSeries.LABELLED_LONG_INCREASE);
    }

    /** The sums of a regression's errors and targets, by the name of the quantity. */
    Map<String, Increases> sums() {
        Map<String, MetricFamily> families = new LinkedHashMap<>();
        families.put("error", MetricFamilies.ERROR_SUM);
        families.put("absolute_error", MetricFamilies.ABSOLUTE_ERROR_SUM);
        families.put("squared_error", MetricFamilies.SQUARED_ERROR_SUM);
        families.put("target", MetricFamilies.TARGET_SUM);
        Map<String, Increases> sums = new LinkedHashMap<>();
        families.forEach((quantity, family) -> sums.put(
                quantity,
                increases(
                        family,
                        BY_SIGN,
                        List.of(ofModel, LabelMatcher.equal(QUANTITY, quantity)),
                        FleetSeries.SUM_SHORT_INCREASE,
                        FleetSeries.SUM_LONG_INCREASE)));
        return sums;
    }

    private Increases increases(
            MetricFamily family, List<String> by, List<LabelMatcher> recorded, String shortName, String longName) {
        return new Increases(recorded, by, range -> growth(family, range), shortName, longName);
    }

    /**
     * The increase of a counter that comes onto the page with the first event that it counts: where the replica was there
     * before and the counter was not, all that it shows is new.
     */
    private Expression growth(MetricFamily family, Duration range) {
        List<LabelMatcher> matchers = new ArrayList<>(List.of(ofModel));
        model.performance()
                .holdout()
                .map(Holdout::arm)
                .ifPresent(arm -> matchers.add(new LabelMatcher(LabelNames.ARM, Matcher.Operator.NOT_EQUAL, arm)));
        Selector counter = Selector.of(family.name(), matchers);
        Expression difference = BinaryOperation.of(
                minus(counter, counter.earlier(range)), Operator.UNLESS, above(call("resets", counter.over(range)), 0));
        Selector alwaysThere =
                Selector.of(MetricFamilies.LABELS.name(), ofModel, LabelMatcher.equal(LabelNames.RESULT, "joined"));
        List<String> own = new ArrayList<>(family.labels());
        own.removeAll(List.of(LabelNames.MODEL, LabelNames.VERSION));
        own.add(LabelNames.RESULT);
        // The family's name goes with the addition of 0, so that what is new and what grew have the same labels.
        Expression isNew = BinaryOperation.of(
                Vectors.plus(BinaryOperation.of(counter, Operator.UNLESS, counter.earlier(range)), Vectors.number(0)),
                Operator.AND,
                Matching.ignoring(own),
                alwaysThere.earlier(range));
        return or(or(difference, isNew), call("increase", counter.over(range)));
    }
}
