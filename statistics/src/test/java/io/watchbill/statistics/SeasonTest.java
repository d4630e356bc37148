package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int PANES = 48;
    private static final int TRAINING_DAYS = 30;

    /** Days of an hourly value with a daily cycle; each day a little more of a morning or an evening day. */
    private record Days(Random random, int perDay, double daysDiffer) {
        long[][] day(double shift) {
            long[][] counts = new long[PANES][24];
            double lean = daysDiffer * random.nextGaussian();
            for (int i = 0; i < perDay; i++) {
                double at = (random.nextDouble() + random.nextDouble()) / 2 + lean / 24 + shift / 24;
                int hour = Math.floorMod((int) Math.floor(at * 24), 24);
                counts[Math.floorMod((int) Math.floor((at - shift / 24) * PANES), PANES)][hour]++;
            }
            return counts;
        }
    }

    private static ColumnReference profile(Days days, boolean numeric) {
        List<long[][]> training = new ArrayList<>();
        long[] totals = new long[24];
        for (int d = 0; d < TRAINING_DAYS; d++) {
            long[][] day = days.day(0);
            training.add(day);
            for (long[] pane : day) {
                for (int hour = 0; hour < 24; hour++) {
                    totals[hour] += pane[hour];
                }
            }
        }
        ColumnReference reference = numeric ? hours(totals) : names(totals);
        double[] t = new double[TRAINING_DAYS];
        double phi = 0;
        for (int d = 0; d < TRAINING_DAYS; d++) {
            WindowCounts window = window(reference, training.get(d));
            long[] slots = new long[window.slots()];
            for (int slot = 0; slot < slots.length; slot++) {
                slots[slot] = window.count(slot);
            }
            DriftScores whole =
                    DriftScorer.score(reference, WindowCounts.ofOnePane(reference, slots), DAY, DriftSettings.DEFAULT);
            t[d] = whole.psi().value() / (1.0 / window.samples() - 1.0 / reference.samples());
            phi += DriftScorer.score(reference, window, DAY, DriftSettings.DEFAULT)
                            .overdispersion()
                    / TRAINING_DAYS;
        }
        double mean = Arrays.stream(t).average().orElseThrow();
        double variance = Arrays.stream(t).map(x -> (x - mean) * (x - mean)).sum() / (TRAINING_DAYS - 1);
        return reference.withSeasons(
                List.of(new Season(DAY, mean, variance, days.perDay(), Math.max(1, phi), TRAINING_DAYS)));
    }

    private static NumericReference hours(long[] totals) {
        long total = Arrays.stream(totals).sum();
        NumericReferenceBuilder builder = new NumericReferenceBuilder("hour", ColumnKind.FEATURE, total);
        for (int hour = 0; hour < 24; hour++) {
            if (totals[hour] > 0) {
                builder.add(hour, totals[hour]);
            }
        }
        return builder.build(0, 0);
    }

    private static CategoricalReference names(long[] totals) {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("hour", ColumnKind.FEATURE, 100);
        for (int hour = 0; hour < 24; hour++) {
            if (totals[hour] > 0) {
                builder.add("h" + hour, totals[hour]);
            }
        }
        return builder.build(0, 0);
    }

    private static WindowCounts window(ColumnReference reference, long[][] day) {
        ColumnWindow window = new ColumnWindow(reference, PANES);
        for (int pane = 0; pane < PANES; pane++) {
            for (int hour = 0; hour < 24; hour++) {
                int slot = reference instanceof NumericReference numeric
                        ? numeric.binOf(hour)
                        : ((CategoricalReference) reference).binOf("h" + hour);
                window.add(pane, slot, day[pane][hour]);
            }
        }
        return window.snapshot();
    }

    /** Seeds 0 … 199, three new days each: at α = 0.05 at most .10. */
    @ParameterizedTest
    @CsvSource({"600, 0, true", "600, 0.5, true", "2000, 0.3, true", "600, 0.5, false", "2000, 0.3, false"})
    void daysLikeTheTrainingDaysRarelyLookDrifted(int perDay, double daysDiffer, boolean numeric) {
        int alarms = 0;
        for (int seed = 0; seed < 200; seed++) {
            Days days = new Days(new Random(seed), perDay, daysDiffer);
            ColumnReference reference = profile(days, numeric);
            for (int d = 0; d < 3; d++) {
                alarms += lnP(reference, days.day(0)) < Math.log(0.05) ? 1 : 0;
            }
        }
        assertThat(alarms / 600.0).isLessThanOrEqualTo(0.10);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aDayShiftedByFourHoursIsSeenThoughTheCycleIsStrong(boolean numeric) {
        Days days = new Days(new Random(7), 2_000, 0.3);
        ColumnReference reference = profile(days, numeric);

        assertThat(reference.season(DAY).orElseThrow().overdispersion()).isGreaterThan(20);
        assertThat(lnP(reference, days.day(4))).isLessThan(Math.log(1e-4));
        DriftScores unaware = DriftScorer.score(
                reference.withSeasons(List.of()), window(reference, days.day(4)), DAY, DriftSettings.DEFAULT);
        assertThat(unaware.psi().value()).isGreaterThan(0.3);
        assertThat(unaware.psi().lnPValue()).isGreaterThan(Math.log(0.05));
        assertThat(unaware.lnPValue() == null || unaware.lnPValue() > Math.log(0.05))
                .isTrue();
    }

    private static double lnP(ColumnReference reference, long[][] day) {
        return DriftScorer.score(reference, window(reference, day), DAY, DriftSettings.DEFAULT)
                .lnPValue();
    }

    @Test
    void withoutSpreadAndCycleASeasonChangesNothing() {
        // T of independent windows: mean k − 1, variance 2(k − 1).
        Season calm = new Season(DAY, 9, 18, 500, 1, 40);

        assertThat(Dependence.lnChiSquare(20, 20, 10, calm, 500)).isCloseTo(Tails.lnChiSquare(20, 9), within(1e-12));
        assertThat(Dependence.divisor(1, calm, 10, 500)).isEqualTo(1);
        assertThat(Dependence.beyond(calm, 3, 500)).isEqualTo(3);
    }

    @Test
    void aSeasonOfFewWindowsCanOnlyMakeATestMoreCareful() {
        Season few = new Season(DAY, 30, 200, 500, 8, 4);
        Season lucky = new Season(DAY, 2, 1, 500, 8, 4);

        assertThat(Dependence.lnChiSquare(20, 60, 10, few, 500)).isGreaterThanOrEqualTo(Tails.lnChiSquare(20, 9));
        assertThat(Dependence.lnChiSquare(20, 60, 10, lucky, 500)).isGreaterThanOrEqualTo(Tails.lnChiSquare(20, 9));
        assertThat(Dependence.beyond(few, 8, 500)).isEqualTo(8);
    }

    @Test
    void aSeasonOfOneWindowIsRefused() {
        assertThatThrownBy(() -> new Season(DAY, 9, 18, 500, 1, 1)).hasMessageContaining("at least two windows");
    }
}
