package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.exporter.PerformanceFeed.Demand;
import io.watchbill.exporter.PerformanceFeed.Spam;
import io.watchbill.exporter.PerformanceFeed.Topic;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Performance on the page is what the plain list of events says. */
class PerformancePageTest {
    private static RunningExporter exporter;
    private static PerformanceFeed feed;
    private static MetricsText page;
    private static List<Spam> champion;
    private static List<Topic> topics;
    private static List<Demand> demands;

    @BeforeAll
    static void feed(@TempDir Path folder) {
        exporter = RunningExporter.start(folder);
        feed = new PerformanceFeed(Instant.now().minusSeconds(7_200));
        exporter.post(String.join("\n", feed.lines()));
        page = exporter.page();
        champion = feed.spam.stream()
                .filter(mail -> !mail.holdout() && inWindow("spam", mail.time()))
                .toList();
        topics = feed.topics.stream().filter(t -> inWindow("topic", t.time())).toList();
        demands =
                feed.demands.stream().filter(d -> inWindow("demand", d.time())).toList();
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    /** A window of an hour is the minute of its end and the sixty before it. */
    private static boolean inWindow(String model, Instant time) {
        double end = page.value("ml_window_end_timestamp_seconds", "model", model, "window", "1h");
        long minute = (long) Math.floor(end / 60);
        long of = Math.floorDiv(time.getEpochSecond(), 60L);
        return of <= minute && of >= minute - 60;
    }

    private static double performance(String model, String metric) {
        return page.value("ml_performance_" + metric, "model", model, "window", "1h");
    }

    private static <T> double mean(List<T> of, ToDoubleFunction<T> value) {
        return of.stream().mapToDouble(value).average().orElseThrow();
    }

    private static double loss(Spam mail) {
        return -Math.log(mail.spam() ? mail.score() : 1 - mail.score());
    }

    private static double squaredError(Spam mail) {
        return Math.pow(mail.score() - (mail.spam() ? 1 : 0), 2);
    }

    @Test
    void scoresOfABinaryClassifierStandBesideTheirBaselines() {
        double area = area(champion);
        double error = performance("spam", "roc_auc_error");
        assertThat(error).isBetween(0.0, 0.002);
        assertThat(performance("spam", "roc_auc")).isCloseTo(area, within(error + 1e-12));
        assertThat(performance("spam", "log_loss")).isCloseTo(mean(champion, PerformancePageTest::loss), within(1e-12));
        assertThat(performance("spam", "brier"))
                .isCloseTo(mean(champion, PerformancePageTest::squaredError), within(1e-12));
        assertThat(page.value("ml_performance_baseline", "model", "spam", "metric", "brier"))
                .isEqualTo(0.125);
        assertThat(page.value("ml_performance_drop", "model", "spam", "metric", "log_loss", "window", "1h"))
                .isCloseTo(mean(champion, PerformancePageTest::loss) - 0.4, within(1e-12));
        assertThat(page.value("ml_performance_drop_p_value", "model", "spam", "metric", "roc_auc", "window", "1h"))
                .isBetween(0.0, 1.0);
    }

    private static double area(List<Spam> mails) {
        double wins = 0;
        double pairs = 0;
        for (Spam positive : mails) {
            for (Spam negative : mails) {
                if (positive.spam() && !negative.spam()) {
                    wins += positive.score() > negative.score() ? 1 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }

    @Test
    void calibrationHasItsFloorAndItsPValue() {
        double[] gaps = new double[15];
        double[] variances = new double[15];
        for (Spam mail : champion) {
            int bin = (int) Math.min(14, (mail.confidence() - 0.5) / 0.5 * 15);
            gaps[bin] += (mail.right() ? 1 : 0) - mail.confidence();
            variances[bin] += mail.confidence() * (1 - mail.confidence());
        }
        double error = 0;
        double floor = 0;
        for (int bin = 0; bin < 15; bin++) {
            error += Math.abs(gaps[bin]) / champion.size();
            floor += Math.sqrt(2 * variances[bin] / Math.PI) / champion.size();
        }
        assertThat(page.value("ml_calibration_error", "model", "spam", "window", "1h"))
                .isCloseTo(error, within(1e-12));
        assertThat(page.value("ml_calibration_error_noise_floor", "model", "spam", "window", "1h"))
                .isCloseTo(floor, within(1e-12));
        assertThat(page.value("ml_calibration_p_value", "model", "spam", "window", "1h"))
                .isBetween(0.001, 1.0);
    }

    @Test
    void accuracyIsEstimatedFromCalibratedConfidence() {
        assertThat(performance("spam", "estimated_accuracy"))
                .isCloseTo(mean(champion, PerformancePageTest::probability), within(1e-12));
        double squares = 0;
        for (boolean positive : new boolean[] {true, false}) {
            List<Spam> of =
                    champion.stream().filter(m -> m.score() > 0.5 == positive).toList();
            double variance = mean(of, m -> probability(m) * (1 - probability(m)));
            double share = (double) of.size() / champion.size();
            squares += share * share * variance * (1.0 / of.size() + 1.0 / 20);
        }
        assertThat(performance("spam", "estimated_accuracy_deviation")).isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    /** The straight lines of the profile's calibrations; each was made of twenty rows. */
    private static double probability(Spam mail) {
        double above = (mail.confidence() - 0.5) / 0.5;
        return mail.score() > 0.5 ? 0.4 + above * 0.5 : 0.5 + above * 0.5;
    }

    @Test
    void aSteadyStreamHasAtMostAFewChanges() {
        for (String detector : List.of("adwin", "ddm", "page_hinkley")) {
            assertThat(page.value("ml_change_detected_total", "model", "spam", "detector", detector, "signal", "error"))
                    .isBetween(0.0, 2.0);
        }
        assertThat(page.value("ml_change_detected_total", "model", "spam", "detector", "adwin", "signal", "confidence"))
                .isZero();
        assertThat(page.find("ml_change_detected_total", "model", "demand")).isEmpty();
    }

    @Test
    void everyClassHasItsOwnScores() {
        List<Topic> predicted = topics.stream().filter(t -> t.predicted() == 1).toList();
        assertThat(page.value("ml_class_performance", "model", "topic", "class", "shop", "metric", "precision"))
                .isCloseTo(mean(predicted, t -> t.actual() == 1 ? 1 : 0), within(1e-12));
        assertThat(performance("topic", "log_loss"))
                .isCloseTo(mean(topics, t -> -Math.log(t.scores().get(t.actual()))), within(1e-12));
        assertThat(performance("topic", "brier"))
                .isCloseTo(mean(topics, PerformancePageTest::squaredErrorOfSeveral), within(1e-12));
    }

    private static double squaredErrorOfSeveral(Topic topic) {
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.pow(topic.scores().get(c) - (c == topic.actual() ? 1 : 0), 2);
        }
        return sum;
    }

    @Test
    void errorsOfARegressionAreScoresAndCounters() {
        assertThat(performance("demand", "mae"))
                .isCloseTo(mean(demands, d -> Math.abs(d.predicted() - d.actual())), within(1e-9));
        assertThat(performance("demand", "rmse"))
                .isCloseTo(Math.sqrt(mean(demands, d -> Math.pow(d.predicted() - d.actual(), 2))), within(1e-9));
        assertThat(performance("demand", "bias"))
                .isCloseTo(mean(demands, d -> d.predicted() - d.actual()), within(1e-9));
        double over = feed.demands.stream()
                .mapToDouble(d -> Math.max(0, d.predicted() - d.actual()))
                .sum();
        double all = feed.demands.stream()
                .mapToDouble(d -> Math.abs(d.predicted() - d.actual()))
                .sum();
        assertThat(page.value("ml_error_sum_total", "model", "demand", "sign", "positive"))
                .isCloseTo(over, within(1e-6));
        assertThat(page.value("ml_error_sum_total", "model", "demand", "sign", "negative"))
                .isCloseTo(all - over, within(1e-6));
        assertThat(page.value("ml_absolute_error_sum_total", "model", "demand")).isCloseTo(all, within(1e-6));
        assertThat(page.value("ml_target_sum_total", "model", "demand", "sign", "positive"))
                .isCloseTo(feed.demands.stream().mapToDouble(Demand::actual).sum(), within(1e-6));
        assertThat(page.value("ml_labelled_predictions_total", "model", "demand"))
                .isEqualTo(feed.demands.size());
    }

    @Test
    void theHoldoutIsComparedWithTheChampionSinceTheStart() {
        List<Spam> served = feed.spam.stream().filter(mail -> !mail.holdout()).toList();
        List<Spam> holdout = feed.spam.stream().filter(Spam::holdout).toList();
        double difference = mean(served, m -> m.right() ? 1 : 0) - mean(holdout, m -> m.right() ? 1 : 0);
        assertThat(page.value("ml_holdout_difference", "model", "spam", "metric", "accuracy"))
                .isCloseTo(difference, within(1e-12));
        assertThat(page.value("ml_holdout_difference_lower", "model", "spam", "metric", "accuracy"))
                .isLessThan(difference);
        assertThat(page.value("ml_holdout_difference_upper", "model", "spam", "metric", "accuracy"))
                .isGreaterThan(difference);
        assertThat(page.value("ml_holdout_p_value", "model", "spam", "metric", "accuracy"))
                .isLessThan(0.001);
        assertThat(page.value("ml_holdout_sample_ratio_p_value", "model", "spam", "metric", "accuracy"))
                .isGreaterThan(0.05);
        assertThat(page.value("ml_holdout_difference", "model", "spam", "metric", "conversion"))
                .isCloseTo(
                        mean(served, m -> m.converted() ? 1 : 0) - mean(holdout, m -> m.converted() ? 1 : 0),
                        within(1e-12));
    }

    @Test
    void aSegmentHasItsOwnRequestsDriftAndPerformance() {
        long german =
                feed.spam.stream().filter(mail -> mail.country().equals("de")).count();
        assertThat(page.value("ml_segment_requests_total", "model", "spam", "value", "de", "outcome", "ok"))
                .isEqualTo(german);
        assertThat(page.value("ml_segment_drift_verdict", "model", "spam", "value", "us", "column", "length"))
                .isGreaterThan(0);
        assertThat(page.value("ml_segment_performance", "model", "spam", "value", "de", "metric", "accuracy"))
                .isCloseTo(
                        mean(
                                champion.stream()
                                        .filter(m -> m.country().equals("de"))
                                        .toList(),
                                m -> m.right() ? 1 : 0),
                        within(1e-12));
    }
}
