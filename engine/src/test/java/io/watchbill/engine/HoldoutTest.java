package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.engine.ScoreSnapshot.HoldoutScore;
import io.watchbill.spec.EventClock;
import io.watchbill.statistics.AlwaysValid;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A version is compared with the traffic that it did not serve, since the start. */
class HoldoutTest {
    private static final int EVENTS = 2_000;

    private final Models.Fed fed = new Models.Fed(EventClock.REPLAY, 10_000, 10_000);
    private final Random random = new Random(1);
    /** By arm, champion first: predictions, labelled right, conversions. */
    private final double[][] counts = new double[2][3];

    private final boolean[] rights = new boolean[EVENTS];

    HoldoutTest() {
        fed.wall = Models.START.plus(Duration.ofDays(10));
    }

    private void send(int i, boolean holdout, String version, double accuracy) {
        Instant time = Models.START.plusSeconds(10L * i);
        boolean right = random.nextDouble() < accuracy;
        boolean converted = random.nextInt(4) == 0;
        fed.send(
                Models.prediction(
                        time,
                        "id" + i,
                        "late",
                        ",\"arm\":\"" + (holdout ? "holdout" : "champion") + "\",\"version\":\"" + version + "\""),
                Models.label(time, "id" + i, right ? "late" : "on_time"));
        if (converted) {
            fed.send(Models.rebooked(time, "id" + i, 10), Models.rebooked(time, "id" + i, 10));
        }
        rights[i] = right;
        double[] of = counts[holdout ? 1 : 0];
        of[0]++;
        of[1] += right ? 1 : 0;
        of[2] += converted ? 1 : 0;
    }

    private HoldoutScore score(String version, String metric) {
        return fed.scores().versions().stream()
                .filter(v -> v.version().equals(version))
                .flatMap(v -> v.holdout().stream())
                .filter(h -> h.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    private void assertDifference(HoldoutScore score, int of) {
        double[] champion = counts[0];
        double[] holdout = counts[1];
        double difference = champion[of] / champion[0] - holdout[of] / holdout[0];
        double variance = AlwaysValid.varianceOfRates(champion[of], champion[0], holdout[of], holdout[0]);
        double half = AlwaysValid.halfWidth(variance, 0.02, 0.05);
        assertThat(score.difference().orElseThrow().value()).isCloseTo(difference, within(1e-12));
        assertThat(score.difference().orElseThrow().lower()).isCloseTo(difference - half, within(1e-12));
        assertThat(score.difference().orElseThrow().upper()).isCloseTo(difference + half, within(1e-12));
        assertThat(score.difference().orElseThrow().lnPValue())
                .isCloseTo(Math.min(0, AlwaysValid.lnInverseRatio(difference, variance, 0.02)), within(1e-9));
    }

    @Test
    void accuracyAndConversionAreThoseOfAllEventsSinceTheStart() {
        for (int i = 0; i < EVENTS; i++) {
            boolean holdout = i % 20 == 0;
            send(i, holdout, "v1", holdout ? 0.5 : 0.8);
        }

        assertDifference(score("v1", "accuracy"), 1);
        assertDifference(score("v1", "conversion"), 2);
        assertThat(score("v1", "accuracy").lnSampleRatio()).isGreaterThan(Math.log(0.05));
    }

    @Test
    void aHoldoutOfAnotherVersionIsComparedWithTheOneThatIsServed() {
        for (int i = 0; i < EVENTS; i++) {
            boolean holdout = i % 10 == 9;
            send(i, holdout, holdout ? "baseline" : "v1", holdout ? 0.5 : 0.8);
        }

        assertDifference(score("v1", "accuracy"), 1);
        assertThat(fed.scores().versions())
                .filteredOn(version -> version.version().equals("baseline"))
                .allSatisfy(version -> assertThat(version.holdout())
                        .allMatch(holdout -> holdout.difference().isEmpty()));
        assertThat(score("v1", "accuracy").lnSampleRatio()).isLessThan(Math.log(0.001));
    }

    @Test
    void thePValueNeverRises() {
        double least = 0;
        for (int i = 0; i < EVENTS; i++) {
            boolean holdout = i % 10 == 0;
            send(i, holdout, "v1", holdout && i < EVENTS / 2 ? 0.4 : 0.8);
            if (i % 50 == 49 && score("v1", "accuracy").difference().isPresent()) {
                double now = score("v1", "accuracy").difference().get().lnPValue();
                assertThat(now).isLessThanOrEqualTo(least);
                least = now;
            }
        }
        assertThat(least).isLessThan(Math.log(0.05));
    }

    @Test
    void aCorrectedLabelCountsOnce() {
        for (int i = 0; i < EVENTS; i++) {
            send(i, i % 10 == 0, "v1", 0.8);
        }
        Instant later = Models.START.plusSeconds(10L * EVENTS);
        for (int i = EVENTS - 100; i < EVENTS; i++) {
            fed.send(Models.label(later, "id" + i, "on_time"), Models.label(later, "id" + i, "late"));
            counts[i % 10 == 0 ? 1 : 0][1] += rights[i] ? 0 : 1;
        }

        assertDifference(score("v1", "accuracy"), 1);
        assertThat(fed.scores().versions().get(0).labels().joined()).isEqualTo(EVENTS);
    }
}
