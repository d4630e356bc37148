package io.watchbill.rules.proof;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tests of an alert whose series cross a threshold: quiet beside it, firing and resolving in time beyond it. */
final class ThresholdProof {

    /** Longer than Prometheus looks back for a sample. */
    private static final Duration AWAY = Duration.ofMinutes(10);

    /** As long where steps are so short that ten minutes have thousands: series that end are marked stale, nothing looks back. */
    private static final long AWAY_STEPS = 40;

    private ThresholdProof() {}

    /** How often the tests of an alert over such a range have samples, and evaluations. */
    static Cadence cadence(Plan plan, PlannedAlert alert, Duration range) {
        return Cadence.of(plan, alert.holdFor().compareTo(range) > 0 ? alert.holdFor() : range);
    }

    /**
     * Tests; none where the alert's texts hold templates that are not read here.
     *
     * @param crossing when exactly rates pass the threshold, and are as loud as for that; empty where they do at some time of their range
     * @param threshold in words, for the names of the tests
     * @param value of the alert while it fires
     * @param held whether it goes on firing while its series are away
     */
    static List<ProvenCase> of(
            Plan plan,
            PlannedAlert alert,
            ClauseStimuli stimuli,
            Optional<Crossing> crossing,
            String threshold,
            double value,
            boolean held) {
        Cadence cadence = cadence(plan, alert, stimuli.memory());
        Duration keep = alert.keepFiringFor().orElse(Duration.ZERO);
        Timeline settling = Timeline.of(cadence, stimuli.memory(), alert.holdFor(), keep);
        Timeline time = crossing.map(exact -> settling.at(exact, cadence, alert.holdFor(), keep))
                .orElse(settling);
        Duration last = time.quietFrom().minus(cadence.evaluation());
        Optional<AlertExpectation> firing = ExpectedFiring.one(time.settledAt(), alert, stimuli.identity(), value);
        Optional<AlertExpectation> stillFiring = ExpectedFiring.one(last, alert, stimuli.identity(), value);
        if (firing.isEmpty() || stillFiring.isEmpty()) {
            return List.of();
        }
        long all = time.samplesBefore() + time.samplesLoud();
        List<InputSeries> steady = new ArrayList<>(stimuli.series().stream()
                .map(series -> series.samples(time.interval(), all, 0, 0))
                .toList());
        steady.add(exporter(plan, all, 0, 0));
        List<InputSeries> passing = new ArrayList<>(stimuli.series().stream()
                .map(series ->
                        series.samples(time.interval(), time.samplesBefore(), time.samplesLoud(), time.samplesAfter()))
                .toList());
        passing.add(exporter(plan, all + time.samplesAfter(), 0, 0));
        stimuli.watched()
                .map(watched -> watched.samples(time.interval(), all + time.samplesAfter(), 0, 0))
                .ifPresent(passing::add);
        String interval = Durations.format(cadence.sample());
        List<ProvenCase> tests = new ArrayList<>(List.of(
                new ProvenCase(
                        cadence,
                        new TestCase(
                                alert.name() + " is quiet on the good side, " + threshold,
                                interval,
                                steady,
                                List.of(
                                        ExpectedFiring.none(time.settledAt(), alert),
                                        ExpectedFiring.none(last, alert)))),
                new ProvenCase(
                        cadence,
                        new TestCase(
                                alert.name() + " fires and resolves, " + threshold,
                                interval,
                                passing,
                                List.of(
                                        ExpectedFiring.none(time.pendingAt(), alert),
                                        firing.get(),
                                        stillFiring.get(),
                                        ExpectedFiring.none(time.resolvedAt(), alert)),
                                crossing.isEmpty()
                                        ? List.of()
                                        : List.of(
                                                ExpectedFiring.some(time.firingAt(), alert),
                                                ExpectedFiring.some(time.lastFiringAt(), alert))))));
        forgets(plan, alert, stimuli, cadence, time, threshold).ifPresent(tests::add);
        if (held) {
            tests.add(vanishing(plan, alert, stimuli, cadence, time.samplesBefore(), threshold));
            stimuli.watched()
                    .map(watched -> silent(plan, alert, stimuli, watched, cadence, threshold))
                    .ifPresent(tests::add);
        }
        return tests;
    }

