package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.inference.InferenceEvent;
import io.watchbill.engine.decode.inference.InferenceEvent.Half;
import io.watchbill.engine.decode.inference.InferenceRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The queue and the join of logged calls. */
class LoggedCallsTest {
    private static final String REQUEST = "{\"instances\":[[740,\"JFK\"]]}";
    private static final String RESPONSE = "{\"predictions\":[\"late\"]}";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FakeIntake intake = new FakeIntake();
    private long now;
    private LoggedCalls calls = calls(1 << 20, 1 << 20);

    private LoggedCalls calls(long queue, long waiting) {
        return new LoggedCalls(
                intake,
                new DeliveryKeys(1, 2),
                () -> new InferenceRows(List.of(FakeIntake.FLIGHT), 8),
                new CloudEventsSettings(queue, waiting, PATIENCE, 8),
                () -> now);
    }

    private static InferenceEvent event(Half half, String id, String payload) {
        return new InferenceEvent(half, id, "here", null, "flight", null, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static InferenceEvent request(String id) {
        return event(Half.REQUEST, id, REQUEST);
    }

    private static InferenceEvent response(String id) {
        return event(Half.RESPONSE, id, RESPONSE);
    }

    private void step(InferenceEvent event) throws InterruptedException {
        assertThat(calls.offer(List.of(event))).isTrue();
        calls.step(event);
    }

    @Test
    void requestAndResponseBecomeOneEventWhicheverComesFirst() throws Exception {
        step(request("a"));
        step(response("b"));
        assertThat(intake.events()).isZero();

        step(response("a"));
        step(request("b"));

        assertThat(intake.events()).isEqualTo(2);
        assertThat(calls.waitingBytes()).isZero();
        assertThat(calls.queuedBytes()).isZero();
    }

    @Test
    void callsOfTheSameIdFromOtherOriginsStayApart() throws Exception {
        step(request("a"));
        step(new InferenceEvent(
                Half.RESPONSE, "a", "elsewhere", null, "flight", null, RESPONSE.getBytes(StandardCharsets.UTF_8)));

        assertThat(intake.events()).isZero();
    }

    @Test
    void aCallThatIsLoggedAgainHasTheSameKey() throws Exception {
        step(request("a"));
        step(response("a"));
        step(request("a"));
        step(request("a"));
        step(response("a"));
        step(request("b"));
        step(response("b"));

        assertThat(intake.stored).hasSize(3);
        DeliveryKey first = intake.stored.get(0).key();
        assertThat(intake.stored.get(1).key()).isEqualTo(first);
        assertThat(intake.stored.get(2).key().sameName(first)).isFalse();
    }

    @Test
    void aRequestThatNothingAnswersIsAFailedCallAfterAWhile() throws Exception {
        step(request("a"));
        now += PATIENCE.toNanos() - 1;
        calls.step(null);
        assertThat(intake.events()).isZero();

        now++;
        calls.step(null);
        assertThat(intake.events()).isEqualTo(1);
        assertThat(intake.stored.get(0).decoded().batches().get(0).failed(0)).isTrue();
    }

    @Test
    void aResponseWhoseRequestDoesNotComeIsDropped() throws Exception {
        step(response("a"));
        now += PATIENCE.toNanos();
        calls.step(null);

        assertThat(intake.events()).isZero();
        assertThat(intake.count(IngestResult.DROPPED)).isEqualTo(1);
    }

    @Test
    void theQueueTakesAsManyBytesAsAllowedAndDropsTheNext() throws Exception {
        long bytes = HalfCalls.sizeOf(request("a"));
        calls = calls(2 * bytes, 1 << 20);

        assertThat(calls.offer(List.of(request("a"), request("b")))).isTrue();
        assertThat(calls.queuedBytes()).isEqualTo(2 * bytes);
        assertThat(calls.offer(List.of(request("c")))).isFalse();

        calls.step(null);
        assertThat(intake.count(IngestResult.DROPPED)).isEqualTo(1);
    }

    @Test
    void asManyBytesAsAllowedWaitAndTheOldestMakesRoom() throws Exception {
        long bytes = HalfCalls.sizeOf(request("a"));
        calls = calls(1 << 20, 2 * bytes);
        step(request("a"));
        step(request("b"));
        assertThat(calls.waitingBytes()).isEqualTo(2 * bytes);
        assertThat(intake.count(IngestResult.DROPPED)).isZero();

        step(request("c"));
        step(response("b"));
        step(response("c"));

        assertThat(intake.count(IngestResult.DROPPED)).isEqualTo(1);
        assertThat(intake.events()).isEqualTo(2);
    }

    @Test
    void aPayloadThatCannotBeReadIsCountedByItsResult() throws Exception {
        step(event(Half.REQUEST, "a", "{}"));
        step(response("a"));
        step(event(Half.REQUEST, "b", "{\"instances\":[" + "1,".repeat(10_000) + "1]}"));
        step(event(Half.RESPONSE, "b", "{\"predictions\":[" + "1,".repeat(10_000) + "1]}"));

        assertThat(intake.count(IngestResult.MALFORMED)).isEqualTo(1);
        assertThat(intake.count(IngestResult.OVER_LIMIT)).isEqualTo(1);
        assertThat(intake.events()).isZero();
    }

    @Test
    void whatIsNotStoredIsTriedAgain() {
        intake.problems.add(Taken.not(503, "later"));
        calls.start();
        assertThat(calls.offer(List.of(request("a"), response("a")))).isTrue();

        await().until(() -> intake.events() == 1);
        calls.close();
    }

    @Test
    void atTheEndWhatIsQueuedIsTakenInAndWhatWaitsIsCounted() {
        assertThat(calls.offer(List.of(request("a"), response("a"), request("b"))))
                .isTrue();
        calls.start();
        calls.close();

        assertThat(intake.events()).isEqualTo(1);
        assertThat(intake.count(IngestResult.DROPPED)).isEqualTo(1);
        assertThat(calls.offer(List.of(request("c")))).isFalse();
    }
}
