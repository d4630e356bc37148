package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.DriftVerdicts;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;

/** How often named shifts are found. */
final class Power {
    static final int REFERENCE = 100_000;
    static final int[] WINDOWS = {500, 2_000, 10_000};
    static final List<Score> SCORES = List.of(Score.KS, Score.CHI_SQUARE, Score.PSI, Score.MISSING);

    private static final double MILES_TO_KILOMETRES = 1.609;
    private static final Duration DAY = Duration.ofDays(1);
    /** Behind the scores: a warning, a critical verdict. Their p-value is 0 or 1. */
    private static final int VERDICTS = SCORES.size();

    /**
     * How often a shift was found.
     *
     * @param found at α = 0.05, by score; NaN where the score does not apply
     * @param warnings share of windows with a verdict of at least a warning; NaN for a score without one
     * @param criticals share of windows with the critical verdict
     */
    record Row(String shift, int n, int m, int seeds, List<Double> found, double warnings, double criticals) {}

    private record Shift(String label, Population before, Population after) {}

    private Power() {}

    private static List<Shift> shifts() {
        Population normal = Populations.NORMAL;
        return List.of(
                new Shift("mean + 0.1 sd", normal, new Smooth("normal", 0, NormalDistribution.of(0.1, 1))),
                new Shift("mean + 0.25 sd", normal, new Smooth("normal", 0, NormalDistribution.of(0.25, 1))),
                new Shift("mean + 0.5 sd", normal, new Smooth("normal", 0, NormalDistribution.of(0.5, 1))),
                new Shift("spread × 1.5", normal, new Smooth("normal", 0, NormalDistribution.of(0, 1.5))),
                new Shift(
                        "miles read as kilometres",
                        Populations.DISTANCES,
                        new Smooth("kilometres", 0, LogNormalDistribution.of(6 + Math.log(MILES_TO_KILOMETRES), 0.8))),
                new Shift(
                        "zeros 70 % → 75 %",
                        Populations.ZEROS, new Smooth("zeros", 0.75, ParetoDistribution.of(1, 0.7))),
                new Shift(
                        "a category of 33 % loses half",
                        Populations.FIVE_CATEGORIES,
                        new Categories("halved", Shares.of(5, i -> i == 0 ? 2.5 : 5 - i), 100)),
                new Shift("missing 2 % → 4 %", Populations.missing(0.02), Populations.missing(0.04)));
    }

    static List<Row> rows(int seeds) {
        List<Row> rows = new ArrayList<>();
        for (Shift shift : shifts()) {
            for (int n : WINDOWS) {
                rows.add(row(shift, n, seeds));
            }
        }
        for (int n : WINDOWS) {
            Tally tally = Levels.tally(seeds, 1, (seed, counts) -> {
                Draws draws = new Draws(Levels.seed("accuracy drops", n) + seed);
                PerformanceBaseline baseline = Accuracy.baseline(draws, REFERENCE);
                counts.add(0, Accuracy.lnPValue(draws, baseline, Traffic.STREAM, n, Accuracy.RIGHT - 0.03));
            });
            Cell cell = tally.cell(0, "", Score.ACCURACY, Traffic.STREAM, n, REFERENCE, seeds);
            rows.add(new Row(
                    "accuracy 80 % → 77 %",
                    n,
                    REFERENCE,
                    seeds,
                    List.of(Double.NaN, Double.NaN, Double.NaN, cell.rateAtFivePercent()),
                    Double.NaN,
                    Double.NaN));
        }
        return rows;
    }

    private static Row row(Shift shift, int n, int seeds) {
        Tally tally = Levels.tally(seeds, VERDICTS + 2, (seed, counts) -> {
            Draws draws = new Draws(Levels.seed(shift.label(), n) + seed);
            ColumnReference reference = shift.before().reference(draws, REFERENCE);
            DriftScores scores = DriftScorer.score(
                    reference, Traffic.STREAM.window(draws, shift.after(), reference, n), DAY, DriftSettings.DEFAULT);
            for (int s = 0; s < SCORES.size(); s++) {
                counts.add(s, SCORES.get(s).lnPValue(scores));
            }
            Verdict verdict = DriftVerdicts.decide(List.of(scores), DriftSettings.DEFAULT, true)
                    .get(0)
                    .verdict();
            counts.add(VERDICTS, Objects.requireNonNullElse(verdict, Verdict.NONE) == Verdict.NONE ? 0.0 : -100.0);
            counts.add(VERDICTS + 1, verdict == Verdict.CRITICAL ? -100.0 : 0.0);
        });
        List<Double> found = new ArrayList<>();
        for (int at = 0; at < VERDICTS + 2; at++) {
            Cell cell = tally.cell(at, "", Score.KS, Traffic.STREAM, n, REFERENCE, seeds);
            found.add(cell.counts() ? cell.rateAtFivePercent() : Double.NaN);
        }
        return new Row(
                shift.label(),
                n,
                REFERENCE,
                seeds,
                List.copyOf(found.subList(0, VERDICTS)),
                found.get(VERDICTS),
                found.get(VERDICTS + 1));
    }
}
