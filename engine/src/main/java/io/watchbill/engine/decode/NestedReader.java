package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the objects inside a line that few models send: a score for each class, and segments. */
final class NestedReader {
    private final Values values;

    NestedReader(Values values) {
        this.values = values;
    }

    /** The scores of several classes: the highest is the confidence. */
    void scores(JsonParser parser, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        if (!isObject(parser, "scores: expected an object of classes and numbers")) {
            return;
        }
        double highest = Double.NaN;
        boolean kept = !batch.layout().regression();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            double score = values.strictNumber(parser);
            highest = highest >= score ? highest : score;
            if (kept) {
                batch.classScores().add(row, name, score);
            }
        }
        if (batch.kind(row) == EventKind.PREDICTION && Double.isNaN(batch.confidences[row])) {
            batch.confidences[row] = highest;
        }
    }

    /** The segments that the prediction belongs to; those that the model does not declare are passed over. */
    void segments(JsonParser parser, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        if (!isObject(parser, "segment: expected an object of names and values")) {
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int segment = batch.layout().segments().indexOf(name);
            if (segment < 0) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                String value = values.category(parser);
                if (value.equals(DecodedBatch.INVALID)) {
                    throw new MalformedLineException("segment." + name + values.expectedText());
                }
                batch.segments[segment][row] = value;
            }
        }
    }

    private static boolean isObject(JsonParser parser, String expected) throws MalformedLineException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return false;
        }
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new MalformedLineException(expected);
        }
        return true;
    }
}
