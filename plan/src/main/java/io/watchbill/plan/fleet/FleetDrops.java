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
import io.watchbill.spec.catalogue.MetricFamily;
import java.util.List;
import java.util.stream.Stream;

/** What alerts read of drops against a baseline: the exporter's, or where several share the events those over all of them. */
public final class FleetDrops {

    private FleetDrops() {}

    /** The worst of a family's elements; of windows of runs always that of the exporter that knows the run. */
    public static Expression worst(
            OperationsSpecification specification, MetricFamily family, List<LabelMatcher> matchers) {
        if (specification.monitoring().replicas() == Replicas.ONE || !FleetSeries.has(family)) {
            return worst(family, family.name(), matchers);
        }
        Expression ofFleet = worst(family, FleetSeries.of(family), matchers);
        List<LabelMatcher> ofRuns = Stream.concat(matchers.stream(), Stream.of(FleetVerdicts.OF_RUNS))
                .toList();
        return hasRuns(specification) ? Vectors.or(ofFleet, worst(family, family.name(), ofRuns)) : ofFleet;
    }

    private static boolean hasRuns(OperationsSpecification specification) {
        return specification.models().stream()
                .flatMap(model -> model.performance().windows().stream())
                .anyMatch(RunWindow.class::isInstance);
    }

    private static Expression worst(MetricFamily family, String series, List<LabelMatcher> matchers) {
        List<String> labels = Stream.concat(Stream.of(LabelNames.CLUSTER), family.labels().stream())
                .toList();
        return Aggregation.max(labels, Selector.of(series, matchers));
    }
}
