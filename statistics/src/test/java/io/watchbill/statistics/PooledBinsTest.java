package io.watchbill.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PooledBinsTest {

    /** Values 1, 2, 3 so many times. */
    private static double[] values(int... counts) {
        double[] values = new double[counts[0] + counts[1] + counts[2]];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < counts[0] ? 1 : i < counts[0] + counts[1] ? 2 : 3;
        }
        return values;
    }

    private static List<Long> secondBin(int[] inWindow, int[] inReference) {
        NumericReference reference = Columns.numeric(values(inReference));
        WindowCounts window = Columns.window(reference, values(inWindow));
        PooledBins bins = PooledBins.of(reference, window, window.samples(), 1);

        assertThat(reference.coarseBins()).isEqualTo(3);
        assertThat(bins.size()).isEqualTo(2);
        return List.of(bins.window(1), bins.reference(1));
    }

    @Test
    void ofEquallySmallBinsThePoolJoinsTheOneWithMoreOfTheReferenceWhereverItStands() {
        assertThat(secondBin(new int[] {22, 18, 0}, new int[] {16, 20, 4})).containsExactly(18L, 24L);
        assertThat(secondBin(new int[] {18, 22, 0}, new int[] {20, 16, 4})).containsExactly(22L, 16L);
    }
}
