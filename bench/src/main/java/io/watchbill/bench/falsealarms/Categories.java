package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import java.util.stream.IntStream;

/**
 * Categories with those shares.
 *
 * @param maximum how many of them get a bin of their own
 */
record Categories(String label, Shares shares, int maximum) implements Population {
    private static final String[] NAMES =
            IntStream.range(0, 10_000).mapToObj(i -> "c" + i).toArray(String[]::new);

    @Override
    public ColumnReference reference(Draws draws, int m) {
        long[] counts = new long[shares.size()];
        draws.multinomial(m, shares.all(), counts);
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder(label, ColumnKind.FEATURE, maximum);
        for (int category = 0; category < counts.length; category++) {
            if (counts[category] > 0) {
                builder.add(NAMES[category], counts[category]);
            }
        }
        return builder.build(0, 0);
    }

    @Override
    public long[] window(Draws draws, ColumnReference reference, long n) {
        long[] counts = new long[shares.size()];
        draws.multinomial(n, shares.all(), counts);
        long[] slots = new long[reference.slots()];
        for (int category = 0; category < counts.length; category++) {
            if (counts[category] > 0) {
                slots[((CategoricalReference) reference).binOf(NAMES[category])] += counts[category];
            }
        }
        return slots;
    }

    @Override
    public int slot(Draws draws, ColumnReference reference) {
        return ((CategoricalReference) reference).binOf(NAMES[shares.draw(draws)]);
    }
}
