package io.watchbill.statistics;

import io.watchbill.spec.DriftScore;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** What the tests of known pitfalls share: scores of plain data with every score asked for. */
final class Pitfalls {
    static final Duration HOUR = Duration.ofHours(1);
    static final DriftSettings EVERYTHING = new DriftSettings(
            1,
            Set.of(DriftScore.values()),
            Set.of(DriftScore.values()),
            DriftSettings.DEFAULT.warning(),
            DriftSettings.DEFAULT.critical());

    static DriftScores score(double[] reference, double... window) {
        NumericReference column = Columns.numeric(reference);
        return DriftScorer.score(column, Columns.window(column, window), HOUR, EVERYTHING);
    }

    static DriftScores score(Map<String, Integer> reference, Map<String, Integer> window) {
        CategoricalReference column = Columns.categorical(reference);
        return DriftScorer.score(column, Columns.window(column, window), HOUR, EVERYTHING);
    }

    static double p(DriftScores scores) {
        return DriftScores.pValue(scores.lnPValue());
    }

    static double[] gauss(long seed, int size, DoubleUnaryOperator change) {
        Random random = new Random(seed);
        return IntStream.range(0, size)
                .mapToDouble(i -> change.applyAsDouble(random.nextGaussian()))
                .toArray();
    }

    private Pitfalls() {}
}
