package io.watchbill.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Reference and window drawn from one and the same distribution, anew for every seed. */
enum UndriftedData {
    CONTINUOUS,
    FEW_VALUED,
    ZERO_INFLATED,
    HEAVY_TAILED,
    FIVE_CATEGORIES,
    RARE_CATEGORIES,
    THOUSAND_CATEGORIES;

    private static final String[] NAMES =
            IntStream.range(0, 1_000).mapToObj(i -> "c" + i).toArray(String[]::new);

    private double value(Random random) {
        return switch (this) {
            case FEW_VALUED -> Math.rint(3 + 1.7 * random.nextGaussian());
            case ZERO_INFLATED -> random.nextDouble() < 0.7 ? 0 : Math.exp(random.nextGaussian());
            case HEAVY_TAILED -> Math.exp(3 * random.nextGaussian());
            default -> random.nextGaussian();
        };
    }

    private int category(Random random) {
        return switch (this) {
            case FIVE_CATEGORIES -> random.nextInt(5);
            case RARE_CATEGORIES -> (int) Math.floor(Math.pow(random.nextDouble(), 4) * 60);
            default -> (int) Math.floor(Math.pow(random.nextDouble(), 2) * 1000);
        };
    }

    /** The scores of n values spread evenly over the panes, each value repeated within its pane. */
    DriftScores scores(Random random, int n, int m, int panes, int repeats, DriftSettings settings) {
        ColumnReference reference = reference(random, m);
        ColumnWindow window = new ColumnWindow(reference, panes);
        for (int i = 0; i < n; i += repeats) {
            int slot = reference instanceof NumericReference numeric
                    ? numeric.binOf(value(random))
                    : ((CategoricalReference) reference).binOf(NAMES[category(random)]);
            window.add(random.nextInt(panes), slot, repeats);
        }
        window.advanceTo(panes - 1L);
        return DriftScorer.score(reference, window.snapshot(), Duration.ofHours(1), settings);
    }

    private ColumnReference reference(Random random, int m) {
        if (compareTo(FIVE_CATEGORIES) >= 0) {
            int[] counts = new int[1_000];
            for (int i = 0; i < m; i++) {
                counts[category(random)]++;
            }
            CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 100);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    builder.add(NAMES[i], counts[i]);
                }
            }
            return builder.build(0, 0);
        }
        double[] values = new double[m];
        Arrays.setAll(values, i -> value(random));
        return Columns.numeric(values);
    }
}
