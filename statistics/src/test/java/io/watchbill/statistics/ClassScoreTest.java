package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassScoreTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> NAMES = List.of("a", "b", "c", "d");

    static Stream<JsonNode> cases() {
        return Golden.cases("classes.json");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void precisionRecallAndF1OfEachClassAreScikitLearns(JsonNode golden) {
        ClassCounts.Builder counts = new ClassCounts.Builder(4, 1);
        for (int i = 0; i < golden.get("actual").size(); i++) {
            counts.add(
                    0,
                    golden.get("predicted").get(i).intValue(),
                    golden.get("actual").get(i).intValue(),
                    1);
        }

        Map<String, Double> scores = ClassScore.of(counts.build(), NAMES, null, HOUR).stream()
                .collect(Collectors.toMap(
                        s -> s.name() + " " + s.score().metric(), s -> s.score().value()));

        int expected = 0;
        for (String metric : List.of("precision", "recall", "f1")) {
            for (int c = 0; c < 4; c++) {
                JsonNode value = golden.get(metric).get(c);
                if (value.isNull()) {
                    assertThat(scores).doesNotContainKey(NAMES.get(c) + " " + metric);
                } else {
                    expected++;
                    Golden.assertStatistic(scores.get(NAMES.get(c) + " " + metric), value.doubleValue());
                }
            }
        }
        assertThat(scores).hasSize(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void areasOfEachClassLieWithinTheirBoundOfScikitLearnsAndSoDoesTheirMean(JsonNode golden) {
        List<RocAuc> areas = new ArrayList<>();
        double mean = 0;
        for (int c = 0; c < 4; c++) {
            ScoreWindow window = new ScoreWindow(ScoreWindow.evenEdges(), 5);
            for (int i = 0; i < golden.get("actual").size(); i++) {
                double probability = golden.get("probabilities").get(i).get(c).intValue() / 1_000.0;
                window.add(i % 5, probability, golden.get("actual").get(i).intValue() == c);
            }
            JsonNode expected = golden.get("areas").get(c);
            if (expected.isNull()) {
                assertThat(window.area(0, 4)).isEmpty();
                continue;
            }
            RocAuc area = window.area(0, 4).orElseThrow();
            assertThat(area.value()).isCloseTo(expected.doubleValue(), within(area.errorBound() + 1e-12));
            assertThat(area.errorBound()).isLessThan(0.02);
            areas.add(area);
            mean += expected.doubleValue();
        }

        RocAuc macro = RocAuc.mean(areas).orElseThrow();

        assertThat(macro.value()).isCloseTo(mean / areas.size(), within(macro.errorBound() + 1e-12));
        assertThat(Math.sqrt(macro.variance()))
                .isBetween(
                        areas.stream()
                                .mapToDouble(a -> Math.sqrt(a.variance()))
                                .min()
                                .orElseThrow(),
                        areas.stream()
                                .mapToDouble(a -> Math.sqrt(a.variance()))
                                .max()
                                .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossesOfProbabilitiesAreScikitLearns(JsonNode golden) {
        MeanWindow logLoss = new MeanWindow(1, 1);
        MeanWindow brier = new MeanWindow(1, 1);
        MeanWindow binaryLogLoss = new MeanWindow(1, 1);
        MeanWindow binaryBrier = new MeanWindow(1, 1);
        for (int i = 0; i < golden.get("actual").size(); i++) {
            JsonNode row = golden.get("probabilities").get(i);
            double[] probabilities = new double[4];
            for (int c = 0; c < 4; c++) {
                probabilities[c] = row.get(c).intValue() / 1_000.0;
            }
            int actual = golden.get("actual").get(i).intValue();
            logLoss.add(0, ProbabilityLoss.logLoss(probabilities[actual]));
            brier.add(0, ProbabilityLoss.brier(probabilities, actual));
            binaryLogLoss.add(0, ProbabilityLoss.logLoss(actual == 0 ? probabilities[0] : 1 - probabilities[0]));
            binaryBrier.add(0, ProbabilityLoss.brier(probabilities[0], actual == 0));
        }

        Golden.assertStatistic(mean(logLoss), golden.get("logLoss").doubleValue());
        Golden.assertStatistic(mean(brier), golden.get("brier").doubleValue());
        Golden.assertStatistic(mean(binaryLogLoss), golden.get("binaryLogLoss").doubleValue());
        Golden.assertStatistic(mean(binaryBrier), golden.get("binaryBrier").doubleValue());
    }

    private static double mean(MeanWindow window) {
        return PerformanceScorer.mean("mean", window.snapshot(0, 0), false, null, HOUR)
                .value();
    }

    @Test
    void aClassThatGotWorseIsFoundThoughTheOthersHideItInTheMean() {
        PerformanceBaseline baseline = new PerformanceBaseline(
                List.of("a", "b"), List.of(List.of(9_000L, 100L), List.of(100L, 800L)), Map.of());
        ClassCounts counts = new ClassCounts.Builder(2, 1)
                .add(0, 0, 0, 900)
                .add(0, 0, 1, 50)
                .add(0, 1, 0, 10)
                .add(0, 1, 1, 40)
                .build();

        Map<String, PerformanceScore> scores = ClassScore.of(counts, List.of("a", "b"), baseline, HOUR).stream()
                .collect(Collectors.toMap(s -> s.name() + " " + s.score().metric(), ClassScore::score));

        assertThat(scores.get("b recall").baseline()).isCloseTo(800 / 900.0, within(1e-12));
        assertThat(scores.get("b recall").drop()).isCloseTo(800 / 900.0 - 40 / 90.0, within(1e-12));
        assertThat(scores.get("b recall").lnPValue()).isLessThan(Math.log(1e-9));
        assertThat(scores.get("a recall").lnPValue()).isGreaterThan(Math.log(0.05));
        assertThat(scores.get("b f1").baseline()).isCloseTo(1_600 / 1_800.0, within(1e-12));
    }

    @Test
    void aClassThatTheReferenceNeverShowedHasNoBaseline() {
        PerformanceBaseline baseline = new PerformanceBaseline(List.of("a"), List.of(List.of(50L)), Map.of());
        ClassCounts counts =
                new ClassCounts.Builder(2, 1).add(0, 0, 0, 9).add(0, 1, 1, 5).build();

        assertThat(ClassScore.of(counts, List.of("a", "new"), baseline, HOUR))
                .filteredOn(s -> s.name().equals("new"))
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.score().baseline()).isNull());
        assertThatThrownBy(() -> ClassScore.of(counts, List.of("a"), null, HOUR))
                .hasMessage("every class needs a name; there are 1 names of 2");
    }

    @Test
    void aProbabilityOutOfRangeIsRefusedAndACertainErrorCostsABoundedLoss() {
        assertThatThrownBy(() -> ProbabilityLoss.logLoss(1.5)).hasMessage("a probability must be from 0 to 1, not 1.5");
        assertThatThrownBy(() -> ProbabilityLoss.brier(Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ProbabilityLoss.logLoss(0)).isCloseTo(36.04, within(0.01));
    }
}
