package io.watchbill.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Columns of test data. */
final class Columns {
    private Columns() {}

    static NumericReference numeric(double... values) {
        return numeric("x", values);
    }

    static NumericReference numeric(String name, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        NumericReferenceBuilder builder = new NumericReferenceBuilder(name, ColumnKind.FEATURE, sorted.length);
        for (int i = 0, j; i < sorted.length; i = j) {
            for (j = i; j < sorted.length && sorted[j] == sorted[i]; j++) {
                continue;
            }
            builder.add(sorted[i], j - i);
        }
        return builder.build(0, 0);
    }

    static CategoricalReference categorical(Map<String, Integer> counts) {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder("c", ColumnKind.FEATURE, 100);
        new TreeMap<>(counts).forEach(builder::add);
        return builder.build(0, 0);
    }

    /** The counts of values in a window of one pane. */
    static WindowCounts window(NumericReference reference, double... values) {
        long[] counts = new long[reference.slots()];
        for (double value : values) {
            counts[reference.binOf(value)]++;
        }
        return WindowCounts.ofOnePane(reference, counts);
    }

    static WindowCounts window(CategoricalReference reference, Map<String, Integer> counts) {
        long[] slots = new long[reference.slots()];
        counts.forEach((category, count) -> slots[reference.binOf(category)] += count);
        return WindowCounts.ofOnePane(reference, slots);
    }

    /** Data of eight awkward shapes by seed: continuous, few-valued, zero-inflated, heavy-tailed, with outliers … */
    static double[] awkward(long seed, int size) {
        Random random = new Random(seed);
        int shape = (int) Math.floorMod(seed, 8L);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            double gauss = random.nextGaussian();
            values[i] = switch (shape) {
                case 0 -> gauss;
                case 1 -> Math.rint(gauss * 2);
                case 2 -> random.nextDouble() < 0.7 ? 0 : Math.exp(gauss);
                case 3 -> Math.exp(3 * gauss);
                case 4 -> random.nextInt(1000) == 0 ? 1e12 : gauss;
                case 5 -> Math.floor(Math.pow(random.nextDouble(), -0.7));
                case 6 -> random.nextBoolean() ? Math.rint(gauss * 20) : gauss * 20;
                default -> Math.rint(random.nextDouble() * 100) / 100;
            };
        }
        return values;
    }
}
