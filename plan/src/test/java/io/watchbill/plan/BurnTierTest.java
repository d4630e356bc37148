package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BurnTierTest {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration EVALUATION = Duration.ofSeconds(30);

    /** The Site Reliability Workbook, chapter 5, table 5-8, and one tier that spends a tenth of the budget in three days. */
    @Test
    void ofThirtyDaysTheWindowsAreTheWorkbooks() {
        assertThat(BurnTier.all(MONTH, Target.DEFAULT))
                .extracting(BurnTier::name, BurnTier::priority, BurnTier::factor, BurnTier::window, BurnTier::recent)
                .containsExactly(
                        tuple("fast", Priority.P1, new BigDecimal("14.4"), Duration.ofHours(1), Duration.ofMinutes(5)),
                        tuple("steady", Priority.P2, new BigDecimal("6"), Duration.ofHours(6), Duration.ofMinutes(30)),
                        tuple("slow", Priority.P3, new BigDecimal("3"), Duration.ofHours(24), Duration.ofHours(2)),
                        tuple("creeping", Priority.P4, BigDecimal.ONE, Duration.ofDays(3), Duration.ofHours(6)));
    }

    @Test
    void noWindowIsShorterThanTheShortest() {
        Duration shortest = Duration.ofSeconds(240);
        assertThat(BurnTier.all(Duration.ofDays(1), new Target(MINUTE, EVALUATION, 1)))
                .extracting(BurnTier::window, BurnTier::recent)
                .containsExactly(
                        tuple(shortest, shortest), // of 120 s and 10 s
                        tuple(Duration.ofMinutes(15), shortest), // of 75 s
                        tuple(Duration.ofMinutes(50), Duration.ofSeconds(250)),
                        tuple(Duration.ofMinutes(145), Duration.ofMinutes(15)));
    }

    @Test
    void windowsOfLessThanAStretchAreWholeSecondsRoundedDown() {
        // 90,000 s / 720 = 125 s; a twelfth of them is 10.4 s.
        Target quick = new Target(Duration.ofMillis(25), Duration.ofMillis(50), 1);
        BurnTier fast = BurnTier.all(Duration.ofHours(25), quick).get(0);
        assertThat(fast.window()).isEqualTo(Duration.ofSeconds(125));
        assertThat(fast.recent()).isEqualTo(Duration.ofSeconds(10));
    }

    /** 56 min, 5 h 36 min, 22 h 24 min and 67 h 12 min, and twelfths of what comes of them. */
    @Test
    void longerWindowsAreWholeStretchesAndOverADayWholeHours() {
        assertThat(BurnTier.all(Duration.ofDays(28), Target.DEFAULT))
                .extracting(BurnTier::window, BurnTier::recent)
                .containsExactly(
                        tuple(Duration.ofHours(1), Duration.ofMinutes(5)),
                        tuple(Duration.ofMinutes(340), Duration.ofMinutes(30)),
                        tuple(Duration.ofMinutes(1345), Duration.ofMinutes(115)),
                        tuple(Duration.ofHours(68), Duration.ofMinutes(340)));
    }

    @Test
    void stretchesAreLongerWhereScrapesAreSlow() {
        Target slow = new Target(Duration.ofMinutes(2), Duration.ofMinutes(2), 1);
        assertThat(BurnTier.all(Duration.ofDays(7), slow))
                .extracting(BurnTier::window, BurnTier::recent)
                .startsWith(
                        tuple(Duration.ofMinutes(20), Duration.ofMinutes(8)),
                        tuple(Duration.ofMinutes(90), Duration.ofMinutes(8)));
    }

    @ParameterizedTest
    @CsvSource({
        "0.001, 4",
        "0.0694, 4", // 14.4 times are 99.936 %
        "0.0695, 3", // 14.4 times are 100.08 %
        "0.1666, 3",
        "0.25, 2",
        "0.3333, 2",
        "0.5, 1"
    })
    void aTierThatMoreThanAllBadEventsWouldNotReachIsLeftOut(BigDecimal budget, int tiers) {
        assertThat(BurnTier.of(MONTH, budget, Target.DEFAULT))
                .isEqualTo(BurnTier.all(MONTH, Target.DEFAULT).subList(4 - tiers, 4));
    }

    @Test
    void aTierThatOnlyAllBadEventsReachIsLeftOut() {
        assertThat(BurnTier.of(MONTH, BigDecimal.ONE, Target.DEFAULT)).isEmpty();
        assertThat(BurnTier.of(MONTH, new BigDecimal("0.9999"), Target.DEFAULT))
                .extracting(BurnTier::name)
                .containsExactly("creeping");
    }

    @Test
    void theBudgetIsGoneInThePeriodOverTheFactor() {
        assertThat(BurnTier.all(MONTH, Target.DEFAULT))
                .extracting(tier -> tier.exhausting(MONTH))
                .containsExactly(Duration.ofHours(50), Duration.ofDays(5), Duration.ofDays(10), MONTH);
    }
}
