package io.watchbill.rules.proof;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.NoTraffic;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tests of an objective's alerts, from the closed forms of burn rates ({@link BurnTier}).
 *
 * <p>With every event counted alike, a window that holds nothing but a share e of bad events burns at exactly e/budget. Shares
 * are five hundredths on either side of a threshold, so that a tenth more or less of it is found.
 */
final class ObjectiveProof {

    private static final BigDecimal JUST_OVER = new BigDecimal("1.05");
    private static final BigDecimal JUST_UNDER = new BigDecimal("0.95");
    /** Of the time until a threshold is passed, so much is still certainly under it. */
    private static final double STILL_UNDER = 0.94;

    /**
     * Health before the trouble, as a share of the long window. With less than a window of history the trouble weighs more; from
     * a twentieth on it still passes no threshold earlier than with a whole window.
     */
    private static final double LEAD = 0.1;

    /** What was recorded last is seen for so long. */
    private static final Duration MISSED = Duration.ofMinutes(10);

    private static final Duration HOUR = Duration.ofHours(1);

    private final PlannedObjective objective;
    private final CountedEvents events;
    private final Cadence cadence;

    ObjectiveProof(PlannedObjective objective, CountedEvents events, Cadence cadence) {
        this.objective = objective;
        this.events = events;
        this.cadence = cadence;
    }

    /** The tests of one tier. */
    List<TestCase> burning(PlannedAlert alert, BurnTier tier) {
        List<TestCase> tests = new ArrayList<>();
        tests.add(objective.countsTime() ? slicesBurning(alert, tier) : eventsBurning(alert, tier));
        if (objective.countsTime()) {
            nearMiss(alert, tier).ifPresent(tests::add);
        }
        if (!objective.countsTime() && objective.objective().onNoTraffic() != NoTraffic.BAD) {
            tests.add(idle(alert, tier));
        }
        return tests;
    }

    /**
     * All is bad, and then everything is away: the alert goes on, of unknown value, until events are counted again.
     *
     * @param remembered for how long the alert's own series still say what was before
     */
    TestCase vanishing(PlannedAlert alert, Duration remembered) {
        Duration bad =
                cadence.up(HOUR.plus(events.memory()).plus(alert.holdFor())).plus(cadence.steps(2));
        Duration gone =
                cadence.up(remembered.plus(events.memory()).plus(MISSED)).plus(cadence.steps(3));
        Duration back = bad.plus(gone);
        Duration well =
                cadence.up(remembered.plus(events.memory()).plus(keep(alert))).plus(cadence.steps(4));
        return new TestCase(
                alert.name() + " is not resolved by missing data",
                Durations.format(cadence.sample()),
                events.returning(cadence.sample(), Phase.busy(bad, BigDecimal.ONE), gone, Phase.healthy(well)),
                List.of(
                        fires(back.minus(cadence.steps(1)), alert, events.identity(), Double.NaN),
                        ExpectedFiring.none(back.plus(well).minus(cadence.steps(1)), alert)));
    }

    /**
     * Health, then a share just over the threshold for the long window, then just under it for the short one, then much more, then
     * health again.
     */
    private TestCase eventsBurning(PlannedAlert alert, BurnTier tier) {
        BigDecimal threshold = tier.factor().multiply(budget());
        BigDecimal over = atMostHalfWayToAll(threshold);
        BigDecimal storm = threshold.multiply(BigDecimal.TEN).min(BigDecimal.ONE);
        Duration before = cadence.up(share(tier.window(), LEAD));
        Duration steady = cadence.up(tier.window()).plus(cadence.steps(2));
        Duration loud = cadence.up(tier.recent()).plus(cadence.steps(2));
        Duration last = before.plus(steady);
        BigDecimal under = threshold.multiply(JUST_UNDER);
        Duration ebb = cadence.up(tier.recent().plus(keep(alert))).plus(cadence.steps(3));
        Duration recovery = last.plus(ebb).plus(loud);
        double passed = threshold.divide(over, MathContext.DECIMAL64).doubleValue();
        double clean = 1 - threshold.divide(storm, MathContext.DECIMAL64).doubleValue();
        Duration resolved = cadence.up(
                        recovery.plus(share(tier.recent(), clean)).plus(keep(alert)))
                .plus(cadence.steps(2));
        Duration end = resolved.plus(cadence.steps(1));
        return test(
                alert.name() + " fires at " + tier.factor().toPlainString() + " times the allowed rate, and ends",
                List.of(
                        Phase.healthy(before),
                        Phase.busy(steady, over),
                        Phase.busy(ebb, under),
                        Phase.busy(loud, storm),
                        Phase.healthy(end.minus(recovery))),
                Duration.ZERO,
                ExpectedFiring.none(before, alert),
                ExpectedFiring.none(cadence.down(before.plus(share(tier.window(), passed * STILL_UNDER))), alert),
                fires(last.minus(cadence.steps(1)), alert, events.identity(), burnRate(over)),
                ExpectedFiring.none(cadence.down(last.plus(ebb)).minus(cadence.steps(1)), alert),
                ExpectedFiring.none(resolved, alert));
    }

