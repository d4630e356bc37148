package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerformanceWindowTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private record Event(long pane, double predicted, double actual) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void addingMergingAndExpiringInAnyOrderEqualsRecomputing(long seed) {
        Random random = new Random(seed);
        int capacity = 3 + random.nextInt(10);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            events.add(new Event(random.nextInt(3 * capacity), random.nextInt(3), random.nextInt(3)));
        }
        long end = events.stream().mapToLong(Event::pane).max().orElseThrow();
        long from = end - capacity + 1;
        Collections.shuffle(events, random);

        ClassificationWindow left = new ClassificationWindow(3, capacity);
        ClassificationWindow right = new ClassificationWindow(3, capacity);
        RegressionWindow errors = new RegressionWindow(capacity);
        RegressionWindow otherErrors = new RegressionWindow(capacity);
        ClassCounts.Builder expected = new ClassCounts.Builder(3, capacity);
        double squares = 0;
        for (Event event : events) {
            boolean first = random.nextBoolean();
            (first ? left : right).add(event.pane(), (int) event.predicted(), (int) event.actual());
            (first ? errors : otherErrors).add(event.pane(), event.predicted() / 3, event.actual() / 7);
            if (event.pane() >= from) {
                expected.add((int) (event.pane() - from), (int) event.predicted(), (int) event.actual(), 1);
                squares += Math.pow(event.predicted() / 3 - event.actual() / 7, 2);
            }
        }
        left.merge(right);
        errors.merge(otherErrors);

        ClassCounts counts = left.snapshot(from, end);
        ClassCounts recomputed = expected.build();
        for (int pane = 0; pane < capacity; pane++) {
            for (int c = 0; c < 3; c++) {
                assertThat(counts.hits(pane, c)).isEqualTo(recomputed.hits(pane, c));
                assertThat(counts.predicted(pane, c)).isEqualTo(recomputed.predicted(pane, c));
                assertThat(counts.actual(pane, c)).isEqualTo(recomputed.actual(pane, c));
            }
        }
        MeanCounts sums = errors.snapshot(from, end);
        assertThat(sums.samples()).isEqualTo(recomputed.samples());
        assertThat(sums.sum(RegressionWindow.SQUARED_ERROR)).isCloseTo(squares, within(1e-12 * squares));
    }

    @Test
    void aCorrectedLabelMovesItsOutcome() {
        ClassificationWindow window = new ClassificationWindow(2, 3);
        window.add(5, 0, 0);
        assertThat(window.remove(5, 0, 0)).isTrue();
        assertThat(window.remove(5, 0, 0)).isFalse();
        window.add(5, 0, 1);

        ClassCounts counts = window.snapshot(3, 5);
        assertThat(counts.samples()).isEqualTo(1);
        assertThat(counts.hits(2, 0)).isZero();
        window.advanceTo(9);
        assertThat(window.remove(5, 0, 1)).isFalse();
    }

    @Test
    void aWindowEndsWhereTheLabelsHaveArrived() {
        ClassificationWindow window = new ClassificationWindow(2, 10);
        for (long pane = 1; pane <= 10; pane++) {
            window.add(pane, 0, pane > 7 ? 1 : 0);
        }

        assertThat(accuracy(window.snapshot(1, 7))).isEqualTo(1);
        assertThat(accuracy(window.snapshot(4, 10))).isCloseTo(4 / 7.0, within(1e-12));
    }

    private static double accuracy(ClassCounts counts) {
        return PerformanceScorer.classification(counts, OptionalInt.of(0), null, HOUR)
                .get(0)
                .value();
    }

    @Test
    void withoutLabelsThereIsNoScore() {
        ClassCounts none = new ClassificationWindow(2, 5).snapshot(0, 4);
        assertThat(PerformanceScorer.classification(none, OptionalInt.of(0), null, HOUR))
                .isEmpty();
        MeanCounts empty = new MeanWindow(1, 5).snapshot(0, 4);
        assertThat(PerformanceScorer.mean("confidence", empty, true, null, HOUR))
                .isNull();
        assertThat(PerformanceScorer.regression(new RegressionWindow(5).snapshot(0, 4), null, HOUR))
                .isEmpty();
    }

    @Test
    void precisionIsAbsentWhereThePositiveClassWasNeverPredicted() {
        ClassCounts counts =
                new ClassCounts.Builder(2, 1).add(0, 1, 1, 30).add(0, 1, 0, 5).build();

        assertThat(PerformanceScorer.classification(counts, OptionalInt.of(0), null, HOUR))
                .extracting(PerformanceScore::metric)
                .containsExactly("accuracy", "recall", "f1");
    }

    @Test
    void aTargetThatNeverVariesHasNoShareOfExplainedVariance() {
        RegressionWindow window = new RegressionWindow(3);
        for (int i = 0; i < 3_000; i++) {
            window.add(i % 3, 0.1 + i % 7 / 100.0, 0.1);
        }

        assertThat(PerformanceScorer.regression(window.snapshot(0, 2), null, HOUR))
                .extracting(PerformanceScore::metric)
                .containsExactly("mae", "rmse", "bias", "wape");
    }

    @Test
    void aStepInConfidenceIsADropWithAPValue() {
        MeanWindow window = new MeanWindow(1, 48);
        Random random = new Random(5);
        for (int i = 0; i < 4_800; i++) {
            window.add(i / 100, 0.7 + 0.1 * random.nextGaussian());
        }
        MetricBaseline baseline = new MetricBaseline(0.75, 10_000, 0.01, List.of());

        PerformanceScore score = PerformanceScorer.mean("confidence", window.snapshot(0, 47), true, baseline, HOUR);

        assertThat(score.drop()).isCloseTo(0.05, within(0.005));
        assertThat(score.lnPValue()).isLessThan(Math.log(1e-4));
        assertThat(score.chunksKnown()).isFalse();
        assertThat(PerformanceScorer.mean("log_loss", window.snapshot(0, 47), false, baseline, HOUR)
                        .drop())
                .isNegative();
    }

    @Test
    void aBadDayAmongSteadyOnesIsWeighedByHowMuchDaysDiffer() {
        MetricBaseline calm = new MetricBaseline(0.9, 50_000, 0.09, chunks(1e-6));
        MetricBaseline stormy = new MetricBaseline(0.9, 50_000, 0.09, chunks(4e-4));
        ClassCounts.Builder counts = new ClassCounts.Builder(2, 48);
        for (int pane = 0; pane < 48; pane++) {
            counts.add(pane, 0, 0, 87 + pane % 3).add(pane, 0, 1, 13 - pane % 3);
        }

        double whenCalm = lnAccuracyP(counts.build(), calm);
        double whenStormy = lnAccuracyP(counts.build(), stormy);

        assertThat(whenCalm).isLessThan(Math.log(1e-4));
        assertThat(whenStormy).isGreaterThan(Math.log(0.1));
    }

    private static List<MetricBaseline.ChunkVariance> chunks(double variance) {
        return List.of(new MetricBaseline.ChunkVariance(HOUR, variance, 30));
    }

    private static double lnAccuracyP(ClassCounts counts, MetricBaseline accuracy) {
        PerformanceBaseline baseline = new PerformanceBaseline(List.of(), List.of(), Map.of("accuracy", accuracy));
        return PerformanceScorer.classification(counts, OptionalInt.of(0), baseline, HOUR)
                .get(0)
                .lnPValue();
    }

    @Test
    void moreClassesThanTheBoundAreRefused() {
        assertThatThrownBy(() -> new ClassificationWindow(251, 4)).hasMessage("classes must be 1 to 250, not 251");
    }
}
