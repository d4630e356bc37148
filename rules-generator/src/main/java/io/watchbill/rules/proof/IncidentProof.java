package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tests of alerts on the incident server. */
final class IncidentProof {

    private static final Map<String, String> SERVER = Map.of("job", "watchbill-incidents", "instance", "test:9467");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final MonitoringScene scene;
    private final Plan plan;
    private final PlannedAlert alert;
    private final Cadence cadence;

    IncidentProof(MonitoringScene scene) {
        this.scene = scene;
        this.plan = scene.plan();
        this.alert = scene.alert();
        this.cadence = Cadence.live(plan);
    }

    /** Nobody takes two incidents on, until somebody does. */
    List<ProvenCase> overdue() {
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration late = cadence.up(alert.holdFor()).plus(cadence.steps(3));
        SampleRun run = new SampleRun(IncidentFamilies.OVERDUE, known());
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, before));
        run.level(new BigDecimal(2), MonitoringScene.samples(cadence, late));
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, cadence.steps(3)));
        Duration last = before.plus(late).minus(cadence.steps(1));
        return List.of(test(
                "fires while an incident is overdue",
                List.of(run.series()),
                before,
                last,
                Map.of(IncidentFamilies.LEVEL, "P1"),
                2));
    }

    /** Files cannot be read, until somebody mends them. */
    List<ProvenCase> notRecorded() {
        Duration before = cadence.up(Duration.ofMinutes(5));
        Duration late = cadence.up(alert.holdFor()).plus(cadence.steps(3));
        SampleRun run = new SampleRun(IncidentFamilies.UNREADABLE, SERVER);
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, before));
        run.level(BigDecimal.ONE, MonitoringScene.samples(cadence, late));
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, cadence.steps(3)));
        SampleRun inbox = new SampleRun(IncidentFamilies.INBOX, SERVER);
        inbox.level(
                BigDecimal.ZERO,
                MonitoringScene.samples(cadence, before.plus(late).plus(cadence.steps(3))));
        Duration last = before.plus(late).minus(cadence.steps(1));
        return List.of(test(
                "fires while a file cannot be read",
                List.of(run.series(), inbox.series(), server(before.plus(late).plus(cadence.steps(3)))),
                before,
                last,
                Map.of(),
                1));
    }

    /** Alertmanager answers, until it does not. */
    List<ProvenCase> notReconciled() {
        Duration before = cadence.up(Duration.ofMinutes(10));
        Duration late = cadence.up(QUARTER.plus(alert.holdFor())).plus(cadence.steps(3));
        SampleRun run = new SampleRun(IncidentFamilies.RECONCILED, SERVER);
        run.growth(BigDecimal.ONE, cadence.sample(), MonitoringScene.samples(cadence, before));
        run.growth(BigDecimal.ZERO, cadence.sample(), MonitoringScene.samples(cadence, late));
        Duration newest = before.minus(cadence.sample());
        Duration last = before.plus(late).minus(cadence.steps(1));
        return List.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " fires when Alertmanager was last heard a quarter of an hour ago",
                        Durations.format(cadence.sample()),
                        List.of(run.series(), server(before.plus(late))),
                        List.of(
                                scene.none(cadence.down(newest.plus(QUARTER).plus(alert.holdFor()))
                                        .minus(cadence.steps(1))),
                                scene.fires(last, Map.of(), (double)
                                        last.minus(newest).toSeconds())))));
    }

    private ProvenCase test(
            String what,
            List<InputSeries> series,
            Duration begins,
            Duration last,
            Map<String, String> identity,
            double value) {
        Duration due = begins.plus(cadence.up(alert.holdFor()));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " " + what,
                        Durations.format(cadence.sample()),
                        series,
                        List.of(
                                scene.none(begins.minus(cadence.steps(1))),
                                scene.none(due.minus(cadence.steps(1))),
                                scene.fires(last, identity, value),
                                scene.none(last.plus(cadence.steps(2))))));
    }

    /** A server that knows the system. */
    private InputSeries server(Duration length) {
        SampleRun run = new SampleRun(IncidentFamilies.OVERDUE, known());
        run.level(BigDecimal.ZERO, MonitoringScene.samples(cadence, length));
        return run.series();
    }

    private Map<String, String> known() {
        Map<String, String> labels = new LinkedHashMap<>(SERVER);
        labels.put(LabelNames.NAME, plan.system());
        labels.put(IncidentFamilies.LEVEL, "P1");
        return labels;
    }
}
