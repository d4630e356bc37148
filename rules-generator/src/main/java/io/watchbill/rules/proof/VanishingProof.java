package io.watchbill.rules.proof;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tests of what an objective's alerts say when its series are away. */
final class VanishingProof {

    /** What was recorded last is seen for so long. */
    private static final Duration MISSED = Duration.ofMinutes(10);

    private static final Duration HOUR = Duration.ofHours(1);

    /** What was there before is missed for so long. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    /** Of a share of time: work that fills so much of the last day is not missed. */
    static final double FILLED = 0.9;

    private final ObjectiveScene scene;
    private final CountedEvents events;
    private final Cadence cadence;

    VanishingProof(ObjectiveScene scene) {
        this.scene = scene;
        this.events = scene.events();
        this.cadence = scene.cadence();
    }

    /**
     * All is bad, and then everything is away: the alert goes on, of unknown value, until events are counted again.
     *
     * @param remembered for how long the alert's own series still say what was before
     */
    TestCase vanishing(PlannedAlert alert, Duration remembered) {
        Duration bad =
                cadence.up(HOUR.plus(events.memory()).plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone = cadence.up(
                        remembered.plus(events.memory()).plus(scene.lag()).plus(MISSED))
                .plus(cadence.steps(3));
        Duration back = bad.plus(gone);
        Duration keep = alert.keepFiringFor().orElse(Duration.ZERO);
        Duration well = cadence.up(
                        remembered.plus(events.memory()).plus(scene.lag()).plus(keep))
                .plus(cadence.steps(4));
        return scene.test(
                scene.named(alert, "is not resolved by missing data"),
                events.returning(
                        scene.begins(), cadence.sample(), Phase.busy(bad, BigDecimal.ONE), gone, Phase.healthy(well)),
                back.plus(well),
                ObjectiveScene.fires(back.minus(cadence.steps(1)), alert, events.identity(), Double.NaN),
                ExpectedFiring.none(back.plus(well).minus(cadence.steps(1)), alert));
    }

    /** How long series are there until it is known: what was there at a whole hour is. */
    Duration known() {
        return cadence.up(HOUR.plus(events.memory()).plus(MISSED));
    }

    /** How long work must take to show that nothing is missed. */
    Duration shownDuringWork(PlannedAlert alert) {
        return cadence.up(alert.holdFor()).plus(cadence.up(events.memory())).plus(cadence.steps(4));
    }

    /** How long after work what is still away is missed. */
    Duration missedAfterWork(PlannedAlert alert) {
        return cadence.up(unfilled(alert).plus(alert.holdFor())).plus(cadence.steps(2));
    }

    /** So long after it work fills the last day. */
    private Duration unfilled(PlannedAlert alert) {
        return scene.objective().countsTime()
                ? Duration.ofMillis(Math.round(alert.holdFor().toMillis() * (1 - FILLED)))
                : Duration.ZERO;
    }

    /**
     * Everything vanishes when planned work begins, and stays away after it.
     *
     * @param length of the work, which begins after {@link #known}
     */
    TestCase duringWork(PlannedAlert alert, Duration length) {
        Duration before = known();
        Duration over = before.plus(cadence.up(length));
        Duration missed = over.plus(missedAfterWork(alert));
        Duration early =
                cadence.down(over.plus(unfilled(alert)).plus(alert.holdFor())).minus(cadence.steps(2));
        Map<String, String> identity = new LinkedHashMap<>(events.identity());
        identity.remove(LabelNames.SOURCE);
        return scene.test(
                scene.named(alert, "misses nothing while planned work goes on"),
                events.through(scene.begins(), cadence.sample(), List.of(Phase.healthy(before)), missed.minus(before)),
                missed,
                ExpectedFiring.none(before.plus(shownDuringWork(alert)).minus(cadence.steps(1)), alert),
                ExpectedFiring.none(early, alert),
                ObjectiveScene.fires(missed.minus(cadence.steps(1)), alert, identity, 1));
    }

    /** Everything vanishes, or one of the series that all are needed, or those of one cluster. */
    List<TestCase> unmeasured(PlannedAlert alert) {
        Duration hold = cadence.up(alert.holdFor());
        List<TestCase> tests = new ArrayList<>();
        for (CountedEvents gone : needed()) {
            tests.add(vanished(alert, gone, hold, Optional.empty()));
            if (!events.identity().containsKey(LabelNames.CLUSTER)) {
                tests.add(vanished(alert, gone, hold, Optional.of("b")));
            }
        }
        return tests;
    }

    /** Of a latency, bucket and count can each be missed; of other events only all. */
    private List<CountedEvents> needed() {
        return scene.objective().objective().measurement() instanceof Measurement.LatencyUnder
                ? events.oneByOne()
                : List.of(events);
    }

    /**
     * Nothing was ever there.
     *
     * @param hidden how long planned work may hide it
     */
    TestCase never(PlannedAlert alert, Duration hidden) {
        Duration hold = cadence.up(alert.holdFor());
        Duration fires = hidden.plus(hold).plus(cadence.steps(1));
        return scene.test(
                scene.named(alert, "fires where nothing was ever counted"),
                List.of(),
                fires.plus(cadence.steps(1)),
                ExpectedFiring.none(hold.minus(cadence.steps(1)), alert),
                ObjectiveScene.fires(fires, alert, Map.of(), 1));
    }

    /** Some events vanish, of a cluster beside which another one goes on, or of a system that has none. */
    private TestCase vanished(PlannedAlert alert, CountedEvents gone, Duration hold, Optional<String> cluster) {
        Duration before = known();
        Duration after = hold.plus(cadence.up(events.memory())).plus(cadence.steps(5));
        List<Phase> whole = List.of(Phase.healthy(before.plus(after)));
        CountedEvents left = in(cluster, events.without(gone));
        List<InputSeries> series =
                new ArrayList<>(left.through(scene.begins(), cadence.sample(), whole, Duration.ZERO));
        if (cluster.isPresent()) {
            series.addAll(events.with(LabelNames.CLUSTER, "a")
                    .through(scene.begins(), cadence.sample(), whole, Duration.ZERO));
        }
        CountedEvents moved = in(cluster, gone);
        series.addAll(moved.through(scene.begins(), cadence.sample(), List.of(Phase.healthy(before)), after));
        Map<String, String> identity = new LinkedHashMap<>(events.identity());
        identity.remove(LabelNames.SOURCE); // the alert says not of which source
        cluster.ifPresent(name -> identity.put(LabelNames.CLUSTER, name));
        String what = gone.words() + (cluster.isPresent() ? " of one cluster" : "");
        return scene.test(
                scene.named(alert, "fires when " + what + " vanish"),
                series,
                before.plus(after),
                ExpectedFiring.none(before.minus(cadence.steps(1)), alert),
                ExpectedFiring.none(cadence.down(before.plus(hold)).minus(cadence.steps(1)), alert),
                ObjectiveScene.fires(before.plus(after).minus(cadence.steps(1)), alert, identity, 1));
    }

    private static CountedEvents in(Optional<String> cluster, CountedEvents events) {
        return cluster.map(name -> events.with(LabelNames.CLUSTER, name)).orElse(events);
    }
}
