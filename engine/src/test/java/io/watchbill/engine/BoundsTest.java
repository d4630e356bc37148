package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Memory is bounded, and the bounds say how full they are and what they have cost. */
class BoundsTest {
    private static final Instant START = Models.START;

    private static Models.Fed fed(int maximumJoins, int maximumWaiting) {
        Models.Fed fed = new Models.Fed(
                new ModelPlan(Models.byRegion(Task.BINARY_CLASSIFICATION, 2), Models.REBOOKING, Map.of(), List.of()),
                maximumJoins,
                maximumWaiting);
        fed.wall = START.plus(Duration.ofDays(1));
        return fed;
    }

    private static String inRegion(String id, String region) {
        return Models.prediction(START, id, "late", ",\"segment\":{\"region\":\"" + region + "\"}");
    }

    @Test
    void thePredictionsThatWaitForLabelsAreBounded() {
        Models.Fed fed = fed(3, 10);
        for (int i = 0; i < 5; i++) {
            fed.send(Models.prediction(START, "id" + i, "late", ""));
        }

        assertThat(fed.state.bounds().get("join_entries")).isEqualTo(new Bound(3, 3, 2));
        assertThat(fed.version().labels().unlabelled()).isEqualTo(2);
    }

    @Test
    void theLabelsThatWaitForPredictionsAreBounded() {
        Models.Fed fed = fed(10, 2);
        fed.send(Models.prediction(START));
        for (int i = 0; i < 5; i++) {
            fed.send(Models.label(START, "id" + i, "late"));
        }

        assertThat(fed.state.bounds().get("waiting_events")).isEqualTo(new Bound(2, 2, 3));
        assertThat(fed.version().labels().orphan()).isEqualTo(3);
    }

    @Test
    void theValuesOfASegmentAreBoundedAndTheRestIsOther() {
        Models.Fed fed = fed(10, 10);
        fed.send(inRegion("a", "north"), inRegion("b", "south"), inRegion("c", "east"), inRegion("d", "west"));
        fed.send(inRegion("e", "west"), Models.label(START, "e", "late"), Models.label(START, "c", "on_time"));
        fed.pass(Duration.ofMinutes(31));

        assertThat(fed.state.bounds().get("segments")).isEqualTo(new Bound(2, 2, 3));
        assertThat(fed.version().segments())
                .extracting(ScoreSnapshot.SegmentScores::value, ScoreSnapshot.SegmentScores::requests)
                .containsExactly(tuple("north", 1L), tuple("south", 1L), tuple("other", 3L));
        assertThat(fed.version()
                        .segments()
                        .get(2)
                        .performance()
                        .get(0)
                        .metrics()
                        .get(0)
                        .value())
                .isEqualTo(0.5);
    }

    @Test
    void everyEventOfAClassBeyondTheBoundCounts() {
        Models.Fed fed = fed(1_000, 10);
        for (int i = 0; i < 105; i++) {
            fed.send(Models.prediction(START, "id" + i, "class" + i, ""));
        }
        fed.send(Models.prediction(START, "again", "class104", ""), Models.prediction(START, "again2", "class104", ""));

        // One place is the positive class's own.
        assertThat(fed.state.bounds().get("classes")).isEqualTo(new Bound(100, 100, 8));
    }

    @Test
    void whatTheSpecificationNamesKeepsItsPlaceWhateverSendersName() {
        Models.Fed fed = fed(1_000, 10);
        for (int i = 0; i < 200; i++) {
            fed.send(Models.prediction(START, "id" + i, "class" + i, ",\"arm\":\"arm" + i + "\""));
        }
        fed.send(
                Models.prediction(START, "a", "late", ",\"score\":0.75"),
                Models.label(START, "a", "late"),
                Models.prediction(START, "b", "late", ",\"arm\":\"holdout\""),
                Models.label(START, "b", "on_time"));
        fed.pass(Duration.ofMinutes(31));

        assertThat(fed.version().performance().get(0).metrics())
                .filteredOn(score ->
                        score.metric().equals("precision") || score.metric().equals("brier"))
                .extracting(score -> score.value())
                .containsExactly(1.0, 0.0625);
    }
}
