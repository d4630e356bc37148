package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the tests of the rules can fail: a wrong rule is found by the tests about its own alert. */
class RuleMutationIT {

    private static final Plan PLAN = ExamplePlan.flightDelay();

    private static final List<Path> BY_HAND = Stream.of(
                    "drift", "performance", "service", "monitoring", "ingestion", "slo", "held")
            .map(subject -> Path.of("src/test/resources/promtool", subject + ".yaml"))
            .toList();

    @TempDir
    static Path generated;

    private static List<Path> generatedTests;

    @TempDir
    Path directory;

    @BeforeAll
    static void render() {
        generatedTests = GeneratedTests.write(generated, PLAN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FlightDelayDistanceDrift|expr|0.25|0.27",
                "FlightDelayDistanceDrift|expr|> 0.25|>= 0.25",
                "FlightDelayDistanceDrift|expr|column=\"distance\"|column=\"origin\"",
                "FlightDelayDistanceDrift|expr|and on|or on",
                "FlightDelayDistanceDrift|for|15m|14m30s",
                "FlightDelayDistanceDrift|labels|P2|P3",
                "FlightDelayFeatureDrift|expr|>= 2|>= 1",
                "FlightDelayFeatureDriftWarning|expr|>= 1|> 1",
                "FlightDelayPredictionDrift|expr|kind=\"prediction\"|kind=\"feature\"",
                "FlightDelayAccuracyLow|expr|24h|7d",
                "FlightDelayAccuracyLowWarning|expr|< 0.7|<= 0.7",
                "FlightDelayPerformanceDrop|expr|< 0.001|< 0.5",
                "FlightDelayPerformanceDrop|expr|and on|or on",
                "FlightDelayConfidenceDecayWarning|expr|< 0.01|<= 0.01",
                "FlightDelayConversionRateOutOfRangeWarning|expr|> 0.05|> 0.06",
                "FlightDelayConversionRateOutOfRangeWarning|for|1h|59m",
                "FlightDelayErrorRateHigh|expr|outcome=\"error\"|outcome=\"ok\"",
                "FlightDelayErrorRateHighWarning|expr|[5m]|[20m]",
                "FlightDelayLatencyP99High|expr|0.99|0.95",
                "FlightDelayCpuUsageHigh|expr|max|min",
                "FlightDelayCpuUsageHighWarning|annotations|CPU usage is|CPU usage was",
                "FlightDelayDown|expr|240|40",
                "FlightDelayDown|expr|outcome=\"ok\",|``",
                "FlightDelayEventsRejected|expr|result!=|result=",
                "FlightDelayExporterDown|for|5m|10m",
                "FlightDelaySpecMismatch|expr|hash!=|hash=",
                "FlightDelayIngestionStopped|expr|unless|and",
                "FlightDelayLabelsStopped|expr|joined|orphan",
                "FlightDelayNoVerdict|expr|,reason!=\"window_filling\"|``",
                "FlightDelayAvailabilityBurn1h|expr|> 14.4|> 17.2",
                "FlightDelayAvailabilityBurn1h|expr|> 1.5|> 0.5",
                "FlightDelayAvailabilityBurn1h|expr|ratio5m|ratio30m",
                "FlightDelayWatchdog|expr|vector(1)|vector(1) < 1"
            })
    void testsWrittenByHandFindTheWrongRule(String alert, String part, String from, String to) {
        Mutant original = Mutant.original(PLAN, alert);

        assertThat(original.complaint(directory, BY_HAND))
                .as("of the right rule")
                .isEmpty();
        assertThat(original.replacing(part, from, to).complaint(directory, BY_HAND))
                .as("of the wrong rule")
                .contains("alertname: " + alert);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FlightDelayDistanceDrift|expr|0.25|0.275",
                "FlightDelayDistanceDrift|expr|0.25|0.225",
                "FlightDelayDistanceDrift|for|15m|16m",
                "FlightDelayDistanceDrift|expr|> 0.25|< 0.25",
                "FlightDelayFeatureDrift|expr|>= 2|> 2",
                "FlightDelayFeatureDriftWarning|expr|max by (cluster, model|max by (cluster",
                "FlightDelayAccuracyLow|expr|0.64|0.576",
                "FlightDelayAccuracyLow|expr|0.64|0.704",
                "FlightDelayConversionRateOutOfRangeWarning|expr|or|and",
                "FlightDelayErrorRateHigh|expr|0.02|0.022",
                "FlightDelayErrorRateHigh|expr|0.02|0.018",
                "FlightDelayErrorRateHigh|labels|critical|warning",
                "FlightDelayLatencyP99High|expr|0.25|0.275",
                "FlightDelayLatencyP99High|expr|0.25|0.225",
                "FlightDelayCpuUsageHigh|expr|0.9|0.81",
                "FlightDelayCpuUsageHigh|expr|1 - avg|avg",
                "FlightDelayCpuUsageHigh|for|10m|5m",
                "FlightDelayPerformanceDrop|expr|0.15|0.165",
                "FlightDelayPerformanceDrop|expr|< 0.001|< 0.0011",
                "FlightDelayPerformanceDropWarning|expr|and on|or on",
                "FlightDelayConfidenceDecayWarning|expr|0.03|0.027",
                "FlightDelayWatchdog|annotations|always|sometimes"
            })
    void generatedTestsFindTheWrongRule(String alert, String part, String from, String to) {
        Mutant original = Mutant.original(PLAN, alert);

        assertThat(original.complaint(directory, generatedTests))
                .as("of the right rule")
                .isEmpty();
        assertThat(original.replacing(part, from, to).complaint(directory, generatedTests))
                .as("of the wrong rule")
                .contains("alertname: " + alert);
    }
}
