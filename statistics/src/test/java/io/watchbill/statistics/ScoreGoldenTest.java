package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreGoldenTest {

    static Stream<JsonNode> areas() {
        return Golden.cases("scores.json")
                .filter(c -> c.get("function").textValue().equals("auc"));
    }

    static Stream<JsonNode> calibrations() {
        return Golden.cases("scores.json")
                .filter(c -> c.get("function").textValue().equals("calibration"));
    }

    @ParameterizedTest
    @MethodSource("areas")
    void areasUnderTheRocCurveAgreeWithSciPyAndHoldTheirBound(JsonNode golden) {
        RocAuc area = RocAuc.of(longs(golden.get("positives")), longs(golden.get("negatives")))
                .orElseThrow();

        Golden.assertStatistic(area.value(), golden.get("value").doubleValue());
        Golden.assertStatistic(area.variance(), golden.get("variance").doubleValue());
        assertThat(golden.get("raw").doubleValue()).isCloseTo(area.value(), within(area.errorBound() + 1e-12));
    }

    @ParameterizedTest
    @MethodSource("calibrations")
    void calibrationErrorAndSpiegelhaltersTestAgreeWithTheirDefinition(JsonNode golden) {
        JsonNode events = golden.get("events");
        CalibrationWindow left = new CalibrationWindow(golden.get("classes").intValue(), 7);
        CalibrationWindow right = new CalibrationWindow(golden.get("classes").intValue(), 7);
        for (int i = 0; i < events.size(); i++) {
            (i % 3 == 0 ? left : right)
                    .add(
                            i % 7,
                            events.get(i).get(0).doubleValue(),
                            events.get(i).get(1).intValue() == 1);
        }
        left.merge(right);

        Calibration calibration = left.score(0, 6);

        assertThat(calibration.samples()).isEqualTo(events.size());
        Golden.assertStatistic(calibration.error(), golden.get("error").doubleValue());
        Golden.assertStatistic(calibration.noiseFloor(), golden.get("floor").doubleValue());
        Golden.assertLnP(calibration.lnPValue(), golden.get("lnP").doubleValue());
        left.advanceTo(20);
        assertThat(left.score(14, 20)).isEqualTo(new Calibration(0, 0, 0, 0));
    }

    @Test
    void anAreaOfOneClassOnlyIsAbsent() {
        assertThat(RocAuc.of(new long[] {3, 4}, new long[] {0, 0})).isEmpty();
        assertThatThrownBy(() -> RocAuc.of(new long[] {3}, new long[] {0, 0}))
                .hasMessage("positives and negatives need the same bins, not 1 and 2");
    }

    @Test
    void anAreaBelowItsBaselineIsADrop() {
        RocAuc area =
                RocAuc.of(new long[] {10, 30, 60}, new long[] {60, 30, 10}).orElseThrow();
        PerformanceBaseline baseline = new PerformanceBaseline(
                List.of(), List.of(), Map.of("roc_auc", new MetricBaseline(0.95, 5_000, 0.1, List.of())));

        PerformanceScore score = PerformanceScorer.rocAuc(area, 200, baseline, Duration.ofHours(1));

        assertThat(score.drop()).isCloseTo(0.13, within(0.01));
        assertThat(score.lnPValue()).isLessThan(Math.log(0.001));
    }

    private static long[] longs(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray();
    }
}
