package io.watchbill.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A metric on the reference's rows.
 *
 * @param value the metric, finite
 * @param samples rows that it was computed from, at least 1
 * @param variance variance of one row's contribution, at least 0: p(1 − p) for a rate, the squares' for a mean
 * @param chunks how much the metric varies between chunks as long as a window
 */
public record MetricBaseline(double value, long samples, double variance, List<ChunkVariance> chunks) {
    /**
     * Variance of a metric over chunks of the reference as long as one window.
     *
     * @param window length of the chunks
     * @param variance variance of the metric over the chunks, at least 0
     * @param chunks how many chunks there were, at least 2
     */
    public record ChunkVariance(Duration window, double variance, int chunks) {
        /** With fewer chunks their variance says too little to be used. */
        public static final int ENOUGH = 10;

        public ChunkVariance {
            if (window.isZero() || window.isNegative() || !(variance >= 0) || chunks < 2) {
                throw new IllegalArgumentException("a chunk variance needs a window longer than nothing, a variance of"
                        + " at least 0 and two chunks, not " + window + ", " + variance + ", " + chunks);
            }
        }
    }

    public MetricBaseline {
        if (!Double.isFinite(value) || samples < 1 || !(variance >= 0)) {
            throw new IllegalArgumentException("a baseline needs a finite value, at least one sample and a variance of"
                    + " at least 0, not " + value + ", " + samples + ", " + variance);
        }
        chunks = List.copyOf(chunks);
    }

    /** The variance over chunks of exactly that length, if there were at least {@link ChunkVariance#ENOUGH}. */
    public Optional<ChunkVariance> chunkVariance(Duration window) {
        return chunks.stream()
                .filter(c -> c.window().equals(window) && c.chunks() >= ChunkVariance.ENOUGH)
                .findFirst();
    }
}
