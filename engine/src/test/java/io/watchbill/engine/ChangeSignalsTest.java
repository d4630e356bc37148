package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ScoreSnapshot.ChangeCount;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Task;
import io.watchbill.statistics.Adwin;
import io.watchbill.statistics.ChangeDetector;
import io.watchbill.statistics.Ddm;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PageHinkley;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Change detectors see errors as labels arrive, and confidences as predictions arrive. */
class ChangeSignalsTest {
    private static final int EVENTS = 4_000;

    private static Instant after(int seconds) {
        return Models.START.plusSeconds(seconds);
    }

    private static long changes(ChangeDetector detector, List<Double> values) {
        return values.stream().filter(detector::add).count();
    }

    @Test
    void errorsAreSeenInTheOrderOfTheLabelsAndConfidencesInThatOfThePredictions() {
        Models.Fed fed = new Models.Fed(EventClock.REPLAY, 10_000, 10_000);
        fed.wall = after(100_000);
        Random random = new Random(1);
        List<Double> errors = new ArrayList<>();
        List<Double> confidences = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            boolean later = i > EVENTS / 2;
            double confidence = (later ? 0.6 : 0.9) + random.nextInt(64) / 1_024.0;
            boolean wrong = random.nextInt(100) < (later ? 50 : 10);
            fed.send(Models.prediction(after(i), "id" + i, "late", ",\"confidence\":" + confidence));
            labels.add(Models.label(after(i), "id" + i, wrong ? "on_time" : "late"));
            confidences.add(1 - confidence);
            errors.add(wrong ? 1.0 : 0.0);
        }
        fed.send(labels.toArray(String[]::new));

        long byAdwin = changes(new Adwin(), errors);
        assertThat(byAdwin).isPositive();
        assertThat(fed.version().changes())
                .containsExactly(
                        new ChangeCount("adwin", "error", byAdwin),
                        new ChangeCount("ddm", "error", changes(new Ddm(), errors)),
                        new ChangeCount("page_hinkley", "error", changes(new PageHinkley(), errors)),
                        new ChangeCount("adwin", "confidence", changes(new Adwin(), confidences)),
                        new ChangeCount("page_hinkley", "confidence", changes(new PageHinkley(), confidences)));
    }

    @Test
    void aHoldoutACorrectionAndADuplicateAreNoNewErrors() {
        Models.Fed fed = new Models.Fed(EventClock.REPLAY);
        fed.wall = after(100_000);
        for (int i = 0; i < 200; i++) {
            fed.send(Models.prediction(after(i), "right" + i, "late", ""), Models.label(after(i), "right" + i, "late"));
        }
        for (int i = 0; i < 200; i++) {
            fed.send(
                    Models.label(after(300), "right" + i, "on_time"),
                    Models.prediction(after(300), "held" + i, "late", ",\"arm\":\"holdout\""),
                    Models.label(after(300), "held" + i, "on_time"));
        }

        assertThat(fed.version().changes()).hasSize(3).allMatch(change -> change.count() == 0);
    }

    @Test
    void aRegressionErrsWhereItIsOffByMoreThanOnItsReference() {
        PerformanceBaseline baseline = new PerformanceBaseline(
                List.of(), List.of(), Map.of("mae", new MetricBaseline(2, 1_000, 1, List.of())));
        Models.Fed fed = new Models.Fed(
                new ModelPlan(
                        Models.byRegion(Task.REGRESSION, 10),
                        Models.REBOOKING,
                        Map.of(
                                "default",
                                new ReferenceProfile(
                                        "flight",
                                        null,
                                        9,
                                        null,
                                        null,
                                        "made for this test",
                                        List.of(),
                                        baseline,
                                        null)),
                        List.of()),
                10_000,
                10_000);
        fed.wall = after(100_000);
        Random random = new Random(2);
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            double error = random.nextGaussian() * (i > EVENTS / 2 ? 6 : 2);
            fed.send(
                    "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + after(i) + "\",\"id\":\"" + i
                            + "\",\"prediction\":" + error + "}",
                    "{\"kind\":\"label\",\"model\":\"flight\",\"time\":\"" + after(i) + "\",\"id\":\"" + i
                            + "\",\"label\":0}");
            errors.add(Math.abs(error) > 2 ? 1.0 : 0.0);
        }

        long byDdm = changes(new Ddm(), errors);
        assertThat(byDdm).isPositive();
        assertThat(fed.version().changes()).contains(new ChangeCount("ddm", "error", byDdm));
    }
}