    /** A share of time passes its budget by the clock: all of a window is good, then all of it bad. */
    private TestCase slicesBurning(PlannedAlert alert, BurnTier tier) {
        double threshold = tier.factor().multiply(budget()).doubleValue();
        Duration settle = events.memory();
        Duration before = cadence.up(tier.window().plus(settle));
        Duration bad = cadence.up(tier.window().plus(settle)).plus(cadence.steps(2));
        Duration recovery = before.plus(bad);
        Duration resolved = cadence.up(recovery.plus(settle)
                        .plus(share(tier.recent(), 1 - threshold))
                        .plus(keep(alert)))
                .plus(cadence.steps(2));
        Duration end = resolved.plus(cadence.steps(1));
        List<AlertExpectation> expected = new ArrayList<>(List.of(ExpectedFiring.none(before, alert)));
        Duration under = cadence.down(before.plus(share(tier.window(), threshold * STILL_UNDER)))
                .minus(cadence.steps(2));
        if (under.compareTo(before) > 0) {
            expected.add(ExpectedFiring.none(under, alert));
        }
        expected.add(fires(recovery.minus(cadence.steps(1)), alert, events.identity(), burnRate(BigDecimal.ONE)));
        expected.add(ExpectedFiring.none(resolved, alert));
        return test(
                alert.name() + " fires at " + tier.factor().toPlainString() + " times the allowed rate, and ends",
                List.of(Phase.healthy(before), Phase.busy(bad, BigDecimal.ONE), Phase.healthy(end.minus(recovery))),
                Duration.ZERO,
                expected.toArray(AlertExpectation[]::new));
    }

    /** As many bad evaluations as the threshold of the long window leaves. */
    private Optional<TestCase> nearMiss(PlannedAlert alert, BurnTier tier) {
        long slices = tier.window().dividedBy(cadence.steps(1));
        long bad = tier.factor()
                .multiply(budget())
                .multiply(BigDecimal.valueOf(slices))
                .setScale(0, RoundingMode.CEILING)
                .subtract(BigDecimal.ONE)
                .longValueExact();
        if (bad < 1 || !events.memory().isZero()) {
            return Optional.empty();
        }
        Duration before = cadence.up(tier.window());
        Duration trouble = cadence.steps(bad);
        return Optional.of(test(
                alert.name() + " is quiet while the budget burns just not fast enough",
                List.of(Phase.healthy(before), Phase.busy(trouble, BigDecimal.ONE), Phase.healthy(cadence.steps(4))),
                Duration.ZERO,
                ExpectedFiring.none(before.plus(trouble).minus(cadence.steps(1)), alert),
                ExpectedFiring.none(before.plus(trouble), alert)));
    }

    /** So few events that a single bad one passes the threshold: it wakes nobody. */
    Optional<TestCase> single(PlannedAlert alert, BurnTier tier) {
        BigDecimal threshold = tier.factor().multiply(budget());
        BigDecimal few = BigDecimal.ONE.divide(threshold.add(threshold), 0, RoundingMode.FLOOR);
        if (few.signum() == 0) {
            return Optional.empty();
        }
        BigDecimal rate = aSecond(few, tier.window());
        Duration sample = cadence.sample();
        BigDecimal one = aSecond(BigDecimal.ONE, sample);
        Duration before = cadence.up(share(tier.window(), LEAD));
        Duration after = cadence.up(tier.recent()).plus(cadence.steps(3));
        return Optional.of(test(
                alert.name() + " leaves a single bad event alone",
                List.of(
                        new Phase(before, BigDecimal.ZERO, rate),
                        new Phase(sample, BigDecimal.ONE, one),
                        new Phase(after, BigDecimal.ZERO, rate)),
                Duration.ZERO,
                ExpectedFiring.none(before.plus(cadence.steps(1)), alert),
                ExpectedFiring.none(before.plus(cadence.steps(2)), alert)));
    }

    private TestCase idle(PlannedAlert alert, BurnTier tier) {
        Duration length = cadence.up(tier.recent()).plus(cadence.steps(2));
        return test(
                alert.name() + " is quiet without traffic",
                List.of(new Phase(length, BigDecimal.ONE, BigDecimal.ZERO)),
                Duration.ZERO,
                ExpectedFiring.none(cadence.down(length), alert));
    }

    /** An hour of health, an hour at four times the budget, health until it is earned back; hours are counted whole. */
    Optional<TestCase> exhausted(PlannedAlert alert) {
        Duration hold = cadence.up(alert.holdFor());
        BigDecimal four = BigDecimal.valueOf(4).multiply(budget());
        if (!objective.countsTime() && four.compareTo(BigDecimal.ONE) <= 0) {
            double left = 1 - 4.0 / 2;
            Duration recovered = HOUR.multipliedBy(5);
            return Optional.of(test(
                    alert.name() + " fires while nothing is left of the budget",
                    List.of(Phase.healthy(HOUR), Phase.busy(HOUR, four), Phase.healthy(HOUR.multipliedBy(4))),
                    Duration.ZERO,
                    ExpectedFiring.none(HOUR.multipliedBy(2), alert),
                    fires(HOUR.multipliedBy(2).plus(hold), alert, events.identity(), left),
                    ExpectedFiring.none(recovered.plus(cadence.steps(1)), alert)));
        }
        Duration bad = events.memory().plus(hold).plus(cadence.steps(1));
        double left = 1 - burnRate(BigDecimal.ONE);
        return Optional.of(test(
                alert.name() + " fires while nothing is left of the budget",
                List.of(Phase.busy(cadence.up(bad), BigDecimal.ONE)),
                Duration.ZERO,
                ExpectedFiring.none(Duration.ZERO, alert),
                fires(cadence.up(bad).minus(cadence.steps(1)), alert, events.identity(), left)));
    }

