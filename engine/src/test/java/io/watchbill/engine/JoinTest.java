package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ScoreSnapshot.BusinessCount;
import io.watchbill.engine.ScoreSnapshot.BusinessWindow;
import io.watchbill.engine.ScoreSnapshot.LabelledCount;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.PerformanceScore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Labels and business events find their predictions, whatever comes first. */
class JoinTest {
    private static final Instant START = Models.START;

    private final Models.Fed fed = fed(1_000, 1_000);

    private static Models.Fed fed(int maximumJoins, int maximumWaiting) {
        Models.Fed fed = new Models.Fed(EventClock.REPLAY, maximumJoins, maximumWaiting);
        fed.wall = START.plus(Duration.ofDays(1));
        return fed;
    }

    private static Instant after(int minutes) {
        return START.plus(Duration.ofMinutes(minutes));
    }

    private Map<String, Double> performance() {
        return fed.version().performance().get(0).metrics().stream()
                .collect(Collectors.toMap(PerformanceScore::metric, PerformanceScore::value));
    }

    @Test
    void aLabelJoinsItsPrediction() {
        fed.send(
                Models.prediction(START, "a", "late", ",\"arm\":\"champion\""),
                Models.label(after(20), "a", "on_time"));

        ScoreSnapshot.Version version = fed.version();
        assertThat(version.labels()).isEqualTo(new LabelCounts(1, 0, 0, 0, 0));
        assertThat(version.labelled()).containsExactly(new LabelledCount("late", "on_time", "champion", 1));
        assertThat(version.labelDelay().sum()).isEqualTo(1_200);
    }

