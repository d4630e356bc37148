package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import io.watchbill.engine.decode.EventLayout;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The predictions, scores and confidences of a response's rows. */
final class AnswerColumns {
    private final OutputRoles roles;

    /** The classes that the columns of {@link OutputRoles#shares} speak of; empty where the second is the positive one. */
    private final List<String> classes;

    private AnswerColumns(OutputRoles roles, List<String> classes) {
        this.roles = roles;
        this.classes = classes;
    }

    static AnswerColumns of(List<Tensor> outputs, EventLayout.Answer answer, int rows) throws PayloadException {
        OutputRoles roles = OutputRoles.of(outputs, answer);
        check(roles.prediction(), rows);
        check(roles.score(), rows);
        check(roles.shares(), rows);
        check(roles.confidence(), rows);
        return new AnswerColumns(roles, classes(roles.shares(), answer));
    }

    private static void check(@Nullable Tensor output, int rows) throws PayloadException {
        if (output != null && output.rows() != rows) {
            throw new PayloadException("outputs: expected as many rows as the inputs have");
        }
    }

    private static List<String> classes(@Nullable Tensor shares, EventLayout.Answer answer) throws PayloadException {
        if (shares == null) {
            return List.of();
        }
        if (!shares.names().isEmpty()) {
            if (shares.names().size() != shares.width()) {
                throw new PayloadException("outputs: expected a class in parameters.classes for each score of a row");
            }
            return shares.names();
        }
        if (answer == EventLayout.Answer.BINARY) {
            if (shares.width() != 2) {
                throw new PayloadException("outputs: expected two scores for each row, as two classes have");
            }
            return List.of();
        }
        return IntStream.range(0, shares.width()).mapToObj(Integer::toString).toList();
    }

    void write(JsonGenerator json, int row) throws IOException {
        Tensor shares = roles.shares();
        if (roles.prediction() != null) {
            json.writeFieldName("prediction");
            InferenceRows.write(json, roles.prediction().at(row, 0));
        } else if (shares != null && !classes.isEmpty()) {
            json.writeStringField("prediction", classes.get(highest(shares, row)));
        }
        if (roles.score() != null) {
            json.writeFieldName("score");
            InferenceRows.write(json, roles.score().at(row, 0));
        } else if (shares != null && classes.isEmpty()) {
            json.writeFieldName("score");
            InferenceRows.write(json, shares.at(row, 1));
        }
        if (shares != null && !classes.isEmpty()) {
            json.writeObjectFieldStart("scores");
            for (int i = 0; i < classes.size(); i++) {
                json.writeFieldName(classes.get(i));
                InferenceRows.write(json, shares.at(row, i));
            }
            json.writeEndObject();
        }
        if (roles.confidence() != null) {
            json.writeFieldName("confidence");
            InferenceRows.write(json, roles.confidence().at(row, 0));
        }
    }

    private static int highest(Tensor shares, int row) {
        int highest = 0;
        for (int i = 1; i < shares.width(); i++) {
            if (number(shares.at(row, i)) > number(shares.at(row, highest))) {
                highest = i;
            }
        }
        return highest;
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.NEGATIVE_INFINITY;
    }
}
