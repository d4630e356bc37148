package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.InputSeries;
import io.watchbill.rules.format.TestCase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DelayTest {

    private static final Cadence CADENCE = new Cadence(Duration.ofSeconds(15), Duration.ofSeconds(30));
    private static final List<ExpectedAlert> FIRING =
            List.of(new ExpectedAlert(Map.of("model", "m"), Map.of("summary", "s")));

    @Test
    void everySampleAndEveryTimeComesSoMuchLater() {
        TestCase test = test(List.of(new InputSeries("x", "1x5"), new InputSeries("y", "_x2 0x3")), "1m", "2m");

        assertThat(Delay.of(test, CADENCE, Duration.ofSeconds(60)))
                .isEqualTo(test(
                        List.of(new InputSeries("x", "_x4 1x5"), new InputSeries("y", "_x4 _x2 0x3")), "2m", "3m"));
    }

    @Test
    void lessThanASampleDelaysNothing() {
        TestCase test = test(List.of(new InputSeries("x", "1x5")), "1m");
        assertThat(Delay.of(test, CADENCE, Duration.ZERO)).isEqualTo(test);
        assertThat(Delay.of(test, CADENCE, Duration.ofMillis(14_999))).isEqualTo(test);
    }

    @Test
    void aTestTakesUntilItsLastExpectation() {
        assertThat(Delay.length(test(List.of(), "3m", "1h5m", "10s"))).isEqualTo(Duration.ofMinutes(65));
        assertThat(Delay.length(test(List.of()))).isZero();
    }

    @Test
    void aTimeThatIsNoneIsNamed() {
        assertThatThrownBy(() -> Delay.length(test(List.of(), "soon")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no time of a test: soon");
    }

    private static TestCase test(List<InputSeries> series, String... times) {
        return new TestCase(
                "t",
                "15s",
                series,
                List.of(times).stream()
                        .map(time -> new AlertExpectation(time, "A", FIRING))
                        .toList());
    }
}
