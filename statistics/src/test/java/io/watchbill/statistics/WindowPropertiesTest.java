package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every window of performance promises: events in whatever order and parts, and only those that it still holds. */
class WindowPropertiesTest {
    private static final NumericReference COLUMN = Columns.numeric(Columns.awkward(6, 500));

    /** A prediction with a number and its truth, a class and the actual one, a confidence. */
    private record Event(long pane, double number, double truth, int predicted, int actual, double confidence) {}

    /** A window as the properties see it. */
    private interface Window<W> {
        W window();

        boolean add(Event event);

        void merge(Window<W> other);

        void advanceTo(long pane);

        /** Everything that it shows of the panes. */
        double[] show(long from, long to);
    }

    private record Kind(boolean counts, IntFunction<Window<?>> fresh) {}

    private static Stream<Arguments> kinds() {
        List<Named<Kind>> kinds = List.of(
                Named.of("column", new Kind(true, OfColumn::new)),
                Named.of("classification", new Kind(true, OfClasses::new)),
                Named.of("scores", new Kind(true, OfScores::new)),
                Named.of("means", new Kind(false, OfMeans::new)),
                Named.of("regression", new Kind(false, OfNumbers::new)),
                Named.of("calibration", new Kind(false, OfConfidences::new)),
                Named.of("estimated accuracy", new Kind(false, OfEstimates::new)));
        return kinds.stream().flatMap(kind -> LongStream.range(0, 12).mapToObj(seed -> Arguments.of(kind, seed)));
    }

    private static List<Event> events(Random random, int capacity) {
        List<Event> events = new ArrayList<>();
        long pane = -40;
        for (int i = 0; i < 1_500; i++) {
            pane += random.nextInt(300) == 0 ? random.nextInt(3 * capacity) : random.nextInt(25) == 0 ? 1 : 0;
            events.add(new Event(
                    pane - random.nextInt(1 + capacity),
                    random.nextGaussian() * 50,
                    random.nextGaussian() * 50 + 20,
                    random.nextInt(3),
                    random.nextInt(3),
                    random.nextDouble()));
        }
        return events;
    }

