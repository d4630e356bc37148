package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PerformanceGoldenTest {
    private static final Duration DAY = Duration.ofDays(1);

    static Stream<JsonNode> binary() {
        return Golden.cases("binary.json");
    }

    static Stream<JsonNode> regression() {
        return Golden.cases("regression.json");
    }

    static Stream<JsonNode> macro() {
        return Golden.cases("macro.json");
    }

    static Stream<JsonNode> alwaysValid() {
        return Golden.cases("always_valid.json");
    }

    @ParameterizedTest
    @MethodSource("binary")
    void ratesOfABinaryClassifierAndTheirDropsAgreeWithSciPy(JsonNode golden) {
        JsonNode panes = golden.get("panes");
        ClassificationWindow window = new ClassificationWindow(2, panes.size());
        for (int pane = 0; pane < panes.size(); pane++) {
            for (int predicted = 0; predicted < 2; predicted++) {
                for (int actual = 0; actual < 2; actual++) {
                    long count = panes.get(pane).get(predicted).get(actual).longValue();
                    window.add(1_000 + pane, predicted, actual, count);
                }
            }
        }
        ClassCounts counts = window.snapshot(1_000, 999 + panes.size());
        PerformanceBaseline baseline = baseline(
                golden,
                metric -> metric.get("samples").longValue(),
                metric -> metric.get("variance").doubleValue());

        holds(golden, PerformanceScorer.classification(counts, OptionalInt.of(0), baseline, DAY));
    }

    @ParameterizedTest
    @MethodSource("regression")
    void errorsOfARegressionAndTheirDropsAgreeWithSciPy(JsonNode golden) {
        int panes = golden.get("panes").intValue();
        RegressionWindow window = new RegressionWindow(panes);
        golden.get("events")
                .forEach(event -> window.add(
                        event.get(0).longValue(),
                        event.get(1).doubleValue(),
                        event.get(2).doubleValue()));

        holds(
                golden,
                PerformanceScorer.regression(
                        window.snapshot(0, panes - 1L), baseline(golden, metric -> 900L, metric -> 4.0), DAY));
    }

    private static PerformanceBaseline baseline(
            JsonNode golden, Function<JsonNode, Long> samples, Function<JsonNode, Double> variance) {
        List<MetricBaseline.ChunkVariance> chunks = golden.get("v0").isNull()
                ? List.of()
                : List.of(new MetricBaseline.ChunkVariance(DAY, golden.get("v0").doubleValue(), 12));
        Map<String, MetricBaseline> metrics = new TreeMap<>();
        golden.get("metrics")
                .fields()
                .forEachRemaining(metric -> metrics.put(
                        metric.getKey(),
                        new MetricBaseline(
                                metric.getValue().get("baseline").doubleValue(),
                                samples.apply(metric.getValue()),
                                variance.apply(metric.getValue()),
                                chunks)));
        return new PerformanceBaseline(List.of(), List.of(), metrics);
    }

    private static void holds(JsonNode golden, List<PerformanceScore> scores) {
        assertThat(scores).hasSize(golden.get("metrics").size());
        for (PerformanceScore score : scores) {
            JsonNode expected = golden.get("metrics").get(score.metric());
            Golden.assertStatistic(score.value(), expected.get("value").doubleValue());
            assertThat(score.chunksKnown())
                    .isEqualTo(
                            !golden.get("v0").isNull() && !List.of("bias", "r2").contains(score.metric()));
            if (expected.get("lnP").isNull()) {
                assertThat(score.lnPValue()).as(score.metric()).isNull();
            } else {
                assertThat(score.lnPValue()).as(score.metric()).isNotNull();
                Golden.assertLnP(score.lnPValue(), expected.get("lnP").doubleValue());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("macro")
    void meansOverClassesAgreeWithTheirDefinition(JsonNode golden) {
        ClassCounts.Builder counts = new ClassCounts.Builder(4, 1);
        for (int predicted = 0; predicted < 4; predicted++) {
            for (int actual = 0; actual < 4; actual++) {
                counts.add(
                        0,
                        predicted,
                        actual,
                        golden.get("table").get(predicted).get(actual).longValue());
            }
        }

        Map<String, PerformanceScore> scores =
                PerformanceScorer.classification(counts.build(), OptionalInt.empty(), null, DAY).stream()
                        .collect(Collectors.toMap(PerformanceScore::metric, s -> s));

        for (String metric : List.of("accuracy", "precision", "recall", "f1")) {
            Golden.assertStatistic(
                    scores.get(metric).value(), golden.get(metric).doubleValue());
        }
    }

    @ParameterizedTest
    @MethodSource("alwaysValid")
    void alwaysValidTestsAgreeWithMpmath(JsonNode golden) {
        long x = golden.get("x").longValue();
        long n = golden.get("n").longValue();
        if (golden.has("share")) {
            Golden.assertLnP(
                    AlwaysValid.lnSampleRatio(x, n, golden.get("share").doubleValue()),
                    golden.get("ln").doubleValue());
            return;
        }
        double y = golden.get("y").doubleValue();
        double m = golden.get("m").doubleValue();
        double tau = golden.get("tau").doubleValue();
        double variance = AlwaysValid.varianceOfRates(x, n, y, m);
        Golden.assertLnP(
                AlwaysValid.lnInverseRatio((double) x / n - y / m, variance, tau),
                golden.get("ln").doubleValue());
        Golden.assertStatistic(
                AlwaysValid.halfWidth(variance, tau, 0.05), golden.get("half").doubleValue());
    }
}
