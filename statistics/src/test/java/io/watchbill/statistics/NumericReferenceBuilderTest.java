package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericReferenceBuilderTest {

    @Test
    void anAtomHasABinThatHoldsItAloneAndGapsAroundIt() {
        NumericReference reference = Columns.numeric(1, 1, 1, 5, 5, 9, 9, 9, 9);

        assertThat(IntStream.range(0, reference.bins() - 1)
                        .mapToDouble(reference::edge)
                        .toArray())
                .containsExactly(1, Math.nextUp(1.0), 5, Math.nextUp(5.0), 9, Math.nextUp(9.0));
        assertThat(IntStream.range(0, reference.bins()).mapToLong(reference::count))
                .containsExactly(0L, 3L, 0L, 2L, 0L, 4L, 0L);
        assertThat(IntStream.range(0, reference.bins()).mapToObj(reference::isAtom))
                .containsExactly(false, true, false, true, false, true, false);
        assertThat(reference.binOf(1)).isEqualTo(1);
        assertThat(reference.binOf(1.0000001)).isEqualTo(2);
        assertThat(reference.binOf(0.9999999)).isZero();
    }

    @Test
    void coarseLabelsNameAtomsByTheirValueAndSortInBinOrder() {
        NumericReference reference = Columns.numeric(1, 1, 1, 5, 5, 9, 9, 9, 9);

        assertThat(reference.coarseLabels()).containsExactly("1 (-Inf, 1]", "2 (1, 5]", "3 (5, +Inf)");
        assertThat(IntStream.range(0, 3).mapToLong(reference::coarseCount)).containsExactly(3L, 2L, 4L);
    }

    @Test
    void tenThousandContinuousValuesGiveTenCoarseBinsOfAboutATenthEach() {
        NumericReference reference =
                Columns.numeric(new Random(1).doubles(10_000).toArray());

        assertThat(reference.bins()).isEqualTo(1024);
        assertThat(reference.coarseBins()).isEqualTo(10);
        assertThat(IntStream.range(0, 10).mapToLong(reference::coarseCount)).allMatch(c -> c > 985 && c < 1015);
        assertThat(reference.coarseLabels()).isSorted();
    }

    @Test
    void aConstantKeepsItsThreeBinsSoThatAChangeOfItCanBeSeen() {
        NumericReference reference = Columns.numeric(7, 7, 7);

        assertThat(reference.coarseLabels()).containsExactly("1 (-Inf, 7)", "2 [7, 7]", "3 (7, +Inf)");
        assertThat(reference.standardDeviation()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyValueOfSeededDataFallsIntoTheBinThatCountedIt(long seed) {
        double[] values = Columns.awkward(seed, 5_000);
        NumericReference reference = Columns.numeric(values);

        long[] counts = new long[reference.bins()];
        double[] sums = new double[reference.bins()];
        Arrays.sort(values);
        for (double value : values) {
            int bin = reference.binOf(value);
            counts[bin]++;
            sums[bin] += value;
        }
        assertThat(reference.bins()).isLessThanOrEqualTo(NumericReference.MAXIMUM_EDGES + 1);
        for (int bin = 0; bin < counts.length; bin++) {
            assertThat(reference.count(bin)).isEqualTo(counts[bin]);
            assertThat(reference.sum(bin))
                    .isCloseTo(sums[bin], org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(sums[bin]))));
        }
    }

    /** Also without edges, for counts that are no multiple of those searched side by side, and for what is no number. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 64, 999, 4_000})
    void manyValuesFallIntoTheBinsOfEach(int rows) {
        NumericReference reference = rows == 0
                ? new NumericReferenceBuilder("x", ColumnKind.FEATURE, 0).build(0, 0)
                : Columns.numeric(Columns.awkward(rows, rows));
        for (int count = 0; count < 30; count++) {
            double[] values = Columns.awkward(count + 1L, 50);
            int[] places = new Random(count).ints(count + 2, 0, values.length).toArray();
            values[places[0]] = count % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            values[places[count / 2]] = count % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE;
            char[] slots = new char[count + 2];
            Arrays.fill(slots, 'x');

            reference.binsOf(values, places, 1, count + 1, slots);

            for (int i = 1; i <= count; i++) {
                assertThat((int) slots[i]).isEqualTo(reference.binOf(values[places[i]]));
            }
            assertThat(slots[0]).isEqualTo('x');
            assertThat(slots[count + 1]).isEqualTo('x');
        }
    }

    @Test
    void moreAtomsThanEdgesAllowFallBackToACoarserResolution() {
        double[] values = IntStream.range(0, 4_000).mapToDouble(i -> i / 5).toArray();

        NumericReference reference = Columns.numeric(values);

        assertThat(reference.bins()).isBetween(500, NumericReference.MAXIMUM_EDGES + 1);
    }

    @Test
    void edgesBetweenValuesAreShortDecimals() {
        assertThat(ShortDecimal.between(0.18273641, 0.18273712)).isEqualTo(0.182737);
        assertThat(ShortDecimal.between(-3.7, -2.2)).isEqualTo(-3);
        assertThat(ShortDecimal.between(1.2e-9, 7.7e-9)).isEqualTo(7e-9);
        assertThat(ShortDecimal.between(1e300, 2e300)).isEqualTo(2e300);
        assertThat(ShortDecimal.between(-1, 4)).isZero();
        assertThat(ShortDecimal.between(99, 101)).isEqualTo(100);
        assertThat(ShortDecimal.between(1, Math.nextUp(1.0))).isEqualTo(Math.nextUp(1.0));
    }

    @Test
    void notANumberAndTheInfinitiesAreInvalid() {
        NumericReference reference = Columns.numeric(1, 2, 3);

        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(reference.binOf(value)).isEqualTo(reference.invalidSlot());
        }
        assertThat(reference.binOf(Double.MAX_VALUE)).isEqualTo(reference.bins() - 1);
        assertThat(reference.binOf(-Double.MAX_VALUE)).isZero();
    }

    @Test
    void aColumnWithoutValuesHasOneBin() {
        NumericReference reference = new NumericReferenceBuilder("x", ColumnKind.FEATURE, 0).build(3, 1);

        assertThat(reference.bins()).isEqualTo(1);
        assertThat(reference.samples()).isZero();
        assertThat(reference.binOf(4)).isZero();
        assertThat(reference.missing()).isEqualTo(3);
        assertThat(reference.invalid()).isEqualTo(1);
    }

    @Test
    void valuesOutOfOrderAreRefusedWithTheWayToMendIt() {
        NumericReferenceBuilder builder = new NumericReferenceBuilder("x", ColumnKind.FEATURE, 3).add(2, 1);

        assertThatThrownBy(() -> builder.add(2, 1))
                .hasMessage("column 'x': values must ascend strictly, but 2.0 follows 2.0; sort them and add up the"
                        + " counts of equal ones");
        assertThatThrownBy(() -> builder.build(0, 0)).hasMessage("column 'x': 3 values were announced, 1 were added");
    }
}
