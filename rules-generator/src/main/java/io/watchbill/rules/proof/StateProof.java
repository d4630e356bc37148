package io.watchbill.rules.proof;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tests of alerts on what the exporter keeps. */
final class StateProof {

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal JUST_UNDER_ONE = new BigDecimal("0.99");
    private static final Map<String, String> FAILING = MonitoringScene.instance("test:9465");
    private static final Map<String, String> WELL = MonitoringScene.instance("other:9465");

    /** Longer than Prometheus looks back for a sample. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    private final MonitoringScene scene;
    private final PlannedAlert alert;
    private final Cadence cadence;

    StateProof(MonitoringScene scene) {
        this.scene = scene;
        this.alert = scene.alert();
        this.cadence = Cadence.live(scene.plan());
    }

    /** One of two exporters cannot store, is away for a while, and is well when it comes back. */
    List<ProvenCase> notStored() {
        return List.of(gauge("fires while one of two exporters stores nothing", MetricFamilies.STATE_FAILING.name()));
    }

    /** A store that was moved aside, until somebody takes it away; and predictions that were damaged, an hour ago at last. */
    List<ProvenCase> damaged() {
        return List.of(
                gauge("fires while a damaged store lies there", MetricFamilies.STATE_DAMAGED_STORES.name()),
                unreadable());
    }

    /** Snapshots come, until one exporter writes none any more; another one beside it goes on. */
    List<ProvenCase> snapshotOld() {
        Duration before = cadence.up(Duration.ofMinutes(10));
        Duration late = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(AWAY);
        SampleRun run = new SampleRun(MetricFamilies.STATE_LAST_SNAPSHOT.name(), FAILING);
        run.growth(ONE, cadence.sample(), MonitoringScene.samples(cadence, before));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, late));
        run.gone(MonitoringScene.samples(cadence, gone));
        SampleRun well = new SampleRun(MetricFamilies.STATE_LAST_SNAPSHOT.name(), WELL);
        well.growth(ONE, cadence.sample(), MonitoringScene.samples(cadence, before.plus(late)));
        well.gone(MonitoringScene.samples(cadence, gone));
        Duration newest = before.minus(cadence.sample());
        Duration last = before.plus(late).minus(cadence.steps(1));
        return List.of(test(
                "fires when the last snapshot is a quarter of an hour old",
                before.plus(late),
                gone,
                List.of(run.series(), well.series()),
                List.of(
                        scene.none(cadence.down(newest.plus(QUARTER).plus(alert.holdFor()))
                                .minus(cadence.steps(1))),
                        scene.fires(last, Map.of(), (double) last.minus(newest).toSeconds()),
                        scene.fires(last.plus(gone), Map.of(), Double.NaN),
                        scene.none(last.plus(gone).plus(cadence.steps(3))))));
    }

    /** Just under 1 and then 1, until the exporter is away, and 0 when it is back; just under 1 of another one all the time. */
    private ProvenCase gauge(String what, String metric) {
        Duration before = cadence.up(QUARTER);
        Duration bad = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        Duration gone = cadence.up(AWAY);
        Duration last = before.plus(bad).minus(cadence.steps(1));
        SampleRun run = new SampleRun(metric, FAILING);
        run.level(JUST_UNDER_ONE, MonitoringScene.samples(cadence, before));
        run.level(ONE, MonitoringScene.samples(cadence, bad));
        run.gone(MonitoringScene.samples(cadence, gone));
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, cadence.steps(3)));
        SampleRun well = new SampleRun(metric, WELL);
        well.level(JUST_UNDER_ONE, MonitoringScene.samples(cadence, before.plus(bad)));
        well.gone(MonitoringScene.samples(cadence, gone));
        return test(
                what,
                before.plus(bad),
                gone,
                List.of(run.series(), well.series()),
                List.of(
                        scene.none(before.minus(cadence.steps(1))),
                        scene.none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                        scene.fires(last, Map.of(), 1),
                        scene.fires(last.plus(gone), Map.of(), Double.NaN),
                        scene.none(last.plus(gone).plus(cadence.steps(3)))));
    }

    /** None, then one at each sample for a while. */
    private ProvenCase unreadable() {
        Duration before = cadence.up(QUARTER);
        Duration bad = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        Duration end = before.plus(bad).plus(HOUR).plus(cadence.steps(4));
        SampleRun run = new SampleRun(MetricFamilies.STATE_UNREADABLE_PREDICTIONS.name(), FAILING);
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, before));
        run.growth(ONE, cadence.sample(), MonitoringScene.samples(cadence, bad));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, HOUR.plus(cadence.steps(4))));
        SampleRun well = new SampleRun(MetricFamilies.STATE_UNREADABLE_PREDICTIONS.name(), WELL);
        well.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, end));
        Duration last = before.plus(bad).minus(cadence.steps(1));
        return test(
                "fires when predictions cannot be read, for an hour",
                end,
                Duration.ZERO,
                List.of(run.series(), well.series()),
                List.of(
                        scene.none(before),
                        scene.none(before.plus(cadence.up(alert.holdFor())).minus(cadence.steps(1))),
                        scene.fires(last, Map.of(), 1),
                        scene.fires(cadence.down(last.plus(HOUR)).minus(cadence.steps(2)), Map.of(), 1),
                        scene.none(cadence.up(last.plus(HOUR)).plus(cadence.steps(2)))));
    }

    /** Both exporters run, are away, and come back. */
    private ProvenCase test(
            String what,
            Duration running,
            Duration gone,
            List<InputSeries> series,
            List<AlertExpectation> expectations) {
        List<InputSeries> all = new ArrayList<>(series);
        all.add(scene.replica(cadence, FAILING, running, gone));
        all.add(scene.replica(cadence, WELL, running, gone));
        return new ProvenCase(
                cadence,
                new TestCase(alert.name() + " " + what, Durations.format(cadence.sample()), all, expectations));
    }
}
