package io.watchbill.spec.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("cpu_usage", "disk_usage", "error_rate", "latency_p99", "accuracy");

    @ParameterizedTest
    @CsvSource({
        "cpu_useage, cpu_usage",
        "cpu-usage, cpu_usage",
        "CPU usage, cpu_usage",
        "eror_rate, error_rate",
        "errro_rate, error_rate",
        "latency_p95, latency_p99",
        "acuracy, accuracy"
    })
    void aSlipOfTheFingerIsSeenThrough(String written, String meant) {
        assertThat(NearestName.of(written, NAMES)).contains(meant);
    }

    @Test
    void whatResemblesNothingHasNoNeighbour() {
        assertThat(NearestName.of("throughput", NAMES)).isEmpty();
        assertThat(NearestName.of("x", List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kitten, sitting, 3", "ab, ba, 1", "'', abc, 3", "same, same, 0", "ca, abc, 3"})
    void theDistanceCountsInsertionsDeletionsReplacementsAndSwaps(String left, String right, int distance) {
        assertThat(NearestName.distance(left, right)).isEqualTo(distance);
    }
}
