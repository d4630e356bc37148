package io.watchbill.rules.proof;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The tests of alerts on what Prometheus counts about itself. */
final class PrometheusProof {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final MonitoringScene scene;
    private final PlannedAlert alert;

    PrometheusProof(MonitoringScene scene) {
        this.scene = scene;
        this.alert = scene.alert();
    }

    /** Of each of these counters of Prometheus' or Alertmanager's own, one failure at each sample for a while. */
    List<ProvenCase> failing(Map<String, String> labels, String... counters) {
        return Arrays.stream(counters).map(counter -> failing(counter, labels)).toList();
    }

    private ProvenCase failing(String counter, Map<String, String> labels) {
        Cadence cadence = Cadence.live(scene.plan());
        Duration before = cadence.up(QUARTER).plus(cadence.steps(2));
        Duration failing = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(4));
        BigDecimal each = BigDecimal.valueOf(1_000)
                .divide(BigDecimal.valueOf(cadence.sample().toMillis()), MathContext.DECIMAL64);
        SampleRun run = new SampleRun(counter, labels);
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, before));
        run.growth(each, cadence.sample(), MonitoringScene.samples(cadence, failing));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, QUARTER.plus(cadence.steps(6))));
        Duration last = before.plus(failing).minus(cadence.steps(1));
        double inAQuarter = (double) Cadence.times(QUARTER, cadence.sample());
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires while " + counter + " grows",
                        Durations.format(cadence.sample()),
                        List.of(run.series()),
                        List.of(
                                scene.none(before),
                                scene.none(
                                        before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                                scene.fires(last, labels, inAQuarter),
                                scene.none(cadence.up(before.plus(failing).plus(QUARTER))
                                        .plus(cadence.steps(3))))));
    }
}
