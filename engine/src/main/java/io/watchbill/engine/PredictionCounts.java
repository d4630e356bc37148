package io.watchbill.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts predictions by class and arm; both come from outside and are capped. */
public final class PredictionCounts {
    private static final int MOST_CLASSES = 100;
    private static final int MOST_ARMS = 20;

    private final CappedNames classes = new CappedNames(MOST_CLASSES);
    private final CappedNames arms = new CappedNames(MOST_ARMS);
    private long[][] counts = new long[0][0];

    PredictionCounts() {}

    /** Predictions of one class in one arm; the empty text where the sender named none. */
    public record Count(String predictedClass, String arm, long count) {}

    void add(@Nullable String predictedClass, @Nullable String arm) {
        int row = classes.number(predictedClass == null ? "" : predictedClass);
        int column = arms.number(arm == null ? "" : arm);
        if (row >= counts.length) {
            int old = counts.length;
            counts = Arrays.copyOf(counts, row + 1);
            Arrays.fill(counts, old, counts.length, new long[0]);
        }
        if (column >= counts[row].length) {
            counts[row] = Arrays.copyOf(counts[row], column + 1);
        }
        counts[row][column]++;
    }

    List<Count> counts() {
        List<Count> all = new ArrayList<>();
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts[row].length; column++) {
                if (counts[row][column] > 0) {
                    all.add(new Count(classes.name(row), arms.name(column), counts[row][column]));
                }
            }
        }
        return List.copyOf(all);
    }
}
