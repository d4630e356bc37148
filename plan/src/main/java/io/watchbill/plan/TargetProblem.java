package io.watchbill.plan;

import io.watchbill.plan.promql.Written;
import java.util.Arrays;
import java.util.List;

/**
 * Something of a specification that the target's Prometheus cannot do.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param message what is wrong, and how to mend it
 */
public record TargetProblem(String system, String specPath, String message) {

    /** Every query of the plan that a person wrote and that the target's version would refuse. */
    public static List<TargetProblem> of(Plan plan) {
        PrometheusVersion version = plan.target().prometheus();
        return plan.alerts().stream()
                .filter(alert -> alert.expression() instanceof Written)
                .flatMap(alert -> Arrays.stream(PrometheusFeature.values())
                        .filter(feature -> !feature.in(version) && feature.usedBy((Written) alert.expression()))
                        .map(feature -> new TargetProblem(plan.system(), alert.specPath(), feature.refusal(version))))
                .toList();
    }
}
