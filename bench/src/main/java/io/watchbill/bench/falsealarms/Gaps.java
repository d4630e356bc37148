package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.NumericReferenceBuilder;

/** Few values, of which that share is missing. */
record Gaps(String label, double rate, FewValues values) implements Population {

    @Override
    public ColumnReference reference(Draws draws, int m) {
        long missing = draws.binomial(m, rate);
        long[] counts = new long[values.shares().size()];
        draws.multinomial(m - missing, values.shares().all(), counts);
        NumericReferenceBuilder builder = new NumericReferenceBuilder(label, ColumnKind.FEATURE, m - missing);
        for (int value = 0; value < counts.length; value++) {
            if (counts[value] > 0) {
                builder.add(value, counts[value]);
            }
        }
        return builder.build(missing, 0);
    }

    @Override
    public long[] window(Draws draws, ColumnReference reference, long n) {
        long missing = draws.binomial(n, rate);
        long[] slots = values.window(draws, reference, n - missing);
        slots[reference.missingSlot()] = missing;
        return slots;
    }

    @Override
    public int slot(Draws draws, ColumnReference reference) {
        return draws.uniform() < rate
                ? reference.missingSlot()
                : ((NumericReference) reference).binOf(values.shares().draw(draws));
    }
}
