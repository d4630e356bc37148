package io.watchbill.statistics;

import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often predictions of one class are right at a confidence: the non-decreasing function that is nearest to what the
 * reference's rows show, a straight line between its breakpoints and constant beyond them. M. Ayer, H. Brunk, G. Ewing,
 * W. Reid, E. Silverman (1955), "An Empirical Distribution Function for Sampling with Incomplete Information"; B.
 * Zadrozny, C. Elkan (2002), "Transforming Classifier Scores into Accurate Multiclass Probability Estimates". Immutable.
 *
 * <p>Invariants: from 1 to {@value #MAXIMUM_BREAKPOINTS} breakpoints; confidences ascend strictly, probabilities never
 * fall, both are from 0 to 1.
 */
public final class IsotonicCalibration {
    /** The most breakpoints that are kept. */
    public static final int MAXIMUM_BREAKPOINTS = 512;

    private final long samples;
    private final double[] confidences;
    private final double[] probabilities;

    /**
     * A calibration from its breakpoints.
     *
     * @param samples rows that it was made from, from 1
     * @throws IllegalArgumentException naming what does not hold
     */
    IsotonicCalibration(long samples, double[] confidences, double[] probabilities) {
        this.samples = samples;
        this.confidences = confidences.clone();
        this.probabilities = probabilities.clone();
        int size = confidences.length;
        require(samples >= 1, "at least one sample, not " + samples);
        require(size >= 1 && size <= MAXIMUM_BREAKPOINTS, "1 to " + MAXIMUM_BREAKPOINTS + " confidences, not " + size);
        require(probabilities.length == size, "one probability for each confidence, not " + probabilities.length);
        for (int i = 0; i < size; i++) {
            require(
                    share(confidences[i]) && (i == 0 || confidences[i] > confidences[i - 1]),
                    "confidences that ascend strictly within 0 to 1; confidence " + i + " is " + confidences[i]);
            require(
                    share(probabilities[i]) && (i == 0 || probabilities[i] >= probabilities[i - 1]),
                    "probabilities that never fall, within 0 to 1; probability " + i + " is " + probabilities[i]);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("a calibration needs " + what);
        }
    }

    private static boolean share(double value) {
        return value >= 0 && value <= 1;
    }

    /** Rows that it was made from. */
    public long samples() {
        return samples;
    }

    /**
     * The probability that a prediction of such a confidence is right; allocates nothing.
     *
     * @param confidence from 0 to 1
     */
    public double probability(double confidence) {
        if (!share(confidence)) {
            throw new IllegalArgumentException("a confidence must be from 0 to 1, not " + confidence);
        }
        int found = Arrays.binarySearch(confidences, confidence);
        if (found >= 0) {
            return probabilities[found];
        }
        int above = -found - 1;
        if (above == 0) {
            return probabilities[0];
        }
        int below = above - 1;
        if (above == confidences.length) {
            return probabilities[below];
        }
        double part = (confidence - confidences[below]) / (confidences[above] - confidences[below]);
        return probabilities[below] + part * (probabilities[above] - probabilities[below]);
    }

    /** How many breakpoints there are. */
    int breakpoints() {
        return confidences.length;
    }

    double breakpoint(int index) {
        return confidences[index];
    }

    double probabilityAt(int index) {
        return probabilities[index];
    }

    /** The same for equal calibrations. */
    public long fingerprint() {
        StateWriter shape = new StateWriter();
        shape.varint(samples);
        shape.varint(confidences.length);
        shape.doubles(confidences);
        shape.doubles(probabilities);
        return shape.fingerprint();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IsotonicCalibration that
                && samples == that.samples
                && Arrays.equals(confidences, that.confidences)
                && Arrays.equals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(samples) + 31 * Arrays.hashCode(confidences);
    }

    @Override
    public String toString() {
        return "IsotonicCalibration[" + samples + " samples, " + confidences.length + " breakpoints]";
    }
}
