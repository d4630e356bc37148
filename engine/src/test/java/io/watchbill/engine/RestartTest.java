package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Task;
import io.watchbill.statistics.state.StateParts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart means for the clock, for versions that come and go, and for the order of events. */
class RestartTest {
    private final ModelPlan plan = new RichPlan(Task.BINARY_CLASSIFICATION).plan();
    private final StateParts parts = new StateParts();

    private ModelState fed(Instant wall, Instant... times) {
        Models.Fed fed = new Models.Fed(plan, 1_000, 1_000);
        fed.wall = wall;
        for (Instant time : times) {
            fed.send(Models.prediction(time));
        }
        fed.state.save(parts, true);
        return fed.state;
    }

    private ModelState restored(Instant wall, long nanos) {
        return ModelState.restored(
                        plan,
                        new StateSettings(Duration.ofMinutes(5), new KeptPredictions(), 1_000, 1_000),
                        parts,
                        wall.toEpochMilli(),
                        nanos)
                .state();
    }

    @Test
    void theClockGoesOnWithTheWallClockWhileNothingRuns() {
        Instant newest = Models.START.minusSeconds(20);
        fed(Models.START, newest.minusSeconds(5), newest);

        ModelState state = restored(Models.START.plus(Duration.ofDays(60)), 77);

        assertThat(state.clockMillis(77))
                .isEqualTo(newest.plus(Duration.ofDays(60)).toEpochMilli());
        assertThat(state.clockMillis(77 + 3_000_000)).isEqualTo(state.clockMillis(77) + 3);
        assertThat(Scores.of(state.totals(77)).versions()).isEmpty();
    }

    @Test
    void theClockDoesNotGoBackWhenTheWallClockWasSetBack() {
        ModelState before = fed(Models.START, Models.START);
        long shown = Duration.ofMinutes(9).toNanos();
        before.totals(shown);
        before.save(parts, false);

        ModelState state = restored(Models.START.minus(Duration.ofDays(1)), 0);

        assertThat(state.clockMillis(0))
                .isEqualTo(Models.START.plus(Duration.ofMinutes(9)).toEpochMilli());
    }

    @Test
    void anEventAfterTheRestartMovesTheClockAsBefore() {
        Watched watched = new Watched(plan);
        watched.send(List.of(Models.prediction(Models.START)), Models.START);
        watched.save(parts, false);
        watched.restart(parts, plan);
        Instant newer = Models.START.plusSeconds(90);
        watched.send(List.of(Models.prediction(newer)), newer.plusSeconds(5));

        ScoreSnapshot scores = watched.scores();

        // At its arrival the clock had run on to 95 s, and an older event does not set it back.
        assertThat(scores.clockMillis()).isEqualTo(newer.plusSeconds(5).toEpochMilli());
        assertThat(scores.versions().get(0).requests()).isEqualTo(2);
    }

    @Test
    void aVersionThatWasForgottenLeavesNoPartsBehindForALaterOneOfItsName() {
        Watched watched = new Watched(plan);
        watched.send(List.of(Models.prediction(Models.START)), Models.START);
        watched.save(parts, false);
        assertThat(parts.keys("version=0/")).isNotEmpty();
        Instant later = Models.START.plus(Duration.ofHours(11));
        watched.send(List.of(Models.prediction(later).replace("\"kind\"", "\"version\":\"other\",\"kind\"")), later);
        watched.scores();
        watched.send(List.of(Models.prediction(later)), later);
        watched.save(parts, false);

        watched.restart(parts, plan);

        assertThat(watched.scores().versions())
                .extracting(version -> version.version() + " " + version.requests())
                .containsExactly("default 1", "other 1");
        assertThat(watched.scores()
                        .versions()
                        .get(0)
                        .drift()
                        .get(0)
                        .scores()
                        .get(0)
                        .samples())
                .isEqualTo(1);
    }

    @Test
    void aLabelThatComesTooLateFindsNothingThoughNobodyLookedInBetween() {
        Watched watched = new Watched(plan);
        watched.send(List.of(Models.prediction(Models.START, "a", "late", "")), Models.START);
        Instant later = Models.START.plus(Models.MAXIMUM_LABEL_DELAY).plus(Duration.ofHours(1));
        watched.send(List.of(Models.label(later, "a", "late")), later);

        LabelCounts labels = watched.scores().versions().get(0).labels();

        assertThat(labels.joined()).isZero();
        assertThat(labels.unlabelled()).isEqualTo(1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void orderBatchingAndRestartsChangeNoWindow(long seed) {
        Random random = new Random(seed);
        Instant end = Models.START.plus(Duration.ofHours(5));
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            events.add(Models.prediction(
                    end.minusSeconds(random.nextInt(5 * 3_600)),
                    "id" + i,
                    random.nextInt(4) == 0 ? "late" : "on_time",
                    ",\"score\":0." + random.nextInt(999) + ",\"features\":{\"distance\":" + random.nextInt(1_000)
                            + ",\"origin\":\"" + "ABC".charAt(random.nextInt(3)) + "\"},\"segment\":{\"region\":\""
                            + "NS".charAt(random.nextInt(2)) + "\"}"));
        }
        List<String> first = List.of(Models.prediction(end));
        Watched whole = new Watched(plan);
        whole.send(first, end);
        whole.send(events, end);
        Collections.shuffle(events, random);
        Watched stopped = new Watched(plan);
        stopped.send(first, end);
        for (int from = 0, to; from < events.size(); from = to) {
            to = Math.min(events.size(), from + 1 + random.nextInt(60));
            stopped.send(events.subList(from, to), end);
            stopped.save(parts, false);
            if (random.nextBoolean()) {
                stopped.restart(parts, plan);
            }
        }

        assertThat(Described.of(stopped.scores())).isEqualTo(Described.of(whole.scores()));
    }

    @Test
    void aSaveWithoutNewEventsPutsNoWindowAndNoCounterAgain() {
        Watched watched = new Watched(plan);
        watched.send(
                IntStream.range(0, 50)
                        .mapToObj(i -> Models.prediction(Models.START.plusSeconds(i)))
                        .toList(),
                Models.START.plusSeconds(50));
        watched.save(parts, false);
        StateParts second = new StateParts();
        watched.save(second, false);
        assertThat(second.keys("")).containsExactly("model", "open");

        watched.send(List.of(Models.prediction(Models.START.plusSeconds(51))), Models.START.plusSeconds(51));
        StateParts third = new StateParts();
        watched.save(third, false);
        assertThat(third.keys("").size()).isBetween(5, parts.keys("").size());
    }
}
