package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.engine.RawEvents.Joined;
import io.watchbill.engine.RawEvents.Label;
import io.watchbill.engine.RawEvents.Prediction;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.spec.Task;
import io.watchbill.statistics.Calibration;
import io.watchbill.statistics.ClassScore;
import io.watchbill.statistics.PerformanceScore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the state says of a classifier is what the raw events say, each formula written out over the plain list. */
class ClassifierBruteForceTest {
    private static final int EVENTS = 3_000;
    private static final List<Duration> LENGTHS = List.of(Duration.ofHours(1), Duration.ofHours(4));
    private static final List<Duration> PANES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));
    private static final List<String> CLASSES = List.of("a", "b", "c", "d");

    private static Models.Fed fed(Task task) {
        return new Models.Fed(
                new ModelPlan(Models.byRegion(task, 10), Models.REBOOKING, Map.of(), List.of()), 10_000, 10_000);
    }

    private static RawEvents two(Random random) {
        RawEvents events = new RawEvents();
        for (int i = 0; i < EVENTS; i++) {
            double score = random.nextDouble();
            Prediction prediction = new Prediction(
                    "id" + i,
                    RawEvents.time(random),
                    score > 0.5 ? "late" : "on_time",
                    0,
                    Map.of("late", score, "on_time", 1 - score),
                    random.nextInt(10) == 0 ? "holdout" : "champion",
                    "east");
            events.predicted(prediction, "\"prediction\":\"" + prediction.answer() + "\",\"score\":" + score);
            label(events, prediction, random, random.nextDouble() < score * 0.9 ? "late" : "on_time", "late");
        }
        return events;
    }

    private static RawEvents several(Random random) {
        RawEvents events = new RawEvents();
        for (int i = 0; i < EVENTS; i++) {
            Map<String, Double> scores = new TreeMap<>();
            CLASSES.forEach(c -> scores.put(c, 0.02 + random.nextDouble()));
            double sum = scores.values().stream().mapToDouble(s -> s).sum();
            scores.replaceAll((c, s) -> s / sum);
            if (random.nextInt(3) == 0) {
                scores.remove("d"); // a class that a sender leaves out has a score of 0
            }
            String best = scores.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            Prediction prediction = new Prediction(
                    "id" + i,
                    RawEvents.time(random),
                    best,
                    0,
                    scores,
                    random.nextInt(10) == 0 ? "holdout" : "champion",
                    "east");
            StringBuilder json = new StringBuilder("\"prediction\":\"" + best + "\",\"scores\":{");
            scores.forEach(
                    (c, s) -> json.append('"').append(c).append("\":").append(s).append(','));
            events.predicted(prediction, json.substring(0, json.length() - 1) + "}");
            label(
                    events,
                    prediction,
                    random,
                    random.nextInt(3) > 0 ? best : CLASSES.get(random.nextInt(CLASSES.size())),
                    CLASSES.get(random.nextInt(3)));
        }
        return events;
    }

    /** Labels two of three predictions, and corrects some of the labels. */
    private static void label(RawEvents events, Prediction prediction, Random random, String first, String corrected) {
        long left = Duration.between(prediction.time(), RawEvents.END).toMillis();
        if (random.nextInt(3) > 0) {
            Instant time = prediction.time().plusMillis(left / 4);
            events.labelled(new Label(prediction.id(), time, first, 0), "\"" + first + "\"");
        }
        if (random.nextInt(10) == 0) {
            Instant time = prediction.time().plusMillis(left / 2 + 1);
            events.labelled(new Label(prediction.id(), time, corrected, 0), "\"" + corrected + "\"");
        }
    }

    private static double share(List<Joined> of, Predicate<Joined> which) {
        return (double) of.stream().filter(which).count() / of.size();
    }

    private static double precision(List<Joined> joined, String of) {
        return share(
                joined.stream().filter(j -> j.prediction().answer().equals(of)).toList(), Joined::right);
    }

    private static double recall(List<Joined> joined, String of) {
        return share(joined.stream().filter(j -> j.label().answer().equals(of)).toList(), Joined::right);
    }

    private static double f1(List<Joined> joined, String of) {
        double precision = precision(joined, of);
        double recall = recall(joined, of);
        return 2 * precision * recall / (precision + recall);
    }

    private static double logLoss(List<Joined> joined) {
        return joined.stream()
                .mapToDouble(j -> -Math.log(Math.max(
                        Math.ulp(1.0),
                        j.prediction().scores().getOrDefault(j.label().answer(), 0.0))))
                .average()
                .orElseThrow();
    }

    private static double brierOfSeveral(List<Joined> joined) {
        return joined.stream()
                .mapToDouble(j -> CLASSES.stream()
                        .mapToDouble(c -> j.prediction().scores().getOrDefault(c, 0.0)
                                - (c.equals(j.label().answer()) ? 1 : 0))
                        .map(error -> error * error)
                        .sum())
                .average()
                .orElseThrow();
    }

    private static double area(List<Joined> joined, String of) {
        double wins = 0;
        double pairs = 0;
        for (Joined positive : joined) {
            for (Joined negative : joined) {
                if (positive.label().answer().equals(of)
                        && !negative.label().answer().equals(of)) {
                    double ahead = positive.prediction().scores().getOrDefault(of, 0.0)
                            - negative.prediction().scores().getOrDefault(of, 0.0);
                    wins += ahead > 0 ? 1 : ahead == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    private static double calibrationError(List<Joined> joined, double least) {
        double[] differences = new double[15];
        for (Joined j : joined) {
            double confidence = j.prediction().confidence();
            int bin = (int) Math.min(14, Math.max(0, Math.floor((confidence - least) / (1 - least) * 15)));
            differences[bin] += (j.right() ? 1 : 0) - confidence;
        }
        double sum = 0;
        for (double difference : differences) {
            sum += Math.abs(difference);
        }
        return sum / joined.size();
    }

    private static double metric(PerformanceWindow window, String metric) {
        return window.metrics().stream()
                .filter(score -> score.metric().equals(metric))
                .mapToDouble(PerformanceScore::value)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aBinaryClassifier(long seed) {
        RawEvents events = two(new Random(seed));
        Models.Fed fed = fed(Task.BINARY_CLASSIFICATION);
        events.feed(fed, seed);

        for (int w = 0; w < LENGTHS.size(); w++) {
            List<Joined> joined = events.joined("champion", LENGTHS.get(w), PANES.get(w));
            PerformanceWindow window = fed.version().performance().get(w);
            assertThat(metric(window, "accuracy")).isCloseTo(share(joined, Joined::right), within(1e-12));
            assertThat(metric(window, "precision")).isCloseTo(precision(joined, "late"), within(1e-12));
            assertThat(metric(window, "recall")).isCloseTo(recall(joined, "late"), within(1e-12));
            assertThat(metric(window, "f1")).isCloseTo(f1(joined, "late"), within(1e-12));
            assertThat(metric(window, "log_loss")).isCloseTo(logLoss(joined), within(1e-12));
            assertThat(metric(window, "brier"))
                    .isCloseTo(
                            joined.stream()
                                    .mapToDouble(j -> j.prediction().score()
                                            - (j.label().answer().equals("late") ? 1 : 0))
                                    .map(error -> error * error)
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
            double bound = window.areaError().orElseThrow();
            assertThat(bound).isBetween(0.0, 0.002);
            assertThat(metric(window, "roc_auc")).isCloseTo(area(joined, "late"), within(bound + 1e-12));
            Calibration calibration = window.calibration();
            assertThat(calibration.samples()).isEqualTo(joined.size());
            assertThat(calibration.error()).isCloseTo(calibrationError(joined, 0.5), within(1e-12));
            assertThat(window.classes()).isEmpty();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aClassifierOfSeveralClasses(long seed) {
        RawEvents events = several(new Random(seed));
        Models.Fed fed = fed(Task.MULTICLASS_CLASSIFICATION);
        events.feed(fed, seed);

        for (int w = 0; w < LENGTHS.size(); w++) {
            List<Joined> joined = events.joined("champion", LENGTHS.get(w), PANES.get(w));
            PerformanceWindow window = fed.version().performance().get(w);
            assertThat(metric(window, "accuracy")).isCloseTo(share(joined, Joined::right), within(1e-12));
            assertThat(metric(window, "precision"))
                    .isCloseTo(
                            CLASSES.stream()
                                    .mapToDouble(c -> precision(joined, c))
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
            assertThat(metric(window, "recall"))
                    .isCloseTo(
                            CLASSES.stream()
                                    .mapToDouble(c -> recall(joined, c))
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
            assertThat(metric(window, "f1"))
                    .isCloseTo(
                            CLASSES.stream()
                                    .mapToDouble(c -> f1(joined, c))
                                    .average()
                                    .orElseThrow(),
                            within(1e-12));
            assertThat(metric(window, "log_loss")).isCloseTo(logLoss(joined), within(1e-12));
            assertThat(metric(window, "brier")).isCloseTo(brierOfSeveral(joined), within(1e-12));
            double bound = window.areaError().orElseThrow();
            assertThat(bound).isBetween(0.0, 0.05);
            assertThat(metric(window, "roc_auc"))
                    .isCloseTo(
                            CLASSES.stream()
                                    .mapToDouble(c -> area(joined, c))
                                    .average()
                                    .orElseThrow(),
                            within(bound + 1e-12));
            assertThat(window.classes()).hasSize(3 * CLASSES.size());
            for (ClassScore score : window.classes()) {
                double expected = switch (score.score().metric()) {
                    case "precision" -> precision(joined, score.name());
                    case "recall" -> recall(joined, score.name());
                    default -> f1(joined, score.name());
                };
                assertThat(score.score().value()).as(score.toString()).isCloseTo(expected, within(1e-12));
            }
        }
    }

    @Test
    void coverageIsTheShareOfTheWindowsPredictionsWithALabel() {
        RawEvents events = two(new Random(9));
        Models.Fed fed = fed(Task.BINARY_CLASSIFICATION);
        events.feed(fed, 9);

        RawWindow hour = RawWindow.of(LENGTHS.get(0), PANES.get(0), RawEvents.END.minus(Models.LABEL_DELAY));
        long all = events.predictions.stream()
                .filter(p -> p.arm().equals("champion") && hour.holds(p.time()))
                .count();
        assertThat(fed.version().performance().get(0).coverage().orElseThrow())
                .isEqualTo((double) events.joined("champion", LENGTHS.get(0), PANES.get(0))
                                .size()
                        / all);
    }

    @Test
    void aSegmentHasThePerformanceOfItsOwnPredictions() {
        Random random = new Random(4);
        RawEvents events = new RawEvents();
        List<String> regions = List.of("east", "west", "north", "south");
        for (int i = 0; i < EVENTS; i++) {
            String region = regions.get(random.nextInt(4));
            Prediction prediction = new Prediction(
                    "id" + i, RawEvents.time(random), "late", 0, Map.of("late", 0.7), "champion", region);
            events.predicted(prediction, "\"prediction\":\"late\",\"score\":0.7");
            label(events, prediction, random, region.equals("east") ? "late" : "on_time", "late");
        }
        Models.Fed fed = fed(Task.BINARY_CLASSIFICATION);
        events.feed(fed, 4);

        List<Joined> joined = events.joined("champion", LENGTHS.get(1), PANES.get(1));
        for (String region : regions) {
            ScoreSnapshot.SegmentScores segment = fed.version().segments().stream()
                    .filter(s -> s.value().equals(region))
                    .findFirst()
                    .orElseThrow();
            assertThat(segment.segment()).isEqualTo("region");
            assertThat(segment.requests())
                    .isEqualTo(events.predictions.stream()
                            .filter(p -> p.region().equals(region))
                            .count());
            assertThat(metric(segment.performance().get(1), "accuracy"))
                    .isCloseTo(
                            share(
                                    joined.stream()
                                            .filter(j -> j.prediction().region().equals(region))
                                            .toList(),
                                    Joined::right),
                            within(1e-12));
        }
    }
}
