package io.watchbill.engine;

import org.jspecify.annotations.Nullable;

/**
 * A prediction and the truth about it.
 *
 * @param predicted the predicted class's number
 * @param actual the true class's number
 * @param predictedNumber the predicted number of a regression; NaN for a classifier
 * @param actualNumber the true number of a regression; NaN for a classifier
 * @param score a binary classifier's score of the positive class; NaN without
 * @param confidence of a classifier, 0 to 1; no such number without
 * @param shares the scores of a classifier of several classes; null without
 */
record Outcome(
        int predicted,
        int actual,
        double predictedNumber,
        double actualNumber,
        double score,
        double confidence,
        @Nullable ClassShares shares) {

    static Outcome ofNumbers(int predicted, int actual, double predictedNumber, double actualNumber) {
        return new Outcome(predicted, actual, predictedNumber, actualNumber, Double.NaN, Double.NaN, null);
    }

    static Outcome ofTwo(int predicted, int actual, double score, double confidence) {
        return new Outcome(predicted, actual, Double.NaN, Double.NaN, score, confidence, null);
    }

    static Outcome ofSeveral(int predicted, int actual, double confidence, @Nullable ClassShares shares) {
        return new Outcome(predicted, actual, Double.NaN, Double.NaN, Double.NaN, confidence, shares);
    }

    double error() {
        return predictedNumber - actualNumber;
    }

    boolean right() {
        return predicted == actual;
    }

    boolean withConfidence() {
        return confidence >= 0 && confidence <= 1;
    }
}
