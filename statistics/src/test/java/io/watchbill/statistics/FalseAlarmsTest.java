package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often undrifted data looks drifted at α = 0.05, over seeds 0 … 1999, the reference drawn anew each time. With 2,000
 * seeds the standard deviation of a rate of .05 is .005: at most .065 is three of them.
 */
class FalseAlarmsTest {
    private static final int SEEDS = 2_000;
    private static final double LN_ALPHA = Math.log(0.05);

    @ParameterizedTest
    @CsvSource({
        "CONTINUOUS,    100, 1000,  1, 1",
        "FEW_VALUED,    500, 2000,  1, 1",
        "FEW_VALUED,    100, 1000, 48, 1",
        "ZERO_INFLATED, 500, 1000, 24, 5",
    })
    void kolmogorovSmirnovAlarmsAtMostAsOftenAsItSays(UndriftedData data, int n, int m, int panes, int repeats) {
        double[] rates = rates(data, n, m, panes, repeats, scores -> scores.ks().lnPValue());

        // Ties make it careful, and so does an overdispersion that is estimated: never below .018 in these cells.
        assertThat(rates[0]).isBetween(0.018, 0.065);
    }

    @ParameterizedTest
    @CsvSource({
        "FEW_VALUED,           100, 1000, 48, 1",
        "FIVE_CATEGORIES,     1000, 1000,  1, 1",
        "FIVE_CATEGORIES,      500, 2000,  1, 1",
        "FIVE_CATEGORIES,     1000, 5000, 48, 5",
        "RARE_CATEGORIES,      500, 5000, 48, 5",
        "THOUSAND_CATEGORIES,  500, 5000,  1, 1",
    })
    void chiSquareAndPsiAlarmAtMostAsOftenAsTheySay(UndriftedData data, int n, int m, int panes, int repeats) {
        double[] rates = rates(
                data,
                n,
                m,
                panes,
                repeats,
                scores -> scores.chiSquare().lnPValue(),
                scores -> scores.psi().lnPValue());

        assertThat(rates[0]).isBetween(0.02, 0.065);
        assertThat(rates[1]).isBetween(0.02, 0.065);
    }

    @ParameterizedTest
    @CsvSource({
        "RARE_CATEGORIES, 1000, 500, 1, 1",
        "RARE_CATEGORIES, 5000, 1000, 1, 1",
    })
    void unseenCategoriesAlarmAtMostAsOftenAsTheySayHoweverLargeTheWindow(
            UndriftedData data, int n, int m, int panes, int repeats) {
        double[] rates =
                rates(data, n, m, panes, repeats, scores -> scores.unseen().lnPValue());

        // Of two p-values the larger is taken: careful, yet not blind.
        assertThat(rates[0]).isBetween(0.01, 0.05);
    }

    @SafeVarargs
    private static double[] rates(
            UndriftedData data, int n, int m, int panes, int repeats, ToDoubleFunction<DriftScores>... lnPValues) {
        double[] alarms = new double[lnPValues.length];
        for (int seed = 0; seed < SEEDS; seed++) {
            DriftScores scores = data.scores(new Random(seed), n, m, panes, repeats, DriftSettings.DEFAULT);
            for (int i = 0; i < alarms.length; i++) {
                alarms[i] += lnPValues[i].applyAsDouble(scores) < LN_ALPHA ? 1 : 0;
            }
        }
        return Arrays.stream(alarms).map(count -> count / SEEDS).toArray();
    }
}
