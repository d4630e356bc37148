package io.watchbill.plan.fleet;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.condition.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What alerts read of verdicts: the exporter's, or where several share the events those over all of them. */
public final class FleetVerdicts {

    private static final String INSUFFICIENT = "insufficient_data";
    static final LabelMatcher OF_RUNS = new LabelMatcher(LabelNames.WINDOW, Matcher.Operator.MATCHES, "[0-9]+run");

    private FleetVerdicts() {}

    /** The worst verdict of each column and window; of windows of runs always that of the exporter that knows the run. */
    public static Expression worst(OperationsSpecification specification, List<LabelMatcher> matchers) {
        String own = MetricFamilies.DRIFT_VERDICT.name();
        if (specification.monitoring().replicas() == Replicas.ONE) {
            return worst(own, matchers);
        }
        Expression ofFleet = worst(FleetSeries.of(MetricFamilies.DRIFT_VERDICT), matchers);
        return hasRuns(specification)
                ? Vectors.or(
                        ofFleet,
                        worst(
                                own,
                                Stream.concat(matchers.stream(), Stream.of(OF_RUNS))
                                        .toList()))
                : ofFleet;
    }

    /**
     * The columns and windows without a verdict, with the reason. A replica that has too few samples says nothing of the
     * fleet, so that reason is told from what all of them have.
     *
     * @param models selects the models that are compared with a reference
     * @param usual reasons that are only a matter of time
     */
    public static Expression missing(OperationsSpecification specification, LabelMatcher models, List<String> usual) {
        if (specification.monitoring().replicas() == Replicas.ONE) {
            return Selector.of(MetricFamilies.DRIFT_NO_VERDICT.name(), models, noneOf(usual));
        }
        List<String> notTold = new ArrayList<>(usual);
        notTold.add(INSUFFICIENT);
        List<String> by = DriftColumns.with(DriftColumns.WINDOW, LabelNames.REASON);
        Expression others =
                Aggregation.max(by, Selector.of(MetricFamilies.DRIFT_NO_VERDICT.name(), models, noneOf(notTold)));
        Expression tooFew = Vectors.labelled(
                Vectors.unless(
                        Selector.of(FleetSeries.of(MetricFamilies.DRIFT_WINDOW_SAMPLES), models),
                        DriftColumns.WINDOW,
                        Selector.of(FleetSeries.WINDOW_SAMPLES, models)),
                LabelNames.REASON,
                INSUFFICIENT);
        return Vectors.or(others, tooFew);
    }

    private static LabelMatcher noneOf(List<String> reasons) {
        return reasons.size() == 1
                ? new LabelMatcher(LabelNames.REASON, Matcher.Operator.NOT_EQUAL, reasons.get(0))
                : new LabelMatcher(LabelNames.REASON, Matcher.Operator.DOES_NOT_MATCH, String.join("|", reasons));
    }

    private static boolean hasRuns(OperationsSpecification specification) {
        return specification.models().stream()
                .flatMap(model -> model.drift().windows().stream())
                .anyMatch(RunWindow.class::isInstance);
    }

    private static Expression worst(String series, List<LabelMatcher> matchers) {
        return Aggregation.max(DriftColumns.WINDOW, Selector.of(series, matchers));
    }
}