    /** Everything vanishes, or one of the series that all are needed, or those of one cluster. */
    List<TestCase> unmeasured(PlannedAlert alert) {
        Duration hold = cadence.up(alert.holdFor());
        Duration before = hold.plus(cadence.up(Duration.ofMinutes(10)));
        Duration after = hold.plus(cadence.steps(5));
        List<TestCase> tests = new ArrayList<>();
        for (CountedEvents gone : needed()) {
            List<InputSeries> series =
                    new ArrayList<>(gone.through(cadence.sample(), List.of(Phase.healthy(before)), after));
            series.addAll(events.without(gone)
                    .through(cadence.sample(), List.of(Phase.healthy(before.plus(after))), Duration.ZERO));
            tests.add(new TestCase(
                    alert.name() + " fires when " + gone.words() + " vanish",
                    Durations.format(cadence.sample()),
                    series,
                    List.of(
                            ExpectedFiring.none(before.minus(cadence.steps(1)), alert),
                            ExpectedFiring.none(cadence.down(before.plus(hold)).minus(cadence.steps(1)), alert),
                            fires(before.plus(hold).plus(cadence.steps(2)), alert, Map.of(), 1))));
            if (!objective.countsTime() && !events.identity().containsKey(LabelNames.CLUSTER)) {
                tests.add(oneCluster(alert, gone, hold));
            }
        }
        return tests;
    }

    /** Of a latency, bucket and count can each be missed; of other events only all. */
    private List<CountedEvents> needed() {
        return objective.objective().measurement() instanceof Measurement.LatencyUnder
                ? events.oneByOne()
                : List.of(events);
    }

    private TestCase oneCluster(PlannedAlert alert, CountedEvents gone, Duration hold) {
        Duration before = cadence.up(HOUR.plus(Duration.ofMinutes(10)));
        Duration after = hold.plus(cadence.steps(5));
        List<Phase> whole = List.of(Phase.healthy(before.plus(after)));
        Map<String, String> identity = new LinkedHashMap<>(events.identity());
        identity.put(LabelNames.CLUSTER, "b");
        List<InputSeries> series =
                new ArrayList<>(events.with(LabelNames.CLUSTER, "a").through(cadence.sample(), whole, Duration.ZERO));
        series.addAll(
                events.without(gone).with(LabelNames.CLUSTER, "b").through(cadence.sample(), whole, Duration.ZERO));
        series.addAll(
                gone.with(LabelNames.CLUSTER, "b").through(cadence.sample(), List.of(Phase.healthy(before)), after));
        return new TestCase(
                alert.name() + " fires when " + gone.words() + " of one cluster vanish",
                Durations.format(cadence.sample()),
                series,
                List.of(
                        ExpectedFiring.none(before.minus(cadence.steps(1)), alert),
                        fires(before.plus(hold).plus(cadence.steps(2)), alert, identity, 1)));
    }

    private TestCase test(String name, List<Phase> phases, Duration stale, AlertExpectation... expected) {
        return new TestCase(
                name,
                Durations.format(cadence.sample()),
                events.through(cadence.sample(), phases, stale),
                List.of(expected));
    }

    private static AlertExpectation fires(Duration at, PlannedAlert alert, Map<String, String> identity, double value) {
        return ExpectedFiring.one(at, alert, identity, value)
                .orElseThrow(() ->
                        new IllegalStateException("a text of " + alert.name() + " holds a template that is not read"));
    }

    private static BigDecimal aSecond(BigDecimal events, Duration length) {
        return events.movePointRight(3).divide(BigDecimal.valueOf(length.toMillis()), 12, RoundingMode.HALF_EVEN);
    }

    private BigDecimal budget() {
        return slo().budget();
    }

    private ServiceLevelObjective slo() {
        return objective.objective();
    }

    private double burnRate(BigDecimal badShare) {
        return badShare.divide(budget(), MathContext.DECIMAL64).doubleValue();
    }

    private static BigDecimal atMostHalfWayToAll(BigDecimal threshold) {
        BigDecimal halfWay = threshold.add(BigDecimal.ONE).divide(BigDecimal.valueOf(2));
        return threshold.multiply(JUST_OVER).min(halfWay);
    }

    private static Duration share(Duration window, double share) {
        return Duration.ofMillis(Math.round(window.toMillis() * share));
    }

    private static Duration keep(PlannedAlert alert) {
        return alert.keepFiringFor().orElse(Duration.ZERO);
    }
}
