package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossingTest {

    /** A range holds as many increments as intervals in Prometheus 2, and one fewer in 3. */
    @ParameterizedTest
    @CsvSource({"15, 15, 300", "15, 30, 300", "30, 30, 3600", "60, 300, 21600", "60, 1800, 86400", "60, 3600, 2592000"})
    void theSameEvaluationIsTheFirstInEveryPrometheus(long sample, long evaluation, long range) {
        Crossing crossing = Crossing.of(cadence(sample, evaluation), Duration.ofSeconds(range))
                .orElseThrow();

        assertThat(crossing.increments()).isEqualTo(range / sample);
        double stretch = crossing.stretch().doubleValue();
        for (long increments : new long[] {range / sample, range / sample - 1}) {
            double before = (double) (crossing.needed() - 1) / increments;
            double then = (double) crossing.needed() / increments;
            // Farther from the threshold than sums of samples are rounded.
            assertThat(before * stretch).isLessThan(1 - 1e-6);
            assertThat(then * stretch).isGreaterThan(1 + 1e-6);
        }
        assertThat((crossing.needed() - 1) * sample % evaluation).isZero();
    }

    @Test
    void whatJumpsIsOverItsThresholdWithTheFirstLoudSample() {
        Crossing crossing =
                Crossing.atOnce(cadence(15, 30), Duration.ofMinutes(5)).orElseThrow();
        assertThat(crossing.increments()).isEqualTo(20);
        assertThat(crossing.needed()).isEqualTo(1);
        assertThat(crossing.stretch()).isEqualByComparingTo("2");
        assertThat(Crossing.atOnce(cadence(20, 30), Duration.ofMinutes(5))).isEmpty();
    }

    @Test
    void samplesThatEvaluationsDoNotMeetAreNotCounted() {
        assertThat(Crossing.of(cadence(15, 15), Duration.ofSeconds(40))).isEmpty();
        assertThat(Crossing.of(cadence(20, 30), Duration.ofSeconds(300))).isEmpty();
        assertThat(Crossing.of(cadence(60, 15), Duration.ofSeconds(300))).isEmpty();
        assertThat(Crossing.of(cadence(15, 300), Duration.ofSeconds(300))).isEmpty();
        assertThat(Crossing.of(cadence(15, 15), Duration.ZERO)).isEmpty();
    }

    private static Cadence cadence(long sample, long evaluation) {
        return new Cadence(Duration.ofSeconds(sample), Duration.ofSeconds(evaluation));
    }
}
