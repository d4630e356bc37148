package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** An hour of the day: wholly different from pane to pane, the same from day to day. */
class SeasonalDependenceTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final int ROWS_AN_HOUR = 200;
    private static final double PHI = phi(reference());

    @Test
    void aCycleInsideTheWindowHidesDriftWithoutASeason() {
        DriftScores shifted = score(reference(), 6);

        assertThat(PHI).isGreaterThan(300);
        assertThat(ks(shifted)).isGreaterThan(Math.log(0.01));
    }

    @Test
    void aSeasonOfEnoughWindowsTakesTheCycleOutOfPhi() {
        NumericReference reference = reference().withSeasons(List.of(season(30)));

        DriftScores same = score(reference, 0);
        DriftScores shifted = score(reference, 6);

        assertThat(same.overdispersion()).isEqualTo(1, within(1e-9));
        assertThat(ks(same)).isZero();
        assertThat(ks(shifted)).isLessThan(Math.log(1e-100));
        assertThat(Objects.requireNonNull(shifted.psi()).lnPValue()).isLessThan(Math.log(1e-100));
    }

    @Test
    void aSeasonOfTooFewWindowsDoesNot() {
        NumericReference reference = reference().withSeasons(List.of(season(9)));

        assertThat(score(reference, 0).overdispersion()).isEqualTo(PHI);
    }

    @Test
    void whatIsBeyondTheTrainingDatasOwnPhiStillCounts() {
        Season season = new Season(DAY, 9, 18, 24.0 * ROWS_AN_HOUR, PHI / 3, 30);

        DriftScores scores = score(reference().withSeasons(List.of(season)), 0);

        assertThat(scores.overdispersion()).isEqualTo(3, within(1e-9));
    }

    @Test
    void aCycleGrowsWithTheSamplesOfAWindow() {
        // Half as many rows a window in the training data: φ − 1 is half as large there.
        Season season = new Season(DAY, 9, 18, 12.0 * ROWS_AN_HOUR, 1 + (PHI - 1) / 2, 30);

        assertThat(score(reference().withSeasons(List.of(season)), 0).overdispersion())
                .isEqualTo(1, within(1e-9));
    }

    @Test
    void windowsThatVariedInOneDirectionWeakenTheTestsByThatMuch() {
        // ν = 2·9²/162 = 1 and μ = 9: along that direction windows vary nine times as much as independent values.
        Season varied = new Season(DAY, 9, 162, 24.0 * ROWS_AN_HOUR, PHI, 30);

        assertThat(Dependence.divisor(1, varied, 10, 24L * ROWS_AN_HOUR)).isEqualTo(9);
        assertThat(Dependence.divisor(1, season(30), 10, 24L * ROWS_AN_HOUR)).isEqualTo(1);
    }

    private static double phi(NumericReference reference) {
        return score(reference, 0).overdispersion();
    }

    private static double ks(DriftScores scores) {
        return Objects.requireNonNull(scores.ks()).lnPValue();
    }

    private static Season season(int windows) {
        return new Season(DAY, 9, 18, 24.0 * ROWS_AN_HOUR, PHI, windows);
    }

    private static NumericReference reference() {
        NumericReferenceBuilder builder = new NumericReferenceBuilder("hour", ColumnKind.FEATURE, 24L * 10_000);
        for (int hour = 0; hour < 24; hour++) {
            builder.add(hour, 10_000);
        }
        return builder.build(0, 0);
    }

    /** A day whose hours are all read that much too late, but for those after 18. */
    private static DriftScores score(NumericReference reference, int late) {
        ColumnWindow window = new ColumnWindow(reference, 48);
        for (int hour = 0; hour < 24; hour++) {
            int read = hour < 18 ? hour + late : hour;
            window.add(2L * hour, reference.binOf(read), ROWS_AN_HOUR / 2);
            window.add(2L * hour + 1, reference.binOf(read), ROWS_AN_HOUR / 2);
        }
        return DriftScorer.score(reference, window.snapshot(), DAY, DriftSettings.DEFAULT);
    }
}
