package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The state is a fold over accepted events: their order and how they were batched change no window and no counter. What
 * follows the order of arrival is left out, as its Javadoc says: change detectors, the least p-value of the holdout, and
 * which of two labels is the first one, that counters and the delay keep.
 */
class FoldTest {
    private static final int EVENTS = 400;

    private static Models.Fed fed() {
        return new Models.Fed(
                new ModelPlan(
                        Models.byRegion(Task.BINARY_CLASSIFICATION, 10),
                        Models.REBOOKING,
                        Map.of("default", Models.profile()),
                        List.of()),
                1_000,
                1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void orderAndBatchingChangeNothing(long seed) {
        Random random = new Random(seed);
        List<String> lines = lines(random, false);
        Models.Fed first = fed();
        first.send(lines.toArray(String[]::new));

        assertThat(Described.of(shuffled(lines, random).scores())).isEqualTo(Described.of(first.scores()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void correctedLabelsInAnyOrderGiveTheSameWindows(long seed) {
        Random random = new Random(seed);
        List<String> lines = lines(random, true);
        Models.Fed first = fed();
        first.send(lines.toArray(String[]::new));

        ScoreSnapshot.Version expected = first.version();
        ScoreSnapshot.Version version = shuffled(lines, random).version();

        assertThat(expected.labels().relabelled()).isPositive();
        assertThat(version.performance()).isEqualTo(expected.performance());
        assertThat(version.segments().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(
                        expected.segments().stream().map(Object::toString).toList());
    }

    private static Models.Fed shuffled(List<String> lines, Random random) {

        // The newest event stays first: it sets the clock, and what the clock refuses is no part of the set.
        List<String> shuffled = new ArrayList<>(lines.subList(1, lines.size()));
        Collections.shuffle(shuffled, random);
        shuffled.add(0, lines.get(0));
        Models.Fed second = fed();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(50));
            second.send(shuffled.subList(from, to).toArray(String[]::new));
            from = to;
        }
        return second;
    }

    private static List<String> lines(Random random, boolean corrected) {
        List<String> lines = new ArrayList<>();
        Instant end = Models.START;
        lines.add(Models.prediction(end));
        for (int i = 0; i < EVENTS; i++) {
            // Half the events fall into the windows, a few before all of them.
            Instant time = end.minusSeconds(random.nextInt(5 * 3_600));
            String answer = random.nextInt(5) == 0 ? "late" : "on_time";
            lines.add(Models.prediction(
                    time,
                    "id" + i,
                    answer,
                    ",\"arm\":\"" + (random.nextInt(10) == 0 ? "holdout" : "champion") + "\",\"latencyMs\":8,\"score\":"
                            + random.nextDouble()
                            + ",\"segment\":{\"region\":\"" + "NS".charAt(random.nextInt(2)) + "\"}"
                            + ",\"features\":{\"distance\":" + random.nextInt(1_000) + ",\"origin\":\""
                            + "ABC".charAt(random.nextInt(3)) + "\"}"));
            if (random.nextBoolean()) {
                lines.add(Models.label(time.plusSeconds(60), "id" + i, random.nextBoolean() ? answer : "late"));
            }
            if (corrected && random.nextInt(3) == 0) {
                lines.add(Models.label(time.plusSeconds(61), "id" + i, random.nextBoolean() ? "late" : "on_time"));
            }
            if (random.nextInt(4) == 0) {
                lines.add(Models.rebooked(time.plusSeconds(60), "id" + i, 64));
            }
        }
        return lines;
    }
}
