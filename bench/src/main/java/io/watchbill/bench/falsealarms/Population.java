package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.ColumnReference;

/** A distribution that references and windows are drawn from. */
interface Population {
    String label();

    /** The profile of {@code m} values drawn anew. */
    ColumnReference reference(Draws draws, int m);

    /** Counts by slot of {@code n} values drawn anew. */
    long[] window(Draws draws, ColumnReference reference, long n);

    /** The slot of one value. */
    int slot(Draws draws, ColumnReference reference);
}
