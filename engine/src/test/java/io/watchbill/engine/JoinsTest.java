package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against a plain list: the newest row of an id is found, the oldest row goes first. */
class JoinsTest {
    private static final int MAXIMUM = 10_000;
    private static final int IDS = 15_000;

    private record Row(long id, long time) {}

    /** Few hashes for many ids, so that chains are long and dropped from everywhere. */
    private static long low(long id) {
        return id % 1_000;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgreesWithAPlainList(long seed) {
        Random random = new Random(seed);
        Joins joins = new Joins(MAXIMUM, 0);
        Deque<Row> rows = new ArrayDeque<>();
        for (int step = 0; step < 40_000; step++) {
            long id = random.nextInt(IDS);
            if (joins.full() || (random.nextInt(5) == 0 && joins.size() > 0)) {
                assertThat(joins.time(joins.oldest()))
                        .isEqualTo(rows.removeFirst().time());
                joins.dropOldest();
            } else {
                joins.put(id, low(id), step, 1, 2, 3);
                rows.addLast(new Row(id, step));
            }
            if (step % 100 == 0) {
                int found = joins.find(id, low(id));
                assertThat(found < 0 ? -1 : joins.time(found)).isEqualTo(newest(rows, id));
            }
        }
        assertThat(joins.size()).isEqualTo(rows.size());
    }

    private static long newest(Deque<Row> rows, long id) {
        for (Iterator<Row> newestFirst = rows.descendingIterator(); newestFirst.hasNext(); ) {
            Row row = newestFirst.next();
            if (row.id() == id) {
                return row.time();
            }
        }
        return -1;
    }
}
