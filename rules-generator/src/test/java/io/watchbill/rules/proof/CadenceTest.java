package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.rules.ExamplePlan;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CadenceTest {

    private static final Plan PLAN = ExamplePlan.flightDelay();

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT15S, PT30S",
        "PT5H59M59S, PT15S, PT30S",
        "PT6H, PT1M, PT5M",
        "PT23H59M59S, PT1M, PT5M",
        "PT24H, PT1M, PT30M",
        "PT71H59M59S, PT1M, PT30M",
        "PT72H, PT1M, PT1H",
        "PT720H, PT1M, PT1H"
    })
    void longTestsTakeLongSteps(Duration length, Duration sample, Duration evaluation) {
        assertThat(Cadence.of(PLAN, length)).isEqualTo(new Cadence(sample, evaluation));
    }

    @ParameterizedTest
    @CsvSource({"PT5H59M59S, PT15S, PT30S", "PT6H, PT1M, PT3M", "PT720H, PT1M, PT3M"})
    void whatLooksBackStepsLessThanFiveMinutes(Duration length, Duration sample, Duration evaluation) {
        assertThat(Cadence.remembering(PLAN, length)).isEqualTo(new Cadence(sample, evaluation));
    }

    @ParameterizedTest
    @CsvSource({"15, 30", "30, 15", "30, 30"})
    void timesAreMultiplesOfTheLongerStep(long sample, long evaluation) {
        Cadence cadence = new Cadence(Duration.ofSeconds(sample), Duration.ofSeconds(evaluation));

        assertThat(cadence.steps(3)).isEqualTo(Duration.ofSeconds(90));
        assertThat(cadence.up(Duration.ZERO)).isZero();
        assertThat(cadence.up(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(cadence.up(Duration.ofMillis(30_001))).isEqualTo(Duration.ofSeconds(60));
        assertThat(cadence.down(Duration.ofMillis(59_999))).isEqualTo(Duration.ofSeconds(30));
        assertThat(cadence.down(Duration.ofSeconds(60))).isEqualTo(Duration.ofSeconds(60));
    }
}
