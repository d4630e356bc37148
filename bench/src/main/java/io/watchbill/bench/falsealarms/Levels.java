package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NoVerdictReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Draws a reference and windows from one and the same population, anew for every seed, and counts how often they look
 * different. The windows of one seed share their reference.
 */
final class Levels {
    static final int[] WINDOWS = {100, 1_000, 10_000, 100_000};
    static final int[] REFERENCES = {1_000, 10_000, 100_000, 1_000_000};
    /** Users who come five times each: 100, 1,000 and 10,000 of them. */
    static final int[] USER_WINDOWS = {500, 5_000, 50_000};

    private static final Duration DAY = Duration.ofDays(1);
    private static final int CHUNK = 100;
    private static final DriftSettings EVERY_SIZE = new DriftSettings(
            1,
            DriftSettings.DEFAULT.numeric(),
            DriftSettings.DEFAULT.categorical(),
            DriftSettings.DEFAULT.warning(),
            DriftSettings.DEFAULT.critical());

    private record Window(Traffic traffic, int n) {}

    private Levels() {}

    /** All cells of a study. */
    static List<Cell> of(Study study, int seeds) {
        List<Cell> cells = new ArrayList<>();
        for (int m : REFERENCES) {
            cells.addAll(of(study, m, seeds));
        }
        return cells;
    }

    private static List<Cell> of(Study study, int m, int seeds) {
        Population population = study.population();
        List<Score> scores = study.scores();
        List<Window> windows = windows(study.traffics());
        long first = seed(population.label(), m);
        Tally tally = tally(seeds, windows.size() * scores.size(), (seed, counts) -> {
            Draws draws = new Draws(first + seed);
            ColumnReference reference = population.reference(draws, m);
            for (int w = 0; w < windows.size(); w++) {
                Window window = windows.get(w);
                DriftScores drift = DriftScorer.score(
                        reference, window.traffic().window(draws, population, reference, window.n()), DAY, EVERY_SIZE);
                // Such a window has no verdict, because its p-values are known to be wrong.
                boolean capped = drift.noVerdictReason() == NoVerdictReason.CAPPED;
                for (int s = 0; s < scores.size() && !capped; s++) {
                    counts.add(w * scores.size() + s, scores.get(s).lnPValue(drift));
                }
            }
        });
        List<Cell> cells = new ArrayList<>();
        for (int w = 0; w < windows.size(); w++) {
            for (int s = 0; s < scores.size(); s++) {
                Window window = windows.get(w);
                int at = w * scores.size() + s;
                cells.add(tally.cell(at, population.label(), scores.get(s), window.traffic(), window.n(), m, seeds));
            }
        }
        return cells;
    }

    private static List<Window> windows(List<Traffic> traffics) {
        List<Window> windows = new ArrayList<>();
        for (Traffic traffic : traffics) {
            for (int n : traffic == Traffic.USERS ? USER_WINDOWS : WINDOWS) {
                windows.add(new Window(traffic, n));
            }
        }
        return windows;
    }

    /** Far apart for every table, so that no two share their seeds. */
    static long seed(String label, int m) {
        return ((long) label.hashCode() * 31 + m) << 24;
    }

    /** Runs all seeds on all cores. */
    static Tally tally(int seeds, int size, BiConsumer<Integer, Tally> run) {
        return IntStream.range(0, (seeds + CHUNK - 1) / CHUNK)
                .parallel()
                .mapToObj(chunk -> {
                    Tally counts = new Tally(size);
                    for (int seed = chunk * CHUNK; seed < Math.min(seeds, (chunk + 1) * CHUNK); seed++) {
                        run.accept(seed, counts);
                    }
                    return counts;
                })
                .reduce(new Tally(size), Tally::plus);
    }
}
