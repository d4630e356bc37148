package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnWindowTest {
    private static final NumericReference NUMERIC = Columns.numeric(Columns.awkward(6, 3_000));
    private static final CategoricalReference CATEGORICAL = Columns.categorical(Map.of("a", 5, "b", 3, "c", 2));

    private record Event(long pane, int slot, long count) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void addingMergingAndExpiringInAnyOrderEqualsRecomputing(long seed) {
        Random random = new Random(seed);
        ColumnReference reference = seed % 2 == 0 ? NUMERIC : CATEGORICAL;
        int capacity = 1 + random.nextInt(12);
        List<Event> events = events(random, reference, capacity);
        long end = events.stream().mapToLong(Event::pane).max().orElseThrow();

        Collections.shuffle(events, random);
        ColumnWindow one = new ColumnWindow(reference, capacity);
        ColumnWindow left = new ColumnWindow(reference, capacity);
        ColumnWindow right = new ColumnWindow(reference, capacity);
        for (Event event : events) {
            one.add(event.pane(), event.slot(), event.count());
            (random.nextBoolean() ? left : right).add(event.pane(), event.slot(), event.count());
        }
        left.merge(right);
        left.advanceTo(end);

        WindowCounts expected = recompute(reference, capacity, events, end);
        assertThat(one.snapshot()).isEqualTo(expected);
        assertThat(left.snapshot()).isEqualTo(expected);
    }

    private static List<Event> events(Random random, ColumnReference reference, int capacity) {
        List<Event> events = new ArrayList<>();
        long pane = -5;
        for (int i = 0; i < 3_000; i++) {
            pane += random.nextInt(200) == 0 ? random.nextInt(2 * capacity) : random.nextInt(20) == 0 ? 1 : 0;
            long count = switch (random.nextInt(50)) {
                case 0 -> 70_000;
                case 1 -> 3_000_000_000L;
                case 2 -> 300;
                default -> 1;
            };
            events.add(new Event(pane - random.nextInt(3), random.nextInt(reference.slots()), count));
        }
        return events;
    }

    private static WindowCounts recompute(ColumnReference reference, int capacity, List<Event> events, long end) {
        long[] totals = new long[reference.slots()];
        long[] coarse = new long[capacity * reference.coarseBins()];
        for (Event event : events) {
            int age = (int) Math.min(Integer.MAX_VALUE, end - event.pane());
            if (age < capacity) {
                totals[event.slot()] += event.count();
                if (event.slot() < reference.bins()) {
                    int bin = reference.coarseOf(event.slot());
                    coarse[bin * capacity + capacity - 1 - age] += event.count();
                }
            }
        }
        return new WindowCounts(totals, reference.coarseBins(), coarse);
    }

    @Test
    void aValueOlderThanTheWindowIsNotCounted() {
        ColumnWindow window = new ColumnWindow(CATEGORICAL, 3);

        assertThat(window.add(10, 0)).isTrue();
        assertThat(window.add(8, 1)).isTrue();
        assertThat(window.add(7, 1)).isFalse();
        assertThat(window.snapshot().samples()).isEqualTo(2);
        assertThat(window.newestPane()).isEqualTo(10);
    }

    @Test
    void aWindowThatMovesPastEverythingIsEmpty() {
        ColumnWindow window = new ColumnWindow(NUMERIC, 4);
        window.add(1, 3, 5_000_000_000L);
        window.advanceTo(1_000_000);

        assertThat(window.snapshot()).isEqualTo(recompute(NUMERIC, 4, List.of(), 0));
        assertThat(window.count(1_000_000, 3)).isZero();
    }

    @Test
    void missingAndInvalidAreCountedApartFromTheDistribution() {
        ColumnWindow window = new ColumnWindow(NUMERIC, 2);
        window.add(0, NUMERIC.missingSlot());
        window.add(0, NUMERIC.invalidSlot());
        window.add(0, NUMERIC.binOf(0));

        WindowCounts counts = window.snapshot();
        assertThat(counts.samples()).isEqualTo(1);
        assertThat(counts.missing()).isEqualTo(1);
        assertThat(counts.invalid()).isEqualTo(1);
        assertThat(counts.panes()).isEqualTo(2);
        assertThat(counts.coarseCount(1, NUMERIC.coarseOf(NUMERIC.binOf(0)))).isEqualTo(1);
    }

    @Test
    void severalWindowsInARowAreOneWithAPaneForEach() {
        Random random = new Random(7);
        ColumnWindow whole = new ColumnWindow(NUMERIC, 3);
        List<WindowCounts> parts = new ArrayList<>();
        for (int pane = 0; pane < 3; pane++) {
            ColumnWindow part = new ColumnWindow(NUMERIC, 1);
            for (int i = 0; i < 100 * (pane + 1); i++) {
                int slot = random.nextInt(NUMERIC.slots());
                whole.add(pane, slot);
                part.add(0, slot);
            }
            parts.add(part.snapshot());
        }

        assertThat(WindowCounts.ofParts(NUMERIC, parts)).isEqualTo(whole.snapshot());
        assertThat(WindowCounts.ofParts(NUMERIC, List.of()).samples()).isZero();
    }

    /** 4B + 40P + Σ over panes of 16 + min(6 × bins hit, wB) bytes, however many events there were. */
    @ParameterizedTest
    @CsvSource({"100, 8_192", "10_000, 70_000", "1_000_000, 140_000", "100_000_000, 260_000"})
    void memoryFollowsTheStatedBoundNotTheTraffic(int events, int most) {
        NumericReference reference =
                Columns.numeric(new Random(1).doubles(20_000).toArray());
        ColumnWindow window = new ColumnWindow(reference, 61);
        Random random = new Random(events);
        // Beyond a million, every value stands for many that are equal to it.
        int each = Math.max(1, events / 1_000_000);
        for (int i = 0; i < events / each; i++) {
            window.add((long) i * each * 61 / events, reference.binOf(random.nextDouble()), each);
        }
        window.advanceTo(61);
        window.snapshot();

        long bound = 4L * reference.slots() + 40L * 61;
        for (long pane = 1; pane <= 61; pane++) {
            bound += 16 + bytes(window, pane, reference.slots());
        }
        assertThat(window.bytesHeld()).isLessThanOrEqualTo(bound).isLessThanOrEqualTo(most);
    }

    private static long bytes(ColumnWindow window, long pane, int slots) {
        long largest = 0;
        int hit = 0;
        for (int slot = 0; slot < slots; slot++) {
            long count = window.count(pane, slot);
            largest = Math.max(largest, count);
            hit += count > 0 ? 1 : 0;
        }
        int width = largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : 4;
        return Math.min(6L * hit, (long) width * slots);
    }

    @Test
    void windowsOfDifferentReferencesAreNotMerged() {
        assertThatThrownBy(() -> new ColumnWindow(NUMERIC, 4).merge(new ColumnWindow(CATEGORICAL, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("only windows of one reference and length can be merged");
    }
}
