package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.WindowCounts;
import java.util.Arrays;

/** How a window's values come. */
enum Traffic {
    /** All at once, as from a file. */
    FILE("file", 1, 1),
    /** One by one, over a day of half hours. */
    STREAM("stream", 48, 1),
    /** By users who come once, each with five equal events in one half hour of the day. */
    USERS("users", 48, 5);

    private final String label;
    private final int panes;
    private final int perUser;

    Traffic(String label, int panes, int perUser) {
        this.label = label;
        this.panes = panes;
        this.perUser = perUser;
    }

    String label() {
        return label;
    }

    int panes() {
        return panes;
    }

    int perUser() {
        return perUser;
    }

    /** A window of {@code n} values of the population. */
    WindowCounts window(Draws draws, Population population, ColumnReference reference, int n) {
        if (this == FILE) {
            return WindowCounts.ofOnePane(reference, population.window(draws, reference, n));
        }
        ColumnWindow window = new ColumnWindow(reference, panes);
        window.advanceTo(panes - 1L);
        if (this == USERS) {
            for (int user = 0; user < n / perUser; user++) {
                window.add(draws.integer(panes), population.slot(draws, reference), perUser);
            }
        } else {
            spread(draws, reference, population.window(draws, reference, n), window);
        }
        return window.snapshot();
    }

    // Scores look at fine bins of the window and at coarse bins of the panes: only these are spread as they would fall.
    private void spread(Draws draws, ColumnReference reference, long[] slots, ColumnWindow window) {
        window.add(panes - 1L, reference.missingSlot(), slots[reference.missingSlot()]);
        double[] even = new double[panes];
        Arrays.fill(even, 1.0 / panes);
        long[] quotas = new long[panes];
        for (int from = 0, to; from < reference.bins(); from = to) {
            long count = 0;
            for (to = from; to < reference.bins() && reference.coarseOf(to) == reference.coarseOf(from); to++) {
                count += slots[to];
            }
            if (count < panes) {
                Arrays.fill(quotas, 0);
                for (long i = 0; i < count; i++) {
                    quotas[draws.integer(panes)]++;
                }
            } else {
                draws.multinomial(count, even, quotas);
            }
            int pane = 0;
            for (int slot = from; slot < to; slot++) {
                for (long left = slots[slot]; left > 0; ) {
                    while (quotas[pane] == 0) {
                        pane++;
                    }
                    long taken = Math.min(left, quotas[pane]);
                    window.add(pane, slot, taken);
                    quotas[pane] -= taken;
                    left -= taken;
                }
            }
        }
    }
}
