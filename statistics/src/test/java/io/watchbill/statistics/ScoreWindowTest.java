package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreWindowTest {
    private static final List<Double> EDGES = List.of(0.1, 0.25, 0.7);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void addingMergingRemovingAndExpiringInAnyOrderEqualsRecomputing(long seed) {
        record Event(long pane, double score, boolean positive) {}
        Random random = new Random(seed);
        int capacity = 2 + random.nextInt(9);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(new Event(random.nextInt(3 * capacity), random.nextInt(21) / 20.0, random.nextInt(3) == 0));
        }
        long end = events.stream().mapToLong(Event::pane).max().orElseThrow();
        Collections.shuffle(events, random);
        ScoreWindow left = new ScoreWindow(EDGES, capacity);
        ScoreWindow right = new ScoreWindow(EDGES, capacity);
        long[] positives = new long[4];
        long[] negatives = new long[4];
        for (Event event : events) {
            ScoreWindow one = random.nextBoolean() ? left : right;
            boolean added = one.add(event.pane(), event.score(), event.positive());
            if (random.nextInt(4) == 0) {
                assertThat(one.remove(event.pane(), event.score(), event.positive()))
                        .isEqualTo(added);
            } else if (event.pane() > end - capacity) {
                int bin = event.score() >= 0.7 ? 3 : event.score() >= 0.25 ? 2 : event.score() >= 0.1 ? 1 : 0;
                (event.positive() ? positives : negatives)[bin]++;
            }
        }
        left.merge(right);

        assertThat(left.area(end - capacity + 1, end)).isEqualTo(RocAuc.of(positives, negatives));
        left.advanceTo(end + capacity);
        assertThat(left.area(end + 1, end + capacity)).isEmpty();
    }

    @Test
    void whatIsNoScoreOrNoEdgeIsRefused() {
        ScoreWindow window = new ScoreWindow(EDGES, 2);

        assertThatThrownBy(() -> window.add(0, 1.01, true)).hasMessage("a score must be from 0 to 1, not 1.01");
        assertThatThrownBy(() -> new ScoreWindow(List.of(0.5, 0.5), 2))
                .hasMessage("edges of scores must be finite and ascend strictly; edge 1 is 0.5");
        assertThatThrownBy(() -> new ScoreWindow(Collections.nCopies(256, 0.5), 2))
                .hasMessage("scores have at most 255 edges, not 256");
        assertThatThrownBy(() -> window.merge(new ScoreWindow(ScoreWindow.evenEdges(), 2)))
                .hasMessage("only windows of equal edges and length can be merged");
    }

    @Test
    void memoryStaysBoundedHoweverManyScoresCome() {
        ScoreWindow window = new ScoreWindow(ScoreWindow.evenEdges(), 61);
        Random random = new Random(1);
        for (int i = 0; i < 1_000_000; i++) {
            window.add(i / 16_000, random.nextDouble(), random.nextBoolean());
        }

        assertThat(window.bytesHeld()).isLessThan(140_000);
    }
}