    private static long newest(List<Event> events) {
        return events.stream().mapToLong(Event::pane).max().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatExpiredLeavesNothingBehindBitForBit(Kind kind, long seed) {
        Random random = new Random(seed);
        int capacity = 1 + random.nextInt(12);
        List<Event> events = events(random, capacity);
        long end = newest(events);
        Window<?> all = kind.fresh().apply(capacity);
        Window<?> held = kind.fresh().apply(capacity);
        for (Event event : events) {
            all.add(event);
            if (event.pane() > end - capacity) {
                assertThat(held.add(event)).isTrue();
            }
        }

        assertThat(all.show(end - capacity + 1, end)).isEqualTo(held.show(end - capacity + 1, end));
        long later = end + 1 + random.nextInt(capacity);
        all.advanceTo(later);
        held.advanceTo(later);
        assertThat(all.show(later - capacity + 1, later)).isEqualTo(held.show(later - capacity + 1, later));
        assertThat(all.add(new Event(later - capacity, 1, 1, 0, 0, 0.5))).isFalse();
        all.advanceTo(later + 100L * capacity);
        assertThat(all.show(later + 99L * capacity + 1, later + 100L * capacity))
                .isEqualTo(kind.fresh().apply(capacity).show(later + 99L * capacity + 1, later + 100L * capacity));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void partsInAnyOrderAddUpToTheWhole(Kind kind, long seed) {
        wholeAndParts(kind, seed);
    }

    private static <W> void wholeAndParts(Kind kind, long seed) {
        Random random = new Random(seed);
        int capacity = 1 + random.nextInt(12);
        List<Event> events = events(random, capacity);
        long end = newest(events);
        Window<W> whole = fresh(kind, capacity);
        events.forEach(whole::add);
        List<Window<W>> parts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            parts.add(fresh(kind, capacity));
        }
        Collections.shuffle(events, random);
        for (Event event : events) {
            // The same part twice: once to be added up from the left, once from the right.
            int part = random.nextInt(3);
            parts.get(part).add(event);
            parts.get(3 + part).add(event);
        }
        parts.get(0).merge(parts.get(1));
        parts.get(0).merge(parts.get(2));
        parts.get(4).merge(parts.get(5));
        parts.get(3).merge(parts.get(4));
        parts.get(3).merge(fresh(kind, capacity));

        double[] expected = whole.show(end - capacity + 1, end);
        for (Window<W> added : List.of(parts.get(0), parts.get(3))) {
            double[] shown = added.show(end - capacity + 1, end);
            assertThat(shown).hasSameSizeAs(expected);
            for (int i = 0; i < shown.length; i++) {
                double allowed = kind.counts() ? 0 : 1e-12 * Math.max(1, Math.abs(expected[i]));
                assertThat(shown[i]).isCloseTo(expected[i], within(allowed));
            }
        }
    }

    @SuppressWarnings("unchecked") // Every kind makes windows of one type only.
    private static <W> Window<W> fresh(Kind kind, int capacity) {
        return (Window<W>) kind.fresh().apply(capacity);
    }

    private record OfColumn(ColumnWindow window) implements Window<ColumnWindow> {
        OfColumn(int capacity) {
            this(new ColumnWindow(COLUMN, capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), COLUMN.binOf(event.number()));
        }

        @Override
        public void merge(Window<ColumnWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            WindowCounts counts = window.snapshot();
            double[] shown = new double[COLUMN.slots() + COLUMN.coarseBins() * counts.panes()];
            for (int slot = 0; slot < COLUMN.slots(); slot++) {
                shown[slot] = counts.count(slot);
            }
            for (int pane = 0; pane < counts.panes(); pane++) {
                for (int coarse = 0; coarse < COLUMN.coarseBins(); coarse++) {
                    shown[COLUMN.slots() + pane * COLUMN.coarseBins() + coarse] = counts.coarseCount(pane, coarse);
                }
            }
            return shown;
        }
    }

    private record OfClasses(ClassificationWindow window) implements Window<ClassificationWindow> {
        OfClasses(int capacity) {
            this(new ClassificationWindow(3, capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), event.predicted(), event.actual());
        }

        @Override
        public void merge(Window<ClassificationWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            ClassCounts counts = window.snapshot(from, to);
            double[] shown = new double[9 * counts.panes()];
            for (int i = 0; i < shown.length; i += 9) {
                for (int c = 0; c < 3; c++) {
                    shown[i + 3 * c] = counts.hits(i / 9, c);
                    shown[i + 3 * c + 1] = counts.predicted(i / 9, c);
                    shown[i + 3 * c + 2] = counts.actual(i / 9, c);
                }
            }
            return shown;
        }
    }

    private record OfScores(ScoreWindow window) implements Window<ScoreWindow> {
        OfScores(int capacity) {
            this(new ScoreWindow(ScoreWindow.evenEdges(), capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), event.confidence(), event.actual() == 0);
        }

        @Override
        public void merge(Window<ScoreWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            return window.area(from, to)
                    .map(area -> new double[] {area.value(), area.errorBound(), area.variance()})
                    .orElse(new double[0]);
        }
    }

    private record OfMeans(MeanWindow window) implements Window<MeanWindow> {
        OfMeans(int capacity) {
            this(new MeanWindow(2, capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), new double[] {event.confidence(), event.number()});
        }

        @Override
        public void merge(Window<MeanWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            return sums(window.snapshot(from, to), 2);
        }
    }

    private record OfNumbers(RegressionWindow window) implements Window<RegressionWindow> {
        OfNumbers(int capacity) {
            this(new RegressionWindow(capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), event.number(), event.truth());
        }

        @Override
        public void merge(Window<RegressionWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            return sums(window.snapshot(from, to), 5);
        }
    }

    private static double[] sums(MeanCounts counts, int quantities) {
        double[] shown = new double[1 + 2 * quantities + counts.panes() * quantities];
        shown[0] = counts.samples();
        for (int i = 0; i < quantities; i++) {
            shown[1 + 2 * i] = counts.sum(i);
            shown[2 + 2 * i] = counts.sumOfSquares(i);
            for (int pane = 0; pane < counts.panes(); pane++) {
                shown[1 + 2 * quantities + pane * quantities + i] = counts.sum(pane, i);
            }
        }
        return shown;
    }

    private record OfConfidences(CalibrationWindow window) implements Window<CalibrationWindow> {
        OfConfidences(int capacity) {
            this(new CalibrationWindow(3, capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), event.confidence(), event.predicted() == event.actual());
        }

        @Override
        public void merge(Window<CalibrationWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            Calibration score = window.score(from, to);
            return new double[] {score.samples(), score.error(), score.noiseFloor(), score.lnPValue()};
        }
    }

    private record OfEstimates(EstimatedAccuracyWindow window) implements Window<EstimatedAccuracyWindow> {
        OfEstimates(int capacity) {
            this(new EstimatedAccuracyWindow(
                    List.of(
                            new IsotonicCalibration(900, new double[] {0.2, 0.7}, new double[] {0.1, 0.8}),
                            new IsotonicCalibration(80, new double[] {0.5}, new double[] {0.6})),
                    capacity));
        }

        @Override
        public boolean add(Event event) {
            return window.add(event.pane(), event.predicted() - 1, event.confidence());
        }

        @Override
        public void merge(Window<EstimatedAccuracyWindow> other) {
            window.merge(other.window());
        }

        @Override
        public void advanceTo(long pane) {
            window.advanceTo(pane);
        }

        @Override
        public double[] show(long from, long to) {
            return window.score(from, to)
                    .map(e -> new double[] {e.value(), e.standardDeviation(), e.samples(), e.uncalibrated()})
                    .orElse(new double[0]);
        }
    }
}