    /** A rate far over its threshold is forgotten once its range has passed: a longer range would remember it. */
    private static Optional<ProvenCase> forgets(
            Plan plan, PlannedAlert alert, ClauseStimuli stimuli, Cadence cadence, Timeline time, String threshold) {
        List<StimulatedSeries> strong =
                stimuli.series().stream().map(StimulatedSeries::muchLouder).toList();
        if (stimuli.memory().isZero()
                || strong.stream().anyMatch(series -> series.loud().signum() < 0)) {
            return Optional.empty();
        }
        List<InputSeries> series = new ArrayList<>(strong.stream()
                .map(one -> one.samples(time.interval(), 0, time.samplesLoud(), time.samplesAfter()))
                .toList());
        series.add(exporter(plan, time.samplesLoud() + time.samplesAfter(), 0, 0));
        Duration quiet = cadence.sample().multipliedBy(time.samplesLoud());
        Duration forgotten = time.forgottenAt().minus(time.quietFrom());
        return Optional.of(new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " forgets what its range no longer holds, " + threshold,
                        Durations.format(cadence.sample()),
                        series,
                        List.of(ExpectedFiring.none(cadence.up(quiet.plus(forgotten)), alert)))));
    }

    /** Whoever measures goes away while the alert fires: it goes on, of unknown value, until the series are back and quiet. */
    private static ProvenCase vanishing(
            Plan plan,
            PlannedAlert alert,
            ClauseStimuli stimuli,
            Cadence cadence,
            long samplesBefore,
            String threshold) {
        Duration settle = cadence.up(stimuli.memory()).plus(cadence.steps(2));
        Duration loud = settle.plus(cadence.up(alert.holdFor())).plus(cadence.steps(2));
        Duration away = Collections.min(List.of(cadence.up(AWAY), cadence.steps(AWAY_STEPS)));
        Duration gone = settle.plus(away);
        Duration back = cadence.sample().multipliedBy(samplesBefore).plus(loud).plus(gone);
        Duration end = back.plus(settle).plus(alert.keepFiringFor().orElse(Duration.ZERO));
        long loudSamples = Cadence.times(loud, cadence.sample());
        long goneSamples = Cadence.times(gone, cadence.sample());
        long backSamples = Cadence.times(end.minus(back), cadence.sample()) + 2;
        List<InputSeries> series = new ArrayList<>(stimuli.series().stream()
                .map(one -> one.vanishing(cadence.sample(), samplesBefore, loudSamples, goneSamples, backSamples))
                .toList());
        series.add(exporter(plan, samplesBefore + loudSamples, goneSamples, backSamples));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " is not resolved by missing data, " + threshold,
                        Durations.format(cadence.sample()),
                        series,
                        List.of(
                                ExpectedFiring.one(back.minus(cadence.steps(1)), alert, stimuli.identity(), Double.NaN)
                                        .orElseThrow(),
                                ExpectedFiring.none(cadence.up(end), alert))));
    }

    /**
     * The exporter has no score yet, which makes nothing fire; then one that does; then none any more, as when traffic stops: the alert
     * goes on until nobody watches what it is about.
     */
    private static ProvenCase silent(
            Plan plan,
            PlannedAlert alert,
            ClauseStimuli stimuli,
            StimulatedSeries watched,
            Cadence cadence,
            String threshold) {
        Duration loud = cadence.up(alert.holdFor()).plus(cadence.steps(4));
        Duration before = loud;
        Duration keep = cadence.up(alert.keepFiringFor().orElse(Duration.ZERO));
        Duration none = keep.plus(Collections.min(List.of(cadence.up(AWAY), cadence.steps(AWAY_STEPS))));
        Duration retired = before.plus(loud).plus(none);
        Duration end = retired.plus(keep).plus(cadence.steps(3));
        long loudSamples = Cadence.times(loud, cadence.sample());
        long watchedSamples = Cadence.times(retired, cadence.sample());
        List<InputSeries> series = new ArrayList<>(stimuli.series().stream()
                .map(one -> one.appearing(cadence.sample(), loudSamples, loudSamples))
                .toList());
        series.add(watched.vanishing(cadence.sample(), 0, watchedSamples, 1, 0));
        series.add(exporter(plan, Cadence.times(end, cadence.sample()) + 1, 0, 0));
        return new ProvenCase(
                cadence,
                new TestCase(
                        alert.name() + " is not resolved by a score that is missing, " + threshold,
                        Durations.format(cadence.sample()),
                        series,
                        List.of(
                                ExpectedFiring.none(before.minus(cadence.steps(1)), alert),
                                ExpectedFiring.one(
                                                retired.minus(cadence.steps(1)), alert, stimuli.identity(), Double.NaN)
                                        .orElseThrow(),
                                ExpectedFiring.none(end, alert))));
    }

    /** The exporter's own series, which say that it runs. */
    private static InputSeries exporter(Plan plan, long samples, long goneSamples, long backSamples) {
        SampleRun run = new SampleRun(
                MetricFamilies.SPEC.name(), Map.of(LabelNames.NAME, plan.system(), LabelNames.HASH, "any"));
        run.level(BigDecimal.ONE, samples);
        run.gone(goneSamples);
        if (backSamples > 0) {
            run.level(BigDecimal.ONE, backSamples);
        }
        return run.series();
    }
}
