package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Duration NONE = Duration.ZERO;

    @Test
    void aGaugeFiresAfterItsWaitAndResolvesAtOnce() {
        assertThat(Timeline.of(cadence(15, 30), NONE, Duration.ofMinutes(5), NONE))
                .isEqualTo(timeline(cadence(15, 30), 60, 330, 360, 420, 420));
    }

    @Test
    void withoutAWaitItFiresAtTheFirstLoudEvaluation() {
        assertThat(Timeline.of(cadence(15, 30), NONE, NONE, NONE))
                .isEqualTo(timeline(cadence(15, 30), 60, 30, 60, 120, 120));
    }

    /** 70 s of waiting are three evaluations, 45 s of keeping two; the range and one evaluation pass until all is forgotten. */
    @Test
    void aRateForgetsSlowlyAndWaitsEndAtEvaluations() {
        assertThat(Timeline.of(cadence(15, 30), Duration.ofMinutes(5), Duration.ofSeconds(70), Duration.ofSeconds(45)))
                .isEqualTo(timeline(cadence(15, 30), 360, 420, 780, 840, 1_230));
    }

    @Test
    void samplesChangeOnlyWhereTheyMeetEvaluations() {
        // 20 s and 30 s meet every minute, 45 s and 30 s every 90 s; 70 s of memory are three evaluations.
        assertThat(Timeline.of(cadence(20, 30), Duration.ofSeconds(70), NONE, NONE))
                .isEqualTo(timeline(cadence(20, 30), 240, 210, 360, 480, 600));
        assertThat(Timeline.of(cadence(45, 30), NONE, NONE, NONE))
                .isEqualTo(timeline(cadence(45, 30), 180, 150, 180, 360, 360));
        assertThat(Timeline.of(cadence(60, 15), NONE, Duration.ofSeconds(15), NONE))
                .isEqualTo(timeline(cadence(60, 15), 120, 120, 135, 300, 300));
    }

    @Test
    void samplesLastUntilTwoAfterTheEnd() {
        Timeline timeline = timeline(cadence(15, 30), 360, 420, 780, 840, 1_230);
        assertThat(timeline.samplesBefore()).isEqualTo(24);
        assertThat(timeline.samplesLoud()).isEqualTo(32);
        assertThat(timeline.samplesAfter()).isEqualTo(28);
    }

    /**
     * 5 minutes are 20 samples, of which the eleventh fires: 150 s after the first at 360 s, and 90 s of waiting later. Of 20 or 19
     * increments 9 or 8 may be quiet: at 105 s after the first quiet one it fires, at 135 s not; evaluations are at 90 s and 150 s.
     */
    @Test
    void aRateFiresWhenEnoughOfItsRangeIsLoud() {
        Cadence cadence = cadence(15, 30);
        Duration wait = Duration.ofSeconds(70);
        Timeline timeline = Timeline.of(cadence, Duration.ofMinutes(5), wait, NONE)
                .at(Crossing.of(cadence, Duration.ofMinutes(5)).orElseThrow(), cadence, wait, NONE);
        assertThat(timeline.pendingAt()).isEqualTo(Duration.ofSeconds(360 + 150 + 90 - 30));
        assertThat(timeline.firingAt()).isEqualTo(Duration.ofSeconds(360 + 150 + 90));
        assertThat(timeline.settledAt()).isEqualTo(Duration.ofSeconds(780));
        assertThat(timeline.quietFrom()).isEqualTo(Duration.ofSeconds(840));
        assertThat(timeline.lastFiringAt()).isEqualTo(Duration.ofSeconds(840 + 90));
        assertThat(timeline.resolvedAt()).isEqualTo(Duration.ofSeconds(840 + 150));
        assertThat(timeline.forgottenAt()).isEqualTo(Duration.ofSeconds(840 + 330));
    }

    private static Cadence cadence(long sample, long evaluation) {
        return new Cadence(Duration.ofSeconds(sample), Duration.ofSeconds(evaluation));
    }

    private static Timeline timeline(Cadence cadence, long loud, long pending, long firing, long quiet, long resolved) {
        return new Timeline(
                cadence.sample(),
                Duration.ofSeconds(loud),
                Duration.ofSeconds(pending),
                Duration.ofSeconds(firing),
                Duration.ofSeconds(firing),
                Duration.ofSeconds(quiet),
                Duration.ofSeconds(quiet).minus(cadence.evaluation()),
                Duration.ofSeconds(resolved),
                Duration.ofSeconds(resolved));
    }
}
