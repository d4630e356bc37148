package io.watchbill.statistics;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;

/**
 * The Page–Hinkley test: how far the cumulated deviations from the running mean, S ← αS + x − x̄ − δ, have risen above
 * their least value; a change once that is more than λ. It sees increases only, and starts anew with the value after a
 * detection. E. Page (1954), "Continuous Inspection Schemes", Biometrika 41:100–115; with the forgetting factor α of J.
 * Gama, R. Sebastião, P. Rodrigues (2013), "On evaluating stream learning algorithms", Machine Learning 90:317–346.
 */
public final class PageHinkley implements ChangeDetector {
    private static final int MINIMUM_INSTANCES = 30;
    private static final double DELTA = 0.005;
    private static final double THRESHOLD = 50;
    private static final double ALPHA = 1 - 0.0001;

    private final int minimumInstances;
    private final double delta;
    private final double threshold;
    private final double alpha;
    private long count;
    private double mean;
    private double sum;
    private double least;

    /** With the usual parameters: 30 instances, δ = 0.005, λ = 50, α = 0.9999. */
    public PageHinkley() {
        this(MINIMUM_INSTANCES, DELTA, THRESHOLD, ALPHA);
    }

    /**
     * With parameters of one's own.
     *
     * @param minimumInstances values before a change can be detected, from 1
     * @param delta δ, the rise of the mean that does not matter, at least 0
     * @param threshold λ, above 0: larger means fewer false alarms and later detections
     * @param alpha α, how much of the sum is kept from value to value, above 0, at most 1
     */
    public PageHinkley(int minimumInstances, double delta, double threshold, double alpha) {
        if (minimumInstances < 1 || !(delta >= 0) || !(threshold > 0) || !(alpha > 0 && alpha <= 1)) {
            throw new IllegalArgumentException("Page-Hinkley needs an instance, delta of at least 0, a threshold above"
                    + " 0 and alpha above 0 and at most 1, not " + minimumInstances + ", " + delta + ", " + threshold
                    + ", " + alpha);
        }
        this.minimumInstances = minimumInstances;
        this.delta = delta;
        this.threshold = threshold;
        this.alpha = alpha;
    }

    @Override
    public boolean add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Page-Hinkley watches finite numbers, not " + value);
        }
        count++;
        mean += (value - mean) / count;
        sum = alpha * sum + value - mean - delta;
        least = count == 1 ? sum : Math.min(least, sum);
        boolean changed = count >= minimumInstances && sum - least > threshold;
        if (changed) {
            reset();
        }
        return changed;
    }

    @Override
    public void reset() {
        count = 0;
        mean = 0;
        sum = 0;
        least = 0;
    }

    @Override
    public void save(StateWriter to) {
        to.varint(count);
        to.number(mean);
        to.number(sum);
        to.number(least);
    }

    @Override
    public void restore(StateReader from) {
        count = from.counted();
        mean = from.number();
        sum = from.number();
        least = from.number();
    }

    @Override
    public long bytesHeld() {
        return 4L * Long.BYTES;
    }
}
