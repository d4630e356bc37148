package io.watchbill.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Bins for the scores of a binary classifier. A score s above one half is a confidence of s, one below of 1 − s; so the
 * fine edges of the reference's confidence, and their mirror images, are near quantiles of the reference's scores.
 * Immutable.
 */
public final class ScoreBins {
    private static final int EVEN = 1_024;

    private final double[] edges;

    private ScoreBins(double[] edges) {
        this.edges = edges;
    }

    /**
     * Bins at the quantiles of the reference.
     *
     * @param confidence the reference's confidences; null for {@value #EVEN} bins of equal width
     */
    public static ScoreBins of(@Nullable NumericReference confidence) {
        DoubleStream edges = confidence == null
                ? DoubleStream.iterate(1, i -> i < EVEN, i -> i + 1).map(i -> i / EVEN)
                : DoubleStream.iterate(0, i -> i < confidence.bins() - 1, i -> i + 1)
                        .map(i -> confidence.edge((int) i))
                        .flatMap(edge -> DoubleStream.of(edge, 1 - edge))
                        .filter(edge -> edge > 0 && edge < 1);
        return new ScoreBins(edges.sorted().distinct().toArray());
    }

    /** How many bins there are, from 1. */
    public int size() {
        return edges.length + 1;
    }

    /** The bin of a finite score: how many edges are not above it. */
    int binOf(double score) {
        int at = Arrays.binarySearch(edges, score);
        return at >= 0 ? at + 1 : -at - 1;
    }
}
