package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ScoreSnapshot.LabelledCount;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.PerformanceScore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Of several labels of one prediction the newest counts. */
class RelabelTest {
    private static final Instant START = Models.START;

    private final Models.Fed fed = new Models.Fed(EventClock.REPLAY);

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private void predicted() {
        fed.wall = START.plus(Duration.ofDays(1));
        fed.send(Models.prediction(START, "a", "late", ""));
    }

    private double accuracy() {
        fed.send(Models.prediction(after(31)));
        return fed.version().performance().get(0).metrics().stream()
                .filter(score -> score.metric().equals("accuracy"))
                .mapToDouble(PerformanceScore::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSameLabelAgainIsADuplicate() {
        predicted();
        fed.send(Models.label(after(1), "a", "late"), Models.label(after(2), "a", "late"));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 1, 0, 0, 0));
        assertThat(accuracy()).isEqualTo(1);
    }

    @Test
    void aNewerLabelCorrectsTheWindows() {
        predicted();
        fed.send(Models.label(after(1), "a", "late"), Models.label(after(2), "a", "on_time"));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 0, 1, 0, 0));
        assertThat(accuracy()).isZero();
    }

    @Test
    void aNewerLabelLeavesTheCountersAtTheFirstBecauseTheyCannotGoDown() {
        predicted();
        fed.send(Models.label(after(1), "a", "late"), Models.label(after(2), "a", "on_time"));

        assertThat(fed.version().labelled()).containsExactly(new LabelledCount("late", "late", "", 1));
        assertThat(fed.version().labelDelay().count()).isEqualTo(1);
    }

    @Test
    void anOlderLabelThatComesLateChangesNothing() {
        predicted();
        fed.send(Models.label(after(2), "a", "on_time"), Models.label(after(1), "a", "late"));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 1, 0, 0, 0));
        assertThat(accuracy()).isZero();
    }

    @Test
    void aLabelThatIsConfirmedStandsAgainstOneBetween() {
        predicted();
        fed.send(
                Models.label(after(1), "a", "late"),
                Models.label(after(3), "a", "late"),
                Models.label(after(2), "a", "on_time"));

        assertThat(accuracy()).isEqualTo(1);
    }

    @Test
    void ofTwoLabelsOfOneTimeTheLaterArrivalCounts() {
        predicted();
        fed.send(Models.label(after(1), "a", "late"), Models.label(after(1), "a", "on_time"));

        assertThat(accuracy()).isZero();
    }

    @Test
    void aCorrectionAfterTheWindowHasPassedChangesNoWindow() {
        predicted();
        fed.send(Models.label(after(1), "a", "late"));
        fed.send(Models.prediction(after(240), "b", "late", ""), Models.label(after(241), "b", "late"));
        fed.send(Models.label(after(242), "a", "on_time"));
        fed.send(Models.prediction(after(271)));

        assertThat(fed.version().labels().relabelled()).isEqualTo(1);
        assertThat(fed.version().performance().get(0).metrics().get(0).samples())
                .isEqualTo(1);
        assertThat(fed.version().performance().get(0).metrics().get(0).value()).isEqualTo(1);
    }

    @Test
    void aLabelWithAPredictionTimeFindsThatOneOfTwoPredictionsWithItsId() {
        predicted();
        fed.send(Models.prediction(after(5), "a", "on_time", ""));
        fed.send(Models.label(after(6), "a", "late").replace("}", ",\"predictionTime\":\"" + START + "\"}"));

        assertThat(fed.version().labelled()).containsExactly(new LabelledCount("late", "late", "", 1));
    }

    @Test
    void aLabelOfATimeThatNoPredictionHasFindsTheNewest() {
        predicted();
        fed.send(Models.label(after(6), "a", "late").replace("}", ",\"predictionTime\":\"" + after(1) + "\"}"));

        assertThat(fed.version().labels().joined()).isEqualTo(1);
    }

    @Test
    void aLabelOfAPredictionThatIsTooOldIsAnOrphanAtOnce() {
        predicted();
        Instant old = START.minus(Models.MAXIMUM_LABEL_DELAY).minusSeconds(1);
        fed.send(Models.label(START, "z", "late").replace("}", ",\"predictionTime\":\"" + old + "\"}"));

        assertThat(fed.version().labels().orphan()).isEqualTo(1);
        assertThat(fed.state.bounds().get("waiting_events").used()).isZero();
    }
}
