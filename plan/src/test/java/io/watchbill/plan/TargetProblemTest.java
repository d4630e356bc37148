package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TargetProblemTest {

    private static final String MODEL =
            "models: {m: {task: binary-classification, positiveClass: y, features: {x: {type: numeric}}}}\n";
    private static final String SOURCES =
            "sources:\n  application:\n    - {preset: micrometer}\n" + "    - {preset: watchbill, histogram: native}\n";
    private static final String LATENCY = "slos: [{name: latency, target: < 100ms, measurement: latency_p99}]\n";
    private static final Target OLD = Target.DEFAULT.withPrometheus(new PrometheusVersion(2, 39));

    @Test
    void nativeHistogramsOfObjectivesAreRefusedWhereTheTargetHasNone() {
        assertThat(TargetProblem.of(Planner.plan(Specifications.shop(MODEL + SOURCES + LATENCY), OLD)))
                .containsExactly(new TargetProblem(
                        "shop",
                        "/sources/application/1/histogram",
                        "objectives on latency read native histograms of watchbill, which Prometheus has only from 2.40"
                                + " on, and the target is 2.39: write histogram: classic, or compile with --target"
                                + " prometheus=VERSION of another version"));
    }

    @Test
    void nobodyMindsThemWhereTheTargetHasThemOrNothingReadsThem() {
        assertThat(TargetProblem.of(Planner.plan(Specifications.shop(MODEL + SOURCES + LATENCY), Target.DEFAULT)))
                .isEmpty();
        assertThat(TargetProblem.of(Planner.plan(Specifications.shop(MODEL + SOURCES), OLD)))
                .isEmpty();
    }
}
