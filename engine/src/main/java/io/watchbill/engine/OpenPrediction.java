package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * A prediction that labels and outcomes may come for, with what came already. Numbers are those of the model's names.
 *
 * <p>Of several labels that with the newest time counts, the later arrival of two at one time: what is known in the end
 * does not depend on the order in which they came. Not thread-safe.
 */
final class OpenPrediction {
    /** What a label is to a prediction. */
    enum Label {
        FIRST,
        CORRECTED,
        /** It says what is known, or is older than what is known. */
        DUPLICATE
    }

    final long time;
    final int version;
    final int answer;
    final int arm;
    final int opponent;
    final int[] segments;
    /** The predicted number of a regression, the positive class's score of a binary classifier; else NaN. */
    final double number;

    final double confidence;
    final @Nullable ClassShares shares;

    private boolean labelled;
    private int label;
    private double labelNumber = Double.NaN;
    private long labelTime;
    private boolean converted;

    /**
     * @param answer the predicted class
     * @param opponent the version that a prediction of the holdout is compared with
     * @param segments by segment, the number of its value
     * @param number the predicted number of a regression, the positive class's score of a binary classifier; else NaN
     * @param shares of a classifier of several classes; null without
     */
    OpenPrediction(
            long time,
            int version,
            int answer,
            int arm,
            int opponent,
            int[] segments,
            double number,
            double confidence,
            @Nullable ClassShares shares) {
        this.time = time;
        this.version = version;
        this.answer = answer;
        this.arm = arm;
        this.opponent = opponent;
        this.segments = segments;
        this.number = number;
        this.confidence = confidence;
        this.shares = shares;
    }

    /** Sets what came already. */
    void restoreLabel(int ofClass, double ofNumber, long atTime) {
        labelled = true;
        label = ofClass;
        labelNumber = ofNumber;
        labelTime = atTime;
    }

    /** Sets that the conversion came already. */
    void restoreConverted() {
        converted = true;
    }

    /**
     * Takes a label.
     *
     * @param ofClass the true class
     * @param ofNumber the true number of a regression; NaN for a classifier
     */
    Label label(int ofClass, double ofNumber, long atTime) {
        boolean first = !labelled;
        boolean same = !first && label == ofClass && Double.compare(labelNumber, ofNumber) == 0;
        boolean newer = first || atTime >= labelTime;
        if (newer) {
            restoreLabel(ofClass, ofNumber, atTime);
        }
        if (first) {
            return Label.FIRST;
        }
        return newer && !same ? Label.CORRECTED : Label.DUPLICATE;
    }

    /** Takes the conversion's event; whether it converts the prediction, which happens once. */
    boolean convert(long atTime, long withinMillis) {
        boolean converts = !converted && atTime >= time && atTime - time <= withinMillis;
        converted |= converts;
        return converts;
    }

    boolean labelled() {
        return labelled;
    }

    int label() {
        return label;
    }

    /** The true number of a regression; NaN for a classifier. */
    double labelNumber() {
        return labelNumber;
    }

    long labelTime() {
        return labelTime;
    }

    boolean converted() {
        return converted;
    }
}
