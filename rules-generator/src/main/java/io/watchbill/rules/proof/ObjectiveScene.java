package io.watchbill.rules.proof;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.LabelNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tests of an objective's alerts move, and how finely.
 *
 * @param events those that are moved
 * @param others those of other sources, which are good all the while
 * @param lag how much later counts show in windows that are added up from stretches, and by how much these are coarser; zero where
 *     windows are counted on the counters
 * @param begins when the tests begin, on promtool's clock
 * @param over planned work that may go on during the tests; empty where none does
 */
record ObjectiveScene(
        PlannedObjective objective,
        CountedEvents events,
        List<CountedEvents> others,
        Cadence cadence,
        Duration lag,
        Duration begins,
        Optional<PlannedWork> over) {

    ObjectiveScene {
        others = List.copyOf(others);
    }

    /** At the beginning of promtool's clock, beside all work. */
    ObjectiveScene(
            PlannedObjective objective,
            CountedEvents events,
            List<CountedEvents> others,
            Cadence cadence,
            Duration lag) {
        this(objective, events, others, cadence, lag, Duration.ZERO, Optional.empty());
    }

    /** The same later. */
    ObjectiveScene at(Duration time) {
        return new ObjectiveScene(objective, events, others, cadence, lag, time, over);
    }

    /** The same while planned work may go on. */
    ObjectiveScene over(PlannedWork work) {
        return new ObjectiveScene(objective, events, others, cadence, lag, begins, Optional.of(work));
    }

    /** How many evaluations planned work hides at the most, of those that a window holds. */
    long hidden(Duration window) {
        return over.map(work -> work.hidden(cadence.steps(1), window)).orElse(0L);
    }

    /** The events through these phases. */
    TestCase test(String name, List<Phase> phases, AlertExpectation... expected) {
        Duration length = phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
        return test(name, events.through(begins, cadence.sample(), phases, Duration.ZERO), length, expected);
    }

    /** Series of the events, beside the others for as long. */
    TestCase test(String name, List<InputSeries> moved, Duration length, AlertExpectation... expected) {
        List<InputSeries> series = new ArrayList<>(moved);
        others.forEach(other ->
                series.addAll(other.through(begins, cadence.sample(), List.of(Phase.healthy(length)), Duration.ZERO)));
        return Delay.of(
                new TestCase(name, Durations.format(cadence.sample()), series, List.of(expected)), cadence, begins);
    }

    /** The name of a test. */
    String named(PlannedAlert alert, String behaviour) {
        return alert.name() + " " + behaviour + ofSource();
    }

    /** Whose events are moved, where several sources count them. */
    String ofSource() {
        return Optional.ofNullable(events.identity().get(LabelNames.SOURCE))
                .map(source -> ", source " + source)
                .orElse("");
    }

    /** The alert fires. */
    static AlertExpectation fires(Duration at, PlannedAlert alert, Map<String, String> identity, double value) {
        return ExpectedFiring.one(at, alert, identity, value)
                .orElseThrow(() ->
                        new IllegalStateException("a text of " + alert.name() + " holds a template that is not read"));
    }
}
