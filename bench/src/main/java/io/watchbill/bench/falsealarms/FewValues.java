package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.NumericReferenceBuilder;

/** The whole numbers from 0 on with those shares, as a numeric column. */
record FewValues(String label, Shares shares) implements Population {

    @Override
    public ColumnReference reference(Draws draws, int m) {
        long[] counts = new long[shares.size()];
        draws.multinomial(m, shares.all(), counts);
        NumericReferenceBuilder builder = new NumericReferenceBuilder(label, ColumnKind.FEATURE, m);
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                builder.add(value, counts[value]);
            }
        }
        return builder.build(0, 0);
    }

    @Override
    public long[] window(Draws draws, ColumnReference reference, long n) {
        long[] counts = new long[shares.size()];
        draws.multinomial(n, shares.all(), counts);
        long[] slots = new long[reference.slots()];
        for (int value = 0; value < counts.length; value++) {
            slots[((NumericReference) reference).binOf(value)] += counts[value];
        }
        return slots;
    }

    @Override
    public int slot(Draws draws, ColumnReference reference) {
        return ((NumericReference) reference).binOf(shares.draw(draws));
    }
}
