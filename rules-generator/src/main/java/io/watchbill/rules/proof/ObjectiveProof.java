package io.watchbill.rules.proof;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.ServiceLevelObjective;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    /** Of a threshold, less than a tenth over it. */
    private static final BigDecimal OVER = new BigDecimal("1.09");
    /** Of the time until a threshold is passed, so much is still certainly under it. */
    private static final double STILL_UNDER = 0.94;

    /**
     * Health before the trouble, as a share of the long window. With less than a window of history the trouble weighs more; from
     * a twentieth on it still passes no threshold earlier than with a whole window.
     */
    private static final double LEAD = 0.1;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final ObjectiveScene scene;
    private final PlannedObjective objective;
    private final CountedEvents events;
    private final Cadence cadence;
    private final Duration lag;

    ObjectiveProof(ObjectiveScene scene) {
        this.scene = scene;
        this.objective = scene.objective();
        this.events = scene.events();
        this.cadence = scene.cadence();
        this.lag = scene.lag();
    }

    /** All is bad, and then everything is away. */
    TestCase vanishing(PlannedAlert alert, BurnTier tier) {
        return new VanishingProof(scene).vanishing(alert, tier.recent());
    }

    /** The alert of one tier fires, and ends. */
    TestCase burning(PlannedAlert alert, BurnTier tier) {
        return objective.countsTime() ? slicesBurning(alert, tier) : eventsBurning(alert, tier);
    }

    /**
     * Health, then a share just over the threshold for the long window, then just under it for the short one, then much more, then
     * health again.
     */
    private TestCase eventsBurning(PlannedAlert alert, BurnTier tier) {
        BigDecimal threshold = tier.factor().multiply(budget());
        BigDecimal over = atMostHalfWayToAll(threshold);
        BigDecimal storm = threshold.multiply(BigDecimal.TEN).min(BigDecimal.ONE);
        Duration before = before(tier);
        Duration steady = steady(tier);
        Duration loud = cadence.up(tier.recent().plus(lag)).plus(cadence.steps(2));
        Duration last = before.plus(steady);
        BigDecimal less = threshold.multiply(JUST_UNDER);
        Duration ebb = cadence.up(tier.recent().plus(lag).plus(keep(alert))).plus(cadence.steps(3));
        Duration recovery = last.plus(ebb).plus(loud);
        double passed = threshold.divide(over, MathContext.DECIMAL64).doubleValue();
        double clean = 1 - threshold.divide(storm, MathContext.DECIMAL64).doubleValue();
        Duration resolved = cadence.up(recovery.plus(lag.isZero() ? share(tier.recent(), clean) : tier.recent())
                        .plus(lag)
                        .plus(keep(alert)))
                .plus(cadence.steps(2));
        Duration end = resolved.plus(cadence.steps(1));
        Duration under = before.plus(share(tier.window().minus(lag), passed * STILL_UNDER));
        return scene.test(
                scene.named(alert, "fires at " + tier.factor().toPlainString() + " times the allowed rate, and ends"),
                List.of(
                        Phase.healthy(before),
                        Phase.busy(steady, over),
                        Phase.busy(ebb, less),
                        Phase.busy(loud, storm),
                        Phase.healthy(end.minus(recovery))),
                ExpectedFiring.none(before, alert),
                ExpectedFiring.none(cadence.down(under), alert),
                ObjectiveScene.fires(last.minus(cadence.steps(1)), alert, events.identity(), burnRate(over)),
                ExpectedFiring.none(cadence.down(last.plus(ebb)).minus(cadence.steps(1)), alert),
                ExpectedFiring.none(resolved, alert));
    }

    /**
     * The parts of the test of a burning budget that planned work must not touch, where it touches others: of events the health before,
     * so that it weighs enough, and what the short window holds when the alert fires. Work takes good and bad alike out of all others.
     */
    List<PlannedWork.Stretch> decisive(BurnTier tier) {
        if (objective.countsTime()) {
            Duration fires = whole(tier)
                    .plus(cadence.up(filling(tier).plus(events.memory()).plus(lag)))
                    .plus(cadence.steps(1));
            return List.of(new PlannedWork.Stretch(
                    fires.minus(tier.recent()).minus(events.memory()).minus(lag), fires));
        }
        Duration fires = before(tier).plus(steady(tier)).minus(cadence.steps(1));
        return List.of(
                new PlannedWork.Stretch(Duration.ZERO, before(tier)),
                new PlannedWork.Stretch(fires.minus(tier.recent()).minus(lag), fires));
    }

    private Duration before(BurnTier tier) {
        Duration lead = share(tier.window(), LEAD);
        Duration stretches = lag.multipliedBy(2);
        return cadence.up(lead.compareTo(stretches) < 0 ? stretches : lead);
    }

    private Duration steady(BurnTier tier) {
        return cadence.up(filling(tier).plus(lag)).plus(cadence.steps(2));
    }

    /**
     * So long a window is filled by one share alone. One that is longer than a day is added up from whole hours of the clock, the first
     * of which may have begun an hour before it.
     */
    private static Duration filling(BurnTier tier) {
        return tier.window().compareTo(DAY) <= 0 ? tier.window() : tier.window().plus(HOUR);
    }

    /** A share of time passes its budget by the clock: all of a window is good, then all of it bad. */
    private TestCase slicesBurning(PlannedAlert alert, BurnTier tier) {
        double threshold = tier.factor().multiply(budget()).doubleValue();
        Duration settle = events.memory().plus(lag);
        Duration before = whole(tier);
        Duration bad = cadence.up(filling(tier).plus(settle)).plus(cadence.steps(2));
        Duration recovery = before.plus(bad);
        // What work hides after the trouble might as well have been good.
        Duration clean = scene.over().isPresent() ? tier.recent() : share(tier.recent(), 1 - threshold);
        Duration resolved =
                cadence.up(recovery.plus(settle).plus(clean).plus(keep(alert))).plus(cadence.steps(2));
        Duration end = resolved.plus(cadence.steps(1));
        List<AlertExpectation> expected = new ArrayList<>(List.of(ExpectedFiring.none(before, alert)));
        Duration counted = cadence.steps(counted(tier));
        Duration under = cadence.down(before.plus(share(counted, threshold * STILL_UNDER)))
                .minus(cadence.steps(2));
        if (under.compareTo(before) > 0) {
            expected.add(ExpectedFiring.none(under, alert));
        }
        expected.add(ObjectiveScene.fires(
                recovery.minus(cadence.steps(1)), alert, events.identity(), burnRate(BigDecimal.ONE)));
        expected.add(ExpectedFiring.none(resolved, alert));
        return scene.test(
                scene.named(alert, "fires at " + tier.factor().toPlainString() + " times the allowed rate, and ends"),
                List.of(Phase.healthy(before), Phase.busy(bad, BigDecimal.ONE), Phase.healthy(end.minus(recovery))),
                expected.toArray(AlertExpectation[]::new));
    }

    /** As many bad evaluations as the threshold of the long window leaves; none where it leaves none, or they cannot be told apart. */
    Optional<TestCase> nearMiss(PlannedAlert alert, BurnTier tier) {
        long bad = enduring(tier);
        if (bad < 1 || !events.memory().isZero()) {
            return Optional.empty();
        }
        Duration before = cadence.up(tier.window());
        Duration trouble = cadence.steps(bad);
        return Optional.of(scene.test(
                scene.named(alert, "is quiet while the budget burns just not fast enough"),
                List.of(Phase.healthy(before), Phase.busy(trouble, BigDecimal.ONE), Phase.healthy(cadence.steps(4))),
                ExpectedFiring.none(before.plus(trouble).minus(cadence.steps(1)), alert),
                ExpectedFiring.none(before.plus(trouble), alert)));
    }

    /**
     * A few more bad evaluations than the threshold leaves, of as short a history as tells them apart, and then none at all, so that
     * nothing lies at the end of the long window, where versions of Prometheus count differently.
     *
     * @param stretch what windows up to a day are added up from
     */
    Optional<TestCase> justOver(PlannedAlert alert, BurnTier tier, Duration stretch) {
        Duration unit = Collections.max(List.of(
                cadence.steps(1),
                tier.window().compareTo(HOUR) <= 0
                        ? cadence.steps(1)
                        : tier.window().compareTo(DAY) <= 0 ? stretch : HOUR));
        if (!events.memory().isZero()) {
            return Optional.empty();
        }
        BigDecimal threshold = tier.factor().multiply(budget());
        for (long all = 2; all <= Cadence.times(tier.window(), unit) - 3; all++) {
            BigDecimal units = BigDecimal.valueOf(all);
            BigDecimal bad =
                    threshold.multiply(units).setScale(0, RoundingMode.FLOOR).add(BigDecimal.ONE);
            BigDecimal share = bad.divide(units, MathContext.DECIMAL64);
            Duration trouble = unit.multipliedBy(bad.longValueExact());
            // More than one evaluation is bad, and a threshold a tenth higher is not passed.
            if (trouble.compareTo(cadence.steps(1)) > 0 && share.compareTo(threshold.multiply(OVER)) < 0) {
                Duration end = unit.multipliedBy(all);
                return Optional.of(scene.test(
                        scene.named(alert, "fires when the budget burns just fast enough"),
                        events.through(
                                scene.begins(),
                                cadence.sample(),
                                List.of(Phase.healthy(end.minus(trouble)), Phase.busy(trouble, BigDecimal.ONE)),
                                cadence.steps(2)),
                        end,
                        ObjectiveScene.fires(
                                cadence.up(end).plus(cadence.steps(1)), alert, events.identity(), burnRate(share))));
            }
        }
        return Optional.empty();
    }

    /** The part of a near miss that planned work must not touch. */
    List<PlannedWork.Stretch> trouble(BurnTier tier) {
        Duration before = cadence.up(tier.window());
        return List.of(new PlannedWork.Stretch(before, before.plus(cadence.steps(enduring(tier)))));
    }

    private long enduring(BurnTier tier) {
        return tier.factor()
                .multiply(budget())
                .multiply(BigDecimal.valueOf(counted(tier)))
                .setScale(0, RoundingMode.CEILING)
                .subtract(BigDecimal.ONE)
                .longValueExact();
    }

    /** The long window, in which a share of time is all good or all bad. */
    private Duration whole(BurnTier tier) {
        return cadence.up(tier.window().plus(events.memory()));
    }

    /** How many evaluations of the long window are counted at the least. */
    private long counted(BurnTier tier) {
        return Cadence.times(tier.window(), cadence.steps(1)) - scene.hidden(tier.window());
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
        return Optional.of(scene.test(
                scene.named(alert, "leaves a single bad event alone"),
                List.of(
                        new Phase(before, BigDecimal.ZERO, rate),
                        new Phase(sample, BigDecimal.ONE, one),
                        new Phase(after, BigDecimal.ZERO, rate)),
                ExpectedFiring.none(before.plus(cadence.steps(1)), alert),
                ExpectedFiring.none(before.plus(cadence.steps(2)), alert)));
    }

    /** Nothing happens. */
    TestCase idle(PlannedAlert alert, BurnTier tier) {
        Duration length = cadence.up(tier.recent()).plus(cadence.steps(2));
        return scene.test(
                scene.named(alert, "is quiet without traffic"),
                List.of(new Phase(length, BigDecimal.ONE, BigDecimal.ZERO)),
                ExpectedFiring.none(cadence.down(length), alert));
    }

    /**
     * An hour without events, then an hour of health, an hour at four times the budget, health until it is earned back. Hours are counted
     * whole, and each holds the samples of one stretch alone, so that what a version of Prometheus makes of the ends of a range
     * changes nothing. Where hours or a day are added up from stretches, which do not end with the hour, or four times the budget is more
     * than all: all is bad.
     */
    TestCase exhausted(PlannedAlert alert) {
        Duration hold = cadence.up(alert.holdFor());
        BigDecimal four = BigDecimal.valueOf(4).multiply(budget());
        String name = scene.named(alert, "fires while nothing is left of the budget");
        boolean inHours = lag.isZero() && slo().period().length().compareTo(DAY) > 0;
        if (!objective.countsTime() && inHours && four.compareTo(BigDecimal.ONE) <= 0) {
            double left = 1 - 4.0 / 2;
            Duration spent = HOUR.multipliedBy(3);
            Duration recovered = HOUR.multipliedBy(6);
            return scene.test(
                    name,
                    List.of(
                            new Phase(HOUR.plus(cadence.sample()), BigDecimal.ZERO, BigDecimal.ZERO),
                            Phase.healthy(HOUR),
                            Phase.busy(HOUR, four),
                            Phase.healthy(HOUR.multipliedBy(4))),
                    ExpectedFiring.none(spent, alert),
                    ObjectiveScene.fires(spent.plus(hold), alert, events.identity(), left),
                    ExpectedFiring.none(recovered.plus(cadence.steps(1)), alert));
        }
        // The whole hour at which the clock begins counts for what has a value at once.
        Duration first =
                objective.countsTime() && events.memory().isZero() ? Duration.ZERO : HOUR.plus(events.memory());
        Duration bad = cadence.up(first.plus(hold).plus(cadence.steps(1)));
        double left = 1 - burnRate(BigDecimal.ONE);
        return scene.test(
                name,
                List.of(Phase.busy(bad, BigDecimal.ONE)),
                ExpectedFiring.none(Duration.ZERO, alert),
                ObjectiveScene.fires(bad.minus(cadence.steps(1)), alert, events.identity(), left));
    }

    /** How long an objective is healthy before planned work. */
    Duration beforeWork() {
        return cadence.up(HOUR.plus(events.memory()));
    }

    /**
     * Health, then all is bad from the beginning of planned work until just before its end, and health again: nothing fires. Empty where
     * the work is too short to show anything.
     *
     * @param length of the work, which begins after {@link #beforeWork}
     */
    Optional<TestCase> duringWork(List<PlannedAlert> alerts, Duration length) {
        Duration from = beforeWork();
        Duration bad = cadence.down(length).minus(cadence.up(events.memory())).minus(cadence.steps(2));
        if (bad.compareTo(cadence.steps(1)) < 0) {
            return Optional.empty();
        }
        Duration after = cadence.up(HOUR.plus(lag)).plus(cadence.steps(3));
        List<Duration> times = List.of(
                from.plus(bad),
                cadence.up(from.plus(length).plus(lag)).plus(cadence.steps(1)),
                from.plus(bad).plus(after).minus(cadence.steps(1)));
        return Optional.of(scene.test(
                "what fails during planned work alone makes no alert of " + objective.name() + " fire"
                        + scene.ofSource(),
                List.of(Phase.healthy(from), Phase.busy(bad, BigDecimal.ONE), Phase.healthy(after)),
                times.stream()
                        .flatMap(time -> alerts.stream().map(alert -> ExpectedFiring.none(time, alert)))
                        .toArray(AlertExpectation[]::new)));
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
