package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.PerformanceScorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A classifier that is right in eight of ten cases, before and after; and whether its accuracy seems to have dropped. */
final class Accuracy {
    static final String LABEL = "right in 80 %";
    static final double RIGHT = 0.8;

    private static final String METRIC = "accuracy";
    private static final Duration DAY = Duration.ofDays(1);

    private record Window(Traffic traffic, int n) {}

    private Accuracy() {}

    static List<Cell> cells(int seeds) {
        List<Window> windows = new ArrayList<>();
        for (Traffic traffic : Traffic.values()) {
            for (int n : traffic == Traffic.USERS ? Levels.USER_WINDOWS : Levels.WINDOWS) {
                windows.add(new Window(traffic, n));
            }
        }
        List<Cell> cells = new ArrayList<>();
        for (int m : Levels.REFERENCES) {
            long first = Levels.seed(LABEL, m);
            Tally tally = Levels.tally(seeds, windows.size(), (seed, counts) -> {
                Draws draws = new Draws(first + seed);
                PerformanceBaseline baseline = baseline(draws, m);
                for (int w = 0; w < windows.size(); w++) {
                    Window window = windows.get(w);
                    counts.add(w, lnPValue(draws, baseline, window.traffic(), window.n(), RIGHT));
                }
            });
            for (int w = 0; w < windows.size(); w++) {
                Window window = windows.get(w);
                cells.add(tally.cell(w, LABEL, Score.ACCURACY, window.traffic(), window.n(), m, seeds));
            }
        }
        return cells;
    }

    /** What the profile says of {@code m} rows drawn anew. */
    static PerformanceBaseline baseline(Draws draws, int m) {
        long right = draws.binomial(m, RIGHT);
        double share = (double) right / m;
        return new PerformanceBaseline(
                List.of("no", "yes"),
                List.of(List.of(right, m - right), List.of(0L, 0L)),
                Map.of(METRIC, new MetricBaseline(share, m, share * (1 - share), List.of())));
    }

    /** ln p of the drop in a window of {@code n} labelled predictions; null where there is none. */
    static @Nullable Double lnPValue(
            Draws draws, PerformanceBaseline baseline, Traffic traffic, int n, double rightShare) {
        int panes = traffic.panes();
        double[] even = new double[panes];
        Arrays.fill(even, 1.0 / panes);
        long[] users = new long[panes];
        draws.multinomial(n / traffic.perUser(), even, users);
        ClassCounts.Builder counts = new ClassCounts.Builder(2, panes);
        for (int pane = 0; pane < panes; pane++) {
            long right = draws.binomial(users[pane], rightShare);
            counts.add(pane, 0, 0, right * traffic.perUser());
            counts.add(pane, 0, 1, (users[pane] - right) * traffic.perUser());
        }
        return PerformanceScorer.classification(counts.build(), OptionalInt.empty(), baseline, DAY).stream()
                .filter(score -> score.metric().equals(METRIC))
                .findFirst()
                .orElseThrow()
                .lnPValue();
    }
}
