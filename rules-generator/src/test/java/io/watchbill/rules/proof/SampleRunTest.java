package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.rules.format.InputSeries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In promtool's notation {@code 1+2x3} is four samples: 1, 3, 5, 7. */
class SampleRunTest {

    private static final Duration QUARTER = Duration.ofSeconds(15);

    private final SampleRun run = new SampleRun("x", Map.of());

    @Test
    void aLevelIsWrittenOnceAndRepeated() {
        run.level(new BigDecimal("0.250"), 5);
        run.level(new BigDecimal("1E+3"), 1);
        assertThat(values()).isEqualTo("0.25x4 1000x0");
    }

    /** 0, 30, 60, 90; then 15 a step from 105 on, and down again. */
    @Test
    void aCounterGoesOnFromWhereItWas() {
        run.growth(new BigDecimal("2"), QUARTER, 4);
        run.growth(BigDecimal.ONE, QUARTER, 2);
        run.growth(BigDecimal.ZERO, QUARTER, 3);
        run.growth(new BigDecimal("-1"), QUARTER, 2);
        run.growth(new BigDecimal("0.1"), Duration.ofMillis(500), 2);
        assertThat(values()).isEqualTo("0+30x3 105+15x1 120+0x2 105-15x1 90.05+0.05x1");
    }

    @Test
    void nothingIsNotTheSameAsGone() {
        run.absent(3);
        run.gone(0);
        run.gone(1);
        run.add("7");
        run.gone(2);
        run.gone(4);
        assertThat(values()).isEqualTo("_x3 stale 7 stale _x1 stale _x3");
    }

    @Test
    void labelsStandInOneOrderWithTheirQuotesEscaped() {
        Map<String, String> labels = Map.of("b", "a\"\\\n", "a", "", "c", "{}");
        assertThat(new SampleRun("x", labels).series())
                .isEqualTo(new InputSeries("x{a=\"\", b=\"a\\\"\\\\\\n\", c=\"{}\"}", ""));
        assertThat(new SampleRun("x", Map.of()).series()).isEqualTo(new InputSeries("x", ""));
    }

    @ParameterizedTest
    @CsvSource({"0.00, 0", "0E+5, 0", "1E+3, 1000", "0.10, 0.1", "-2.50, -2.5", "1E-7, 0.0000001"})
    void aNumberHasNoExponent(BigDecimal value, String text) {
        assertThat(SampleRun.plain(value)).isEqualTo(text);
    }

    private String values() {
        return run.series().values();
    }

    @Test
    void aTimeStaysAsFarBehindTheClock() {
        SampleRun run = new SampleRun("last_run", Map.of(), Duration.ofHours(1));

        run.gone(2);
        run.instant(BigDecimal.valueOf(60), Duration.ofMinutes(1), 3);
        run.absent(1);
        run.instant(BigDecimal.valueOf(5_000), Duration.ofMinutes(1), 2);

        assertThat(run.series().values()).isEqualTo("stale _x1 3660+60x2 _x1 -1040+60x1");
    }

    @Test
    void theClockGoesOnWhileThereAreOtherSamples() {
        run.level(BigDecimal.ONE, 3);
        run.instant(BigDecimal.ZERO, Duration.ofMinutes(1), 1);
        run.growth(BigDecimal.ONE, Duration.ofMinutes(1), 2);
        run.instant(BigDecimal.ZERO, Duration.ofMinutes(1), 1);

        assertThat(values()).isEqualTo("1x2 180+60x0 0+60x1 360+60x0");
    }
}
