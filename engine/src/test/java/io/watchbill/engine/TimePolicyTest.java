package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejection;
import io.watchbill.spec.EventClock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The event clock of a model: what sets it, what moves it, and what it refuses. */
class TimePolicyTest {
    private static final Instant START = Models.START;
    private static final String UNTIMED = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";

    private static Models.Fed live() {
        return new Models.Fed(EventClock.LIVE);
    }

    @Test
    void theFirstEventSetsTheClock() {
        Instant longAgo = START.minus(Duration.ofDays(3_000));

        assertThat(live().send(Models.prediction(longAgo)).clock()).isEqualTo(longAgo);
    }

    @Test
    void theClockRunsOnWithoutEvents() {
        Models.Fed fed = live().send(Models.prediction(START)).pass(Duration.ofMinutes(7));

        assertThat(fed.clock()).isEqualTo(START.plus(Duration.ofMinutes(7)));
    }

    @Test
    void anOlderEventNeverTurnsTheClockBack() {
        Models.Fed fed = live().send(Models.prediction(START), Models.prediction(START.minusSeconds(600)));

        assertThat(fed.clock()).isEqualTo(START);
        assertThat(fed.version().requests()).isEqualTo(2);
    }

    @Test
    void anEventWithoutTimeHappensAtItsArrivalOnALiveClock() {
        Models.Fed fed = live().send(Models.prediction(START.minusSeconds(60))).pass(Duration.ofSeconds(5));

        fed.send(UNTIMED);

        assertThat(fed.clock()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void anEventWithoutTimeHappensAtTheModelsClockInAReplay() {
        Instant longAgo = START.minus(Duration.ofDays(3_000));
        Models.Fed fed = new Models.Fed(EventClock.REPLAY)
                .send(Models.prediction(longAgo))
                .pass(Duration.ofSeconds(5));

        fed.send(UNTIMED);

        assertThat(fed.clock()).isEqualTo(longAgo.plusSeconds(5));
    }

    @Test
    void anEventOf2099IsFutureAndItsNeighboursCount() {
        Models.Fed fed = live().send(
                        Models.prediction(START),
                        Models.prediction(Instant.parse("2099-01-01T00:00:00Z")),
                        Models.prediction(START.plusSeconds(299)));

        assertThat(fed.rejections.inOrder())
                .containsExactly(new Rejection(
                        2,
                        IngestResult.FUTURE,
                        "time: more than 300 s ahead of this exporter's clock; is the sender's clock right?"));
        assertThat(fed.version().requests()).isEqualTo(2);
        assertThat(fed.clock()).isEqualTo(START.plusSeconds(299));
    }

    @Test
    void aJumpOverTheLongestWindowIsRefused() {
        Models.Fed fed = live();
        fed.send(Models.prediction(START.minus(Duration.ofHours(10))));

        fed.send(Models.prediction(START));

        assertThat(fed.rejections.inOrder())
                .containsExactly(new Rejection(
                        1,
                        IngestResult.FUTURE,
                        "time: further ahead of this model's newest event than its longest window; 100 such events in a"
                                + " row are believed"));
        assertThat(fed.clock()).isEqualTo(START.minus(Duration.ofHours(10)));
    }

    @Test
    void aHundredAgreeingEventsInARowAreBelieved() {
        Models.Fed fed = live();
        fed.send(Models.prediction(START.minus(Duration.ofHours(10))));
        String[] jump = IntStream.range(0, 100)
                .mapToObj(i -> Models.prediction(START.plusSeconds(i)))
                .toArray(String[]::new);

        fed.send(jump);

        assertThat(fed.rejections.total()).isEqualTo(99);
        assertThat(fed.clock()).isEqualTo(START.plusSeconds(99));
    }

    @Test
    void anOrdinaryEventBetweenThemBreaksTheRow() {
        Models.Fed fed = live();
        Instant before = START.minus(Duration.ofHours(10));
        fed.send(Models.prediction(before));
        for (int i = 0; i < 99; i++) {
            fed.send(Models.prediction(START));
        }
        fed.send(Models.prediction(before.plusSeconds(1)));

        fed.send(Models.prediction(START));

        assertThat(fed.rejections.total()).isEqualTo(1);
        assertThat(fed.clock()).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void eventsThatDisagreeAboutTheJumpAreNotBelieved() {
        Models.Fed fed = new Models.Fed(EventClock.REPLAY);
        Instant before = START.minus(Duration.ofDays(1_000));
        fed.send(Models.prediction(before));

        for (int i = 0; i < 200; i++) {
            fed.send(Models.prediction(before.plus(Duration.ofDays(i % 2 == 0 ? 100 : 200))));
        }

        assertThat(fed.clock()).isEqualTo(before);
    }

    @Test
    void aWallClockThatIsSetForwardAndBackTurnsNoClockBackAndLosesNoEvent() {
        Models.Fed fed = live().send(UNTIMED);
        fed.wall = START.plus(Duration.ofMinutes(30));
        fed.send(UNTIMED);

        fed.wall = START.plusSeconds(1);
        fed.send(UNTIMED);

        assertThat(fed.clock()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(fed.version().requests()).isEqualTo(3);
        assertThat(fed.late).isZero();

        fed.wall = START.minus(Duration.ofDays(1));
        fed.send(UNTIMED);

        assertThat(fed.clock()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(fed.version().requests()).as("late, and in the counters").isEqualTo(4);
        assertThat(fed.late).isEqualTo(1);
    }

    @Test
    void whatWasTheFutureOfAWallClockThatWasSetBackIsTakenOnceItIsRightAgain() {
        Models.Fed fed = live().send(Models.prediction(START));
        fed.wall = START.minus(Duration.ofDays(1));
        fed.send(Models.prediction(START.plusSeconds(10)));
        assertThat(fed.rejections.inOrder()).extracting(Rejection::result).containsExactly(IngestResult.FUTURE);

        fed.wall = START.plusSeconds(20);
        fed.send(Models.prediction(START.plusSeconds(10)));

        assertThat(fed.rejections.inOrder()).isEmpty();
        assertThat(fed.version().requests()).isEqualTo(2);
    }

    @Test
    void anEventOlderThanEveryWindowIsLateAndInTheCountersOnly() {
        Models.Fed fed = live().send(Models.prediction(START), Models.prediction(START.minus(Duration.ofHours(6))));

        assertThat(fed.late).isEqualTo(1);
        assertThat(fed.version().requests()).isEqualTo(2);
        assertThat(fed.version().drift())
                .allSatisfy(
                        window -> assertThat(window.scores().get(0).samples()).isEqualTo(1));
    }

    @Test
    void windowsMoveOnWithTheClockAlone() {
        Models.Fed fed = live().send(Models.prediction(START));
        assertThat(fed.version().drift().get(0).scores().get(0).samples()).isEqualTo(1);

        fed.pass(Duration.ofMinutes(62));

        assertThat(fed.version().drift().get(0).scores().get(0).samples()).isZero();
        assertThat(fed.version().drift().get(1).scores().get(0).samples()).isEqualTo(1);
    }

    @Test
    void anIdleVersionLeavesThePage() {
        Models.Fed fed = live().send(Models.prediction(START));

        fed.pass(Duration.ofHours(4)
                .plus(Models.LABEL_DELAY)
                .plus(Models.MAXIMUM_LABEL_DELAY)
                .plusSeconds(1));

        assertThat(fed.scores().versions()).isEmpty();
    }

    @Test
    void aWindowThatWasNotObservedWholeHasNoVerdict() {
        Models.Fed fed = live();
        String[] many = IntStream.range(0, 100)
                .mapToObj(i -> "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\""
                        + START.plusSeconds(36L * i) + "\",\"features\":{\"distance\":" + 10 * i
                        + ",\"origin\":\"A\"},\"prediction\":\"on_time\"}")
                .toArray(String[]::new);
        fed.pass(Duration.ofHours(2)).send(many);

        assertThat(fed.clock()).isEqualTo(START.plusSeconds(3_564));
        assertThat(fed.version().drift().get(0).scores().get(0).verdict()).isNull();

        fed.pass(Duration.ofSeconds(36));

        assertThat(fed.version().drift().get(0).scores().get(0).verdict()).isNotNull();
        assertThat(fed.version().drift().get(1).scores().get(0).verdict()).isNull();
    }
}