    @Test
    void aLabelBeforeItsPredictionWaitsForIt() {
        fed.send(Models.label(after(20), "a", "late"));
        fed.send(Models.prediction(START, "a", "late", ""));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 0, 0, 0, 0));
    }

    @Test
    void aLabelWhosePredictionNeverComesIsAnOrphan() {
        fed.send(Models.prediction(START), Models.label(after(1), "a", "late"));
        assertThat(fed.version().labels().orphan()).isZero();

        fed.pass(Models.MAXIMUM_LABEL_DELAY.plusMinutes(2));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(0, 0, 0, 1, 0));
    }

    @Test
    void aPredictionWhoseLabelNeverComesIsUnlabelled() {
        fed.send(
                Models.prediction(START, "a", "late", ""),
                Models.prediction(START, "b", "late", ""),
                Models.label(after(1), "b", "late"));

        fed.pass(Models.MAXIMUM_LABEL_DELAY.plusMinutes(2));
        assertThat(fed.version().labels().unlabelled()).isZero();
        fed.pass(Models.MAXIMUM_LABEL_DELAY.dividedBy(LabelBuckets.PER_DELAY));

        assertThat(fed.version().labels()).isEqualTo(new LabelCounts(1, 0, 0, 0, 1));
        assertThat(fed.state.bounds().get("join_entries").used()).isZero();
    }

    @Test
    void theOldestPredictionsAreForgottenAtTheBound() {
        Models.Fed small = fed(2, 2);
        small.send(
                Models.prediction(START, "a", "late", ""),
                Models.prediction(START, "b", "late", ""),
                Models.prediction(START, "c", "late", ""),
                Models.label(after(1), "a", "late"),
                Models.label(after(1), "c", "late"));

        assertThat(small.version().labels()).isEqualTo(new LabelCounts(1, 0, 0, 0, 1));
    }

    @Test
    void theOldestWaitingLabelsAreOrphansAtTheBound() {
        Models.Fed small = fed(2, 2);
        small.send(
                Models.label(START, "a", "late"), Models.label(START, "b", "late"), Models.label(START, "c", "late"));

        assertThat(small.version().labels()).isEqualTo(new LabelCounts(0, 0, 0, 1, 0));
    }

    @Test
    void performanceWindowsEndTheLabelDelayBeforeTheClock() {
        fed.send(
                Models.prediction(START, "a", "late", ""),
                Models.label(after(1), "a", "late"),
                Models.prediction(after(10), "b", "late", ""),
                Models.label(after(11), "b", "on_time"));
        assertThat(performance()).isEmpty();

        fed.pass(Duration.ofMinutes(19));

        assertThat(performance()).containsEntry("accuracy", 1.0);

        fed.pass(Duration.ofMinutes(10));

        assertThat(performance()).containsEntry("accuracy", 0.5);
    }

    @Test
    void precisionRecallAndF1AreThoseOfThePositiveClass() {
        int id = 0;
        String[][] pairs = {{"late", "late"}, {"late", "late"}, {"late", "on_time"}, {"on_time", "late"}};
        for (String[] pair : pairs) {
            fed.send(Models.prediction(START, "p" + id, pair[0], ""), Models.label(after(1), "p" + id, pair[1]));
            id++;
        }
        for (int i = 0; i < 6; i++) {
            fed.send(Models.prediction(START, "n" + i, "on_time", ""), Models.label(after(1), "n" + i, "on_time"));
        }
        fed.pass(Duration.ofMinutes(31));

        assertThat(performance())
                .containsEntry("accuracy", 0.8)
                .containsEntry("precision", 2.0 / 3)
                .containsEntry("recall", 2.0 / 3)
                .containsEntry("f1", 2.0 / 3);
    }

    @Test
    void coverageIsTheShareOfPredictionsWithALabel() {
        fed.send(
                Models.prediction(START, "a", "late", ""),
                Models.prediction(START, "b", "late", ""),
                Models.prediction(START, "c", "late", ""),
                Models.prediction(START, "d", "late", ""),
                Models.label(after(1), "a", "late"));
        fed.pass(Duration.ofMinutes(30));

        assertThat(fed.version().performance().get(0).coverage()).hasValue(0.25);
    }

    @Test
    void holdoutTrafficIsInNeitherDriftNorPerformance() {
        fed.send(
                Models.prediction(
                        START, "a", "late", ",\"arm\":\"holdout\",\"features\":{\"distance\":1,\"origin\":\"A\"}"),
                Models.label(after(1), "a", "on_time"));
        fed.pass(Duration.ofMinutes(31));

        ScoreSnapshot.Version version = fed.version();
        assertThat(version.requests()).isEqualTo(1);
        assertThat(version.labelled()).containsExactly(new LabelledCount("late", "on_time", "holdout", 1));
        assertThat(version.drift().get(0).scores())
                .allSatisfy(column -> assertThat(column.samples()).isZero());
        assertThat(performance()).isEmpty();
    }

    @Test
    void aFailedRequestIsNoPrediction() {
        fed.send("{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + START
                + "\",\"id\":\"a\",\"outcome\":\"error\",\"features\":{\"distance\":1,\"origin\":\"A\"}}");

        ScoreSnapshot.Version version = fed.version();
        assertThat(version.requests()).isEqualTo(1);
        assertThat(version.failures()).isEqualTo(1);
        assertThat(version.predictions()).isEmpty();
        assertThat(version.columns()).filteredOn(column -> column.missing() > 0).isEmpty();
        assertThat(fed.state.bounds().get("join_entries").used()).isZero();
    }

    @Test
    void aConversionCountsOnceAndItsValueEachTime() {
        fed.send(
                Models.prediction(START, "a", "late", ",\"arm\":\"champion\""),
                Models.prediction(START, "b", "late", ",\"arm\":\"champion\""),
                Models.rebooked(after(10), "a", 100),
                Models.rebooked(after(20), "a", 50));
        fed.pass(Duration.ofMinutes(41));

        assertThat(fed.version().businessWindows())
                .containsExactly(
                        new BusinessWindow("1h", "champion", "usd", OptionalDouble.of(0.5), OptionalDouble.of(75)));
        assertThat(fed.version().business()).containsExactly(new BusinessCount("rebooked", "usd", "champion", 2, 150));
    }

    @Test
    void anEventAfterTheConversionsTimeIsNoConversion() {
        fed.send(Models.prediction(START, "a", "late", ""), Models.rebooked(after(61), "a", 100));
        fed.pass(Duration.ofMinutes(1));

        assertThat(fed.version().businessWindows())
                .containsExactly(new BusinessWindow("1h", "", "usd", OptionalDouble.of(0), OptionalDouble.of(100)));
    }

    @Test
    void aConversionBeforeItsPredictionIsKnownWaitsForIt() {
        fed.send(Models.rebooked(after(10), "a", 100));
        fed.send(Models.prediction(START, "a", "late", ",\"arm\":\"champion\""));
        fed.pass(Duration.ofMinutes(51));

        assertThat(fed.version().businessWindows())
                .containsExactly(
                        new BusinessWindow("1h", "champion", "usd", OptionalDouble.of(1), OptionalDouble.of(100)));
    }
}
