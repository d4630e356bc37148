package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateParts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A state that was saved and restored goes on as if it had never stopped, field by field and to the last bit. That labels
 * find predictions of before a restart is tested with the predictions.
 */
class SavedStateTest {
    private static final Duration SPAN = Duration.ofMinutes(330);
    private static final int STEPS = 60;
    private static final int RARE = 57;
    private static final List<Task> TASKS =
            List.of(Task.BINARY_CLASSIFICATION, Task.MULTICLASS_CLASSIFICATION, Task.REGRESSION);

    static Stream<Arguments> streams() {
        List<Arguments> all = new ArrayList<>();
        for (Task task : TASKS) {
            for (long seed = 1; seed <= 2; seed++) {
                all.add(Arguments.of(task, false, seed));
                all.add(Arguments.of(task, true, seed));
            }
        }
        return all.stream();
    }

    private static RichPlan rich(Task task, boolean batch) {
        RichPlan rich = new RichPlan(task);
        rich.batch = batch;
        return rich;
    }

    /** A stream in steps of equal length, each the lines and the moment at which they come. */
    private static List<List<String>> steps(RichPlan rich, long seed) {
        RichEvents events = new RichEvents(rich, seed);
        List<List<String>> steps = new ArrayList<>();
        Duration step = SPAN.dividedBy(STEPS);
        for (int i = 0; i < STEPS; i++) {
            List<String> lines = new ArrayList<>();
            if (i == RARE) {
                lines.addAll(events.rareLines(Models.START.plus(step.multipliedBy(i))));
            }
            lines.addAll(events.lines(Models.START.plus(step.multipliedBy(i)), step, i % 7 == 3 ? 1 : 12));
            steps.add(lines);
        }
        return steps;
    }

    private static Instant end(int step) {
        return Models.START.plus(SPAN.dividedBy(STEPS).multipliedBy(step + 1L));
    }

    @ParameterizedTest(name = "{0}, in runs: {1}, seed {2}")
    @MethodSource("streams")
    void aStateThatStopsAtAnyMomentGoesOnAsIfItHadNotStopped(Task task, boolean batch, long seed) {
        RichPlan rich = rich(task, batch);
        Random random = new Random(seed);
        Watched kept = new Watched(rich.plan());
        Watched stopped = new Watched(rich.plan());
        StateParts parts = new StateParts();
        List<List<String>> steps = steps(rich, seed);
        for (int i = 0; i < STEPS; i++) {
            kept.send(steps.get(i), end(i));
            stopped.send(steps.get(i), end(i));
            if (random.nextInt(3) == 0) {
                kept.scores();
                stopped.scores();
            }
            if (random.nextInt(4) == 0) {
                stopped.save(parts, random.nextInt(5) == 0);
                if (random.nextBoolean()) {
                    stopped.restart(parts, rich.plan());
                    assertThat(stopped.lost).isEmpty();
                }
            }
        }

        assertThat(stopped.differences(kept)).isEmpty();
    }

    @ParameterizedTest(name = "{0}, in runs: {1}, seed {2}")
    @MethodSource("streams")
    void savesOfWhatChangedAddUpToASaveOfEverything(Task task, boolean batch, long seed) {
        RichPlan rich = rich(task, batch);
        Watched watched = new Watched(rich.plan());
        StateParts changes = new StateParts();
        List<List<String>> steps = steps(rich, seed);
        for (int i = 0; i < STEPS; i++) {
            watched.send(steps.get(i), end(i));
            watched.save(changes, false);
        }
        StateParts everything = new StateParts();
        watched.save(everything, true);
        Watched first = new Watched(rich.plan());
        Watched second = new Watched(rich.plan());
        first.send(steps.get(0), end(STEPS));
        second.send(steps.get(0), end(STEPS));
        first.restart(changes, rich.plan());
        second.restart(everything, rich.plan());

        assertThat(first.differences(second)).isEmpty();
        assertThat(everything.keys("").size())
                .isLessThanOrEqualTo(changes.keys("").size());
    }

    @ParameterizedTest(name = "{0}, in runs: {1}, seed {2}")
    @MethodSource("streams")
    void theJournalBringsBackWhatWasNotSaved(Task task, boolean batch, long seed) {
        RichPlan rich = rich(task, batch);
        Watched kept = new Watched(rich.plan());
        Watched stopped = new Watched(rich.plan());
        List<List<String>> steps = steps(rich, seed);
        StateParts parts = new StateParts();
        int position = 0;
        for (int i = 0; i < STEPS; i++) {
            kept.send(steps.get(i), end(i));
            stopped.send(steps.get(i), end(i));
            if (i == STEPS / 3) {
                stopped.save(parts, false);
                position = stopped.journal.size();
            }
        }
        stopped.restartAndReplay(parts, position);
        assertThat(stopped.differences(kept)).isEmpty();

        stopped.restartAndReplay(new StateParts(), 0);
        assertThat(stopped.differences(kept)).isEmpty();
    }

    @Test
    void everyFieldThatIsComparedHoldsSomethingInOneOfTheStreams() {
        Set<String> compared = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (Task task : TASKS) {
            RichPlan rich = rich(task, true);
            Watched watched = new Watched(rich.plan(), 100);
            List<List<String>> steps = steps(rich, 1);
            for (int i = 0; i < STEPS; i++) {
                watched.send(steps.get(i), end(i));
            }
            watched.scores();
            StateParts parts = new StateParts();
            watched.save(parts, true);
            Watched restored = new Watched(rich.plan());
            restored.restart(parts, rich.plan());
            restored.scores();
            Sameness sameness = new Sameness(Watched.NOT_KEPT);
            assertThat(sameness.differences(watched.state, restored.state)).isEmpty();
            compared.addAll(sameness.compared);
            used.addAll(sameness.used);
        }
        compared.removeAll(used);
        assertThat(compared)
                .as(
                        "numbers that are 0 of what is first, what no plan here asks for, and combinations beyond their bound,"
                                + " which have tests of their own")
                .containsExactlyInAnyOrder(
                        "Business.event",
                        "Business.unit",
                        "ModelNames.holdout",
                        "ModelClock.replay",
                        "Combinations.dropped");
        assertThat(used).hasSizeGreaterThan(100);
    }
}
