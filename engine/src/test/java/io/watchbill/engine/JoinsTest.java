package io.watchbill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

    /** An empty index, with pages in which there are all sorts of things. */
    private static Joins next(int maximum, int segments) {
        Joins joins = new Joins(maximum, segments);
        Random random = new Random(maximum);
        while (!joins.full()) {
            List<Object> ignored = put(joins, random, segments);
        }
        joins.giveBack();
        return joins.next();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgreesWithAPlainList(long seed) {
        Random random = new Random(seed);
        Joins joins = next(MAXIMUM, 0);
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

    /** All that a row holds, in the order of {@link #values}. */
    private static List<Object> put(Joins joins, Random random, int segments) {
        long high = random.nextLong();
        long low = random.nextLong();
        long time = random.nextLong();
        int version = (short) random.nextInt();
        int answer = (short) random.nextInt();
        int arm = (short) random.nextInt();
        int opponent = (short) random.nextInt();
        double detail = random.nextGaussian();
        double confidence = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble();
        int row = joins.put(high, low, time, version, answer, arm);
        joins.setOpponent(row, opponent);
        joins.setNumbers(row, detail, confidence);
        List<Object> values =
                new ArrayList<>(List.of(high, low, time, version, answer, arm, opponent, detail, confidence));
        for (int segment = 0; segment < segments; segment++) {
            int value = (short) random.nextInt();
            joins.setSegment(row, segment, value);
            values.add(value);
        }
        boolean labelled = random.nextBoolean();
        boolean converted = random.nextBoolean();
        values.add(labelled);
        values.add(converted);
        if (labelled) {
            int label = (short) random.nextInt();
            long labelTime = random.nextLong();
            joins.setLabel(row, label, labelTime);
            values.add(label);
            values.add(labelTime);
        }
        if (converted) {
            joins.setConverted(row);
        }
        return values;
    }

    private static List<Object> values(Joins joins, int row, int segments) {
        List<Object> values = new ArrayList<>(List.of(
                joins.idHigh(row),
                joins.idLow(row),
                joins.time(row),
                joins.version(row),
                joins.answer(row),
                joins.arm(row),
                joins.opponent(row),
                joins.detail(row),
                joins.confidence(row)));
        for (int segment = 0; segment < segments; segment++) {
            values.add(joins.segment(row, segment));
        }
        values.add(joins.labelled(row));
        values.add(joins.converted(row));
        if (joins.labelled(row)) {
            values.add(joins.label(row));
            values.add(joins.labelTime(row));
        }
        return values;
    }

    @ParameterizedTest(name = "{0} segments")
    @ValueSource(ints = {0, 1, 3})
    void whatARowHoldsStaysApart(int segments) {
        Random random = new Random(segments);
        Joins joins = next(3_000, segments);
        Deque<List<Object>> rows = new ArrayDeque<>();
        for (int step = 0; step < 10_000; step++) {
            if (joins.full()) {
                joins.dropOldest();
                rows.removeFirst();
            }
            rows.addLast(put(joins, random, segments));
        }
        int[] places = random.ints(Joins.MOST_COPIED, 0, joins.size()).toArray();
        int[] some = IntStream.of(places).map(joins::row).toArray();
        Joins copy = joins.copyOf(some, some.length);
        List<List<Object>> expected = List.copyOf(rows);
        for (int i = 0; i < some.length; i++) {
            assertThat(values(joins, some[i], segments)).isEqualTo(expected.get(places[i]));
            assertThat(values(copy, i, segments)).isEqualTo(expected.get(places[i]));
        }
    }

    @Test
    void aNumberAsLabelTakesThePlaceOfAConfidence() {
        Joins joins = new Joins(10, 0);
        int row = joins.put(1, 2, 3, 4, 5, 6);
        joins.setNumbers(row, 7.5, Double.NaN);
        joins.setLabelNumber(row, -8.25, 9);
        assertThat(joins.labelNumber(row)).isEqualTo(-8.25);
        assertThat(joins.labelTime(row)).isEqualTo(9);
        assertThat(joins.labelled(row)).isTrue();
        assertThat(joins.detail(row)).isEqualTo(7.5);
    }
}
