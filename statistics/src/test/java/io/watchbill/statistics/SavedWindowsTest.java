package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchbill.statistics.state.PartSink;
import io.watchbill.statistics.state.PartSource;
import io.watchbill.statistics.state.StateFormatException;
import io.watchbill.statistics.state.StateParts;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows and detectors that were saved go on as if they had never stopped, however often and in what steps they were saved. */
class SavedWindowsTest {
    private static final int CAPACITY = 7;

    private static ColumnReference reference() {
        NumericReferenceBuilder builder = new NumericReferenceBuilder("distance", ColumnKind.FEATURE, 1_000);
        for (int value = 0; value < 1_000; value++) {
            builder.add(value, 1);
        }
        return builder.build(0, 0);
    }

    private static ColumnWindow restored(ColumnReference reference, StateParts parts) {
        ColumnWindow window = new ColumnWindow(reference, CAPACITY);
        window.restore(new PartSource(parts));
        return window;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aColumnsWindowGoesOn(long seed) {
        Random random = new Random(seed);
        ColumnReference reference = reference();
        ColumnWindow window = new ColumnWindow(reference, CAPACITY);
        StateParts steps = new StateParts();
        long pane = random.nextInt(1_000) - 500;
        for (int i = 0; i < 3_000; i++) {
            switch (random.nextInt(300)) {
                case 0 -> pane += random.nextInt(2 * CAPACITY);
                case 1 -> window.advanceTo(pane + random.nextInt(3));
                case 2 -> window.add(pane, random.nextInt(reference.slots()), 1L << random.nextInt(40));
                case 3 -> window.save(new PartSink(steps, false));
                case 4 -> window = restored(reference, saved(window, steps, random.nextBoolean()));
                case 5 -> window.snapshot();
                default ->
                    window.add(pane - random.nextInt(CAPACITY + 1), (int)
                            Math.min(reference.slots() - 1.0, Math.abs(random.nextGaussian() * 50)));
            }
        }
        window.save(new PartSink(steps, false));
        StateParts whole = new StateParts();
        window.save(new PartSink(whole, true));

        for (StateParts parts : List.of(whole, steps)) {
            ColumnWindow restored = restored(reference, parts);
            restored.advanceTo(window.newestPane());
            assertThat(restored.snapshot()).isEqualTo(window.snapshot());
        }
    }

    private static StateParts saved(ColumnWindow window, StateParts steps, boolean whole) {
        StateParts parts = whole ? new StateParts() : steps;
        window.save(new PartSink(parts, whole));
        if (whole) {
            // What was put into the steps so far must not fall behind.
            window.save(new PartSink(steps, true));
        }
        return parts;
    }

    @Test
    void onlyPanesThatChangedAreSavedAgain() {
        ColumnWindow window = new ColumnWindow(reference(), CAPACITY);
        window.add(10, 1);
        window.add(11, 1);
        window.add(12, 1);
        window.save(new PartSink(new StateParts(), false));
        window.add(12, 2);
        window.add(10, 2);
        StateParts second = new StateParts();
        window.save(new PartSink(second, false));
        window.advanceTo(13);
        StateParts third = new StateParts();
        window.save(new PartSink(third, false));

        assertThat(second.keys(""))
                .containsExactlyInAnyOrder(String.valueOf(10 % CAPACITY), String.valueOf(12 % CAPACITY));
        assertThat(third.keys("")).isEmpty();
    }

    @Test
    void aPaneThatExpiredSinceIsNotRestored() {
        ColumnReference reference = reference();
        StateParts parts = new StateParts();
        ColumnWindow window = new ColumnWindow(reference, CAPACITY);
        window.add(1, 5, 100);
        window.save(new PartSink(parts, false));
        window.add(1 + CAPACITY + 1, 6, 1);
        window.save(new PartSink(parts, false));

        assertThat(parts.keys("")).hasSize(2);
        assertThat(restored(reference, parts).snapshot()).isEqualTo(window.snapshot());
        assertThat(restored(reference, parts).snapshot().samples()).isEqualTo(1);
    }

    @Test
    void aPanePastTwoToThePowerOf31SurvivesAndCountsOn() {
        ColumnReference reference = reference();
        ColumnWindow window = new ColumnWindow(reference, CAPACITY);
        long many = (1L << 31) + 5;
        window.add(3, 4, many);
        window.add(4, 4, 3L * Integer.MAX_VALUE);
        StateParts parts = new StateParts();
        window.save(new PartSink(parts, true));

        ColumnWindow restored = restored(reference, parts);
        restored.add(3, 4, 1);

        assertThat(restored.count(3, 4)).isEqualTo(many + 1);
        assertThat(restored.snapshot().samples()).isEqualTo(many + 1 + 3L * Integer.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void sumsGoOnBitForBit(long seed) {
        Random random = new Random(seed);
        CalibrationWindow kept = new CalibrationWindow(2, CAPACITY);
        CalibrationWindow stopped = new CalibrationWindow(2, CAPACITY);
        StateParts parts = new StateParts();
        long pane = 0;
        for (int i = 0; i < 2_000; i++) {
            pane += random.nextInt(60) == 0 ? 1 : 0;
            long of = pane - random.nextInt(CAPACITY);
            double confidence = random.nextDouble();
            boolean right = random.nextBoolean();
            kept.add(of, confidence, right);
            stopped.add(of, confidence, right);
            if (random.nextInt(10) == 0) {
                kept.remove(of, confidence, right);
                stopped.remove(of, confidence, right);
            }
            if (random.nextInt(40) == 0) {
                stopped.save(new PartSink(parts, false));
                stopped = new CalibrationWindow(2, CAPACITY);
                stopped.restore(new PartSource(parts));
            }
        }
        assertThat(stopped.score(pane - CAPACITY + 1, pane)).isEqualTo(kept.score(pane - CAPACITY + 1, pane));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adwin", "ddm", "page_hinkley"})
    void detectorsGoOnBitForBit(String name) {
        Supplier<ChangeDetector> made = switch (name) {
            case "adwin" -> Adwin::new;
            case "ddm" -> Ddm::new;
            default -> PageHinkley::new;
        };
        Random random = new Random(1);
        ChangeDetector kept = made.get();
        ChangeDetector stopped = made.get();
        StateWriter writer = new StateWriter();
        int detections = 0;
        for (int i = 0; i < 20_000; i++) {
            double value = random.nextDouble() < (i / 2_000 % 2 == 0 ? 0.1 : 0.5) ? 1 : 0;
            boolean found = kept.add(value);
            assertThat(stopped.add(value)).isEqualTo(found);
            detections += found ? 1 : 0;
            if (random.nextInt(50) == 0) {
                writer.clear();
                stopped.save(writer);
                stopped = made.get();
                StateReader reader = new StateReader(name, writer.toBytes());
                stopped.restore(reader);
                reader.end();
            }
        }
        assertThat(detections).isPositive();
        if (kept instanceof Adwin one && stopped instanceof Adwin other) {
            assertThat(other.width()).isEqualTo(one.width());
            assertThat(other.mean()).isEqualTo(one.mean());
        }
    }

    @Test
    void aDamagedPaneIsRefusedByName() {
        ColumnReference reference = reference();
        ColumnWindow window = new ColumnWindow(reference, CAPACITY);
        for (int i = 0; i < 500; i++) {
            window.add(1 + i % 3, i, 1 + i);
        }
        window.advanceTo(4);
        StateParts parts = new StateParts();
        window.save(new PartSink(parts, true));
        byte[] whole = parts.get("1");
        parts.put("1", Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> restored(reference, parts))
                .isInstanceOf(StateFormatException.class)
                .hasMessageContaining("the part '1' of the kept state cannot be read: it ends too early");
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            parts.put("1", damaged);
            try {
                restored(reference, parts).snapshot();
            } catch (StateFormatException e) {
                assertThat(e.part()).isEqualTo("1");
            }
        }
    }

    @Test
    void whatNobodyAskedForIsToldByTheFirstStepThatWasNotTaken() {
        StateParts parts = new StateParts();
        PartSink sink = new PartSink(parts, true);
        sink.in("window", "1h").in("column", "a/b", "old").put("1", to -> to.varint(1));
        sink.in("window", "1h").in("column", "c").put("1", to -> to.varint(1));
        sink.in("window", "7d").in("column", "c").put("1", to -> to.varint(1));
        sink.in("window", "7d").in("column", "d").put("1", to -> to.varint(1));
        PartSource source = new PartSource(parts);
        source.in("window", "1h").in("column", "a/b", "new");
        source.in("window", "1h").in("column", "c");

        assertThat(source.unclaimed())
                .extracting(u -> u.steps() + (u.changed() ? " changed" : " gone"))
                .containsExactly(
                        "[Step[kind=window, name=1h], Step[kind=column, name=a/b]] changed",
                        "[Step[kind=window, name=7d]] gone");
        source.unclaimed().forEach(unclaimed -> parts.removeAll(unclaimed.prefix()));
        assertThat(parts.keys("")).containsExactly("window=1h/column=c/1");
    }
}
