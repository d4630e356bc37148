package io.watchbill.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What is read of the topics of a real broker. */
class KafkaSourceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Broker broker;

    private final Store store = new Store();
    private final List<Thread> running = new ArrayList<>();

    @BeforeAll
    static void start() {
        broker = new Broker();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Thread thread : running) {
            thread.interrupt();
            thread.join();
        }
    }

    private Thread read(boolean latest, String topic) {
        return read(broker.servers(), latest, topic);
    }

    private Thread read(String servers, boolean latest, String topic) {
        KafkaSource source = new KafkaSource(
                ClientProperties.of(servers, null),
                List.of(topic),
                latest,
                Duration.ofMillis(200),
                Duration.ofMillis(2_000));
        Thread thread = new Thread(() -> {
            try {
                source.run(store);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        running.add(thread);
        return thread;
    }

    private static String topic(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private void awaitLines(String... lines) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(store.lines()).containsExactlyInAnyOrder(lines));
    }

    @Test
    void allPartitionsAreReadFromTheirStart(TestInfo test) {
        broker.create(topic(test), 3);
        broker.send(topic(test), 0, "a");
        broker.send(topic(test), 1, "b", "c\nd\n");
        read(false, topic(test));
        awaitLines("a", "b", "c", "d", "");

        broker.send(topic(test), 2, "e");
        awaitLines("a", "b", "c", "d", "", "e");
        assertThat(store.said()).containsExactly(topic(test) + " up");
    }

    @Test
    void nothingIsLostOrDoubledByRestarts(TestInfo test) throws InterruptedException {
        broker.create(topic(test), 2);
        String[] values =
                IntStream.range(0, 3_000).mapToObj(i -> i + "x".repeat(1_000)).toArray(String[]::new);
        for (int i = 0; i < values.length; i += 2) {
            broker.send(topic(test), 0, values[i]);
            broker.send(topic(test), 1, values[i + 1]);
        }
        for (int ends = 1; ends < 4; ends++) {
            store.endAt(ends);
            read(false, topic(test)).join();
        }
        assertThat(store.deliveries()).isEqualTo(3);
        store.endAt(Integer.MAX_VALUE);
        read(false, topic(test));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(store.lines()).hasSize(values.length));
        assertThat(store.lines()).containsExactlyInAnyOrder(values);
        assertThat(store.positions().values()).containsOnly(1_500L);
        assertThat(store.largest()).isLessThanOrEqualTo(RecordLines.MOST);
    }

    @Test
    void tombstonesHoldNoLine(TestInfo test) {
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "a", null, "b", null);
        read(false, topic(test));

        awaitLines("a", "b");
    }

    @Test
    void aTopicMayBeBegunAtItsEndAndGoesOnFromThereAfterARestart(TestInfo test) throws InterruptedException {
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "old");
        Thread first = read(true, topic(test));
        await().atMost(PATIENCE).until(() -> store.positions().containsValue(1L));
        first.interrupt();
        first.join();
        broker.send(topic(test), 0, "while it was down");
        read(true, topic(test));
        broker.send(topic(test), 0, "new");

        awaitLines("while it was down", "new");
    }

    @Test
    void aPartitionThatIsAddedLaterIsReadWhole(TestInfo test) {
        broker.create(topic(test), 1);
        read(true, topic(test));
        await().atMost(PATIENCE).until(() -> store.positions().containsValue(0L));
        broker.grow(topic(test), 2);
        broker.send(topic(test), 1, "first of its partition");

        awaitLines("first of its partition");
    }

    @Test
    void aTopicThatIsNotThereYetIsWaitedFor(TestInfo test) {
        read(false, topic(test));
        await().atMost(PATIENCE).until(() -> store.said().contains(topic(test) + " missing"));
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "a");

        awaitLines("a");
        assertThat(store.said()).contains(topic(test) + " up");
    }

    @Test
    void whatRetentionRemovedBeforeItWasReadIsSaid(TestInfo test) throws InterruptedException {
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "a");
        Thread first = read(false, topic(test));
        awaitLines("a");
        first.interrupt();
        first.join();
        broker.send(topic(test), 0, "b", "c", "d");
        broker.expire(topic(test), 0, 3);
        read(false, topic(test));

        awaitLines("a", "d");
        assertThat(store.said()).contains(topic(test) + " lost out_of_range");
    }

    @Test
    void aTopicThatIsMadeAnewIsReadFromItsStart(TestInfo test) {
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "a", "b");
        read(false, topic(test));
        awaitLines("a", "b");
        broker.delete(topic(test));
        await().atMost(PATIENCE).until(() -> store.said().contains(topic(test) + " missing"));
        broker.create(topic(test), 1);
        broker.send(topic(test), 0, "c", "d", "e");

        awaitLines("a", "b", "c", "d", "e");
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSaid(TestInfo test) {
        read("127.0.0.1:1", false, topic(test));

        await().atMost(PATIENCE).until(() -> store.said().contains(topic(test) + " unavailable"));
    }
}
