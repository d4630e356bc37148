package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Duration NONE = Duration.ZERO;

    @Test
    void aGaugeFiresAfterItsWaitAndResolvesAtOnce() {
        assertThat(Timeline.of(cadence(15, 30), NONE, Duration.ofMinutes(5), NONE))
                .isEqualTo(timeline(15, 60, 330, 360, 420, 420));
    }

    @Test
    void withoutAWaitItFiresAtTheFirstLoudEvaluation() {
        assertThat(Timeline.of(cadence(15, 30), NONE, NONE, NONE)).isEqualTo(timeline(15, 60, 30, 60, 120, 120));
    }

    /** 70 s of waiting are three evaluations, 45 s of keeping two; the range and one evaluation pass until all is forgotten. */
    @Test
    void aRateForgetsSlowlyAndWaitsEndAtEvaluations() {
        assertThat(Timeline.of(cadence(15, 30), Duration.ofMinutes(5), Duration.ofSeconds(70), Duration.ofSeconds(45)))
                .isEqualTo(timeline(15, 360, 420, 780, 840, 1_230));
    }

    @Test
    void samplesChangeOnlyWhereTheyMeetEvaluations() {
        // 20 s and 30 s meet every minute, 45 s and 30 s every 90 s; 70 s of memory are three evaluations.
        assertThat(Timeline.of(cadence(20, 30), Duration.ofSeconds(70), NONE, NONE))
                .isEqualTo(timeline(20, 240, 210, 360, 480, 600));
        assertThat(Timeline.of(cadence(45, 30), NONE, NONE, NONE)).isEqualTo(timeline(45, 180, 150, 180, 360, 360));
        assertThat(Timeline.of(cadence(60, 15), NONE, Duration.ofSeconds(15), NONE))
                .isEqualTo(timeline(60, 120, 120, 135, 300, 300));
    }

    @Test
    void samplesLastUntilTwoAfterTheEnd() {
        Timeline timeline = timeline(15, 360, 420, 780, 840, 1_230);
        assertThat(timeline.samplesBefore()).isEqualTo(24);
        assertThat(timeline.samplesLoud()).isEqualTo(32);
        assertThat(timeline.samplesAfter()).isEqualTo(28);
    }

    private static Cadence cadence(long sample, long evaluation) {
        return new Cadence(Duration.ofSeconds(sample), Duration.ofSeconds(evaluation));
    }

    private static Timeline timeline(long interval, long loud, long pending, long firing, long quiet, long resolved) {
        return new Timeline(
                Duration.ofSeconds(interval),
                Duration.ofSeconds(loud),
                Duration.ofSeconds(pending),
                Duration.ofSeconds(firing),
                Duration.ofSeconds(quiet),
                Duration.ofSeconds(resolved));
    }
}
