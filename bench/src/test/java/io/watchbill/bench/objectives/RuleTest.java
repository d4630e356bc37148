package io.watchbill.bench.objectives;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.bench.objectives.Rule.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleTest {

    private static final Rule FIVE_MINUTES = recording("slo:bad:increase5m", "sum(increase(errors_total[5m]))");

    private static Rule recording(String name, String expression) {
        return new Rule(Kind.RECORDING, name, expression, Map.of());
    }

    @Test
    void aRuleReadsAnotherOnlyByItsWholeName() {
        assertThat(recording("a", "slo:bad:increase5m{slo=\"x\"} > 0").reads(FIVE_MINUTES))
                .isTrue();
        assertThat(recording("a", "slo:bad:increase5m0 + own:slo:bad:increase5m")
                        .reads(FIVE_MINUTES))
                .isFalse();
    }

    @Test
    void onlyARangeReadsThePast() {
        assertThat(recording("a", "sum_over_time(slo:bad:increase5m{slo=\"x\"}[6h:5m])")
                        .readsPastOf(FIVE_MINUTES))
                .isTrue();
        assertThat(recording("a", "slo:bad:increase5m{slo=\"x\"} / sum_over_time(other[1h])")
                        .readsPastOf(FIVE_MINUTES))
                .isFalse();
    }

    @Test
    void nothingReadsAnAlert() {
        Rule alert = new Rule(Kind.ALERTING, "slo:bad:increase5m", "up == 0", Map.of());

        assertThat(recording("a", "slo:bad:increase5m").reads(alert)).isFalse();
    }
}
