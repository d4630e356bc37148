package io.watchbill.engine.decode.inference;

import io.watchbill.engine.decode.EventLayout;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which output of a response says what: by its name, else by its type and width.
 *
 * @param prediction the class or number of each row
 * @param score of the positive class
 * @param shares a score for each class
 * @param confidence in the prediction
 */
record OutputRoles(
        @Nullable Tensor prediction,
        @Nullable Tensor score,
        @Nullable Tensor shares,
        @Nullable Tensor confidence) {
    private static final Set<String> PREDICTIONS =
            Set.of("prediction", "predicted", "label", "labels", "output_label", "class");
    private static final Set<String> SCORES =
            Set.of("score", "scores", "probability", "probabilities", "proba", "predict_proba", "output_probability");

    static OutputRoles of(List<Tensor> outputs, EventLayout.Answer answer) throws PayloadException {
        Tensor prediction = null;
        Tensor score = null;
        Tensor shares = null;
        Tensor confidence = null;
        Tensor otherColumn = null;
        Tensor otherShares = null;
        for (Tensor output : outputs) {
            String name = output.name().toLowerCase(Locale.ROOT).replace('-', '_');
            boolean column = output.width() == 1;
            if (!output.flat()) {
                continue;
            }
            if (PREDICTIONS.contains(name) && column) {
                prediction = prediction == null ? output : prediction;
            } else if (SCORES.contains(name)) {
                score = column && score == null ? output : score;
                shares = !column && shares == null ? output : shares;
            } else if (name.equals("confidence") && column) {
                confidence = confidence == null ? output : confidence;
            } else {
                otherColumn = column && otherColumn == null ? output : otherColumn;
                otherShares = !column && otherShares == null ? output : otherShares;
            }
        }
        boolean scored = score != null || shares != null;
        if (prediction == null && otherColumn != null) {
            // What has no telling name and is a fraction is how XGBoost, LightGBM and neural networks answer.
            if (answer == EventLayout.Answer.BINARY && otherColumn.floating() && !scored) {
                score = otherColumn;
            } else {
                prediction = otherColumn;
            }
        }
        if (answer == EventLayout.Answer.NUMBER) {
            if (prediction == null) {
                throw new PayloadException("outputs: expected one with one number for each row, as a regression has");
            }
            return new OutputRoles(prediction, null, null, confidence);
        }
        shares = !scored && score == null ? otherShares : shares;
        if (prediction == null && score == null && shares == null) {
            throw new PayloadException("outputs: expected a prediction for each row, or scores");
        }
        return new OutputRoles(prediction, score, shares, confidence);
    }
}
