package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.engine.RawEvents.Joined;
import io.watchbill.engine.RawEvents.Label;
import io.watchbill.engine.RawEvents.Prediction;
import io.watchbill.engine.ScoreSnapshot.ErrorSum;
import io.watchbill.spec.Task;
import io.watchbill.statistics.PerformanceScore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the state says of a regression is what the raw events say. */
class RegressionBruteForceTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Models.Fed fed = new Models.Fed(
            new ModelPlan(Models.byRegion(Task.REGRESSION, 10), Models.REBOOKING, Map.of(), List.of()), 10_000, 10_000);

    /** Each prediction with its label, in one of ten cases after a label that was wrong by {@code mistake}. */
    private static RawEvents events(long seed, double mistake) {
        Random random = new Random(seed);
        RawEvents events = new RawEvents();
        for (int i = 0; i < 3_000; i++) {
            double number = 20 * random.nextGaussian();
            Prediction prediction = new Prediction(
                    "id" + i,
                    RawEvents.time(random),
                    "",
                    number,
                    Map.of(),
                    random.nextInt(10) == 0 ? "holdout" : "champion",
                    "east");
            events.predicted(prediction, "\"prediction\":" + number);
            double actual = number + 1 + 3 * random.nextGaussian();
            long left = Duration.between(prediction.time(), RawEvents.END).toMillis();
            if (mistake != 0 && random.nextInt(10) == 0) {
                double wrong = actual + mistake;
                events.labelled(new Label(prediction.id(), prediction.time(), "", wrong), String.valueOf(wrong));
            }
            events.labelled(
                    new Label(prediction.id(), prediction.time().plusMillis(left / 2 + 1), "", actual),
                    String.valueOf(actual));
        }
        return events;
    }

    private static double sum(List<Joined> joined, ToDoubleFunction<Joined> of) {
        return joined.stream().mapToDouble(of).sum();
    }

    private Map<String, Double> metrics() {
        return fed.version().performance().get(0).metrics().stream()
                .collect(Collectors.toMap(PerformanceScore::metric, PerformanceScore::value));
    }

    private void assertMetrics(List<Joined> joined) {
        double n = joined.size();
        double mean = sum(joined, j -> j.label().number()) / n;
        double squares = sum(joined, j -> j.error() * j.error());
        Map<String, Double> expected = Map.of(
                "mae", sum(joined, j -> Math.abs(j.error())) / n,
                "rmse", Math.sqrt(squares / n),
                "bias", sum(joined, Joined::error) / n,
                "wape",
                        sum(joined, j -> Math.abs(j.error()))
                                / sum(joined, j -> Math.abs(j.label().number())),
                "r2", 1 - squares / sum(joined, j -> Math.pow(j.label().number() - mean, 2)));
        Map<String, Double> metrics = metrics();
        assertThat(metrics.keySet()).isEqualTo(expected.keySet());
        expected.forEach((metric, value) -> assertThat(metrics.get(metric))
                .as(metric)
                .isCloseTo(value, within(1e-12 * Math.max(1, Math.abs(value)))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void itsErrors(long seed) {
        RawEvents events = events(seed, 0);
        events.feed(fed, seed);

        assertMetrics(events.joined("champion", HOUR, Duration.ofMinutes(1)));
    }

    @ParameterizedTest(name = "labels wrong by {0}")
    @ValueSource(doubles = {5, 1e12})
    void aCorrectedLabelLeavesNothingBehindHoweverWrongItWas(double mistake) {
        RawEvents events = events(7, mistake);
        events.feed(fed, 7);

        assertMetrics(events.joined("champion", HOUR, Duration.ofMinutes(1)));
    }

    @Test
    void countersAddUpOverArmsWithErrorsOfEachSignApart() {
        RawEvents events = events(5, 0);
        events.feed(fed, 5);

        assertThat(fed.version().errors()).hasSize(2);
        for (ErrorSum sums : fed.version().errors()) {
            List<Joined> joined = events.joined(sums.arm());
            assertThat(sums.positiveError()).isCloseTo(sum(joined, j -> Math.max(0, j.error())), within(1e-8));
            assertThat(sums.negativeError()).isCloseTo(sum(joined, j -> Math.max(0, -j.error())), within(1e-8));
            assertThat(sums.absoluteError()).isCloseTo(sum(joined, j -> Math.abs(j.error())), within(1e-8));
            assertThat(sums.squaredError()).isCloseTo(sum(joined, j -> j.error() * j.error()), within(1e-8));
            assertThat(sums.positiveTarget())
                    .isCloseTo(sum(joined, j -> Math.max(0, j.label().number())), within(1e-8));
            assertThat(sums.negativeTarget())
                    .isCloseTo(sum(joined, j -> Math.max(0, -j.label().number())), within(1e-8));
            assertThat(fed.version().labelled())
                    .contains(new ScoreSnapshot.LabelledCount("", "", sums.arm(), joined.size()));
        }
    }
}
