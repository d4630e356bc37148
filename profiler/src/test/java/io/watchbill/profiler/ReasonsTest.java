package io.watchbill.profiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static final List<Effect> LARGE =
            List.of(new Effect("PSI", 0.143, 0.1, 0.25), new Effect("D", 0.02, 0.125, 0.2));

    private static String of(List<Effect> effects, @Nullable Verdict verdict, @Nullable NoVerdictReason none) {
        DriftScores scores = new DriftScores(
                "size",
                ColumnKind.FEATURE,
                600,
                1000,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                1,
                -1.0,
                -1.0,
                verdict,
                none);
        return Reasons.ofColumn(scores, effects, DriftSettings.DEFAULT);
    }

    @Test
    void aLargeEffectThatMayBeChanceIsSaid() {
        assertThat(of(LARGE, Verdict.NONE, null)).isEqualTo("PSI 0.143 over 0.1, but p is not under 0.01");
    }

    @Test
    void aWarningNamesTheEffectsThatPassItsThresholds() {
        assertThat(of(LARGE, Verdict.WARNING, null)).isEqualTo("PSI 0.143 over 0.1; p under 0.01");
    }

    @Test
    void everyReasonForNoVerdictIsInPlainWords() {
        assertThat(of(List.of(), null, NoVerdictReason.INSUFFICIENT_DATA))
                .isEqualTo("too few independent values to test");
        assertThat(of(List.of(), null, NoVerdictReason.CONSTANT)).isEqualTo("one and the same value in both");
        for (NoVerdictReason reason : NoVerdictReason.values()) {
            assertThat(of(List.of(), null, reason)).isNotBlank().doesNotContain("_");
        }
    }

    @Test
    void numbersHaveNoNoughtsThatSayNothing() {
        assertThat(Reasons.number(0.25)).isEqualTo("0.25");
        assertThat(Reasons.number(0)).isEqualTo("0");
        assertThat(Reasons.number(0.0012)).isEqualTo("0.0012");
        assertThat(Reasons.number(1.3e-7)).isEqualTo("1.3e-7");
        assertThat(Reasons.number(120)).isEqualTo("120");
        assertThat(Reasons.number(2.5)).isEqualTo("2.5");
    }
}
