package io.watchbill.plan;

import io.watchbill.plan.promql.Written;
import io.watchbill.spec.HistogramKind;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.Sources.Source;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Something of a specification that the target's Prometheus cannot do.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param message what is wrong, and how to mend it
 */
public record TargetProblem(String system, String specPath, String message) {

    /** Every query that a person wrote, and every source that objectives need, of which the target's version has not what it takes. */
    public static List<TargetProblem> of(Plan plan) {
        return Stream.concat(writtenQueries(plan), nativeHistograms(plan)).toList();
    }

    private static Stream<TargetProblem> writtenQueries(Plan plan) {
        PrometheusVersion version = plan.target().prometheus();
        return plan.alerts().stream()
                .filter(alert -> alert.expression() instanceof Written)
                .flatMap(alert -> Arrays.stream(PrometheusFeature.values())
                        .filter(feature -> !feature.in(version) && feature.usedBy((Written) alert.expression()))
                        .map(feature -> new TargetProblem(plan.system(), alert.specPath(), feature.refusal(version))));
    }

    private static Stream<TargetProblem> nativeHistograms(Plan plan) {
        PrometheusFeature feature = PrometheusFeature.NATIVE_HISTOGRAM_FUNCTIONS;
        PrometheusVersion version = plan.target().prometheus();
        boolean read = plan.objectives().stream()
                .anyMatch(objective -> objective.objective().measurement() instanceof Measurement.LatencyUnder);
        if (!read || feature.in(version)) {
            return Stream.empty();
        }
        List<Source> sources = plan.specification().sources().application();
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i).histogram() == HistogramKind.NATIVE)
                .mapToObj(i -> new TargetProblem(
                        plan.system(),
                        "/sources/application/" + i + "/histogram",
                        feature.refusal(
                                "objectives on latency read native histograms of "
                                        + sources.get(i).preset(),
                                version,
                                "write histogram: classic")));
    }
}
