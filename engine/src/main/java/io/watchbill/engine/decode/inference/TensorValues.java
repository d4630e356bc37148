package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.watchbill.engine.decode.IngestResult;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values as they are read, flattened; bounded over all tensors of a payload. */
final class TensorValues {
    /** So many values at most in one payload. */
    static final int MOST = 1_000_000;

    private static final int LONGEST_TEXT = 1_024;

    private final Budget budget;
    private @Nullable Object[] values = new @Nullable Object[16];
    private int size;

    /** What is left of the payload's bound on values, and how deep arrays may nest. */
    static final class Budget {
        private final int deepest;
        private long left = MOST;

        Budget(int deepest) {
            this.deepest = deepest;
        }

        void take(long values) throws PayloadException {
            left -= values;
            if (left < 0) {
                throw new PayloadException(IngestResult.OVER_LIMIT, "the payload has more than " + MOST + " values");
            }
        }
    }

    TensorValues(Budget budget) {
        this.budget = budget;
    }

    int size() {
        return size;
    }

    @Nullable
    Object[] toArray() {
        return Arrays.copyOf(values, size);
    }

    /** Adds the scalar, or all scalars of the nested arrays, at the parser's token. */
    void addAll(JsonParser parser, String where) throws IOException, PayloadException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            add(scalar(parser, where));
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY) {
                depth++;
                if (depth > budget.deepest) {
                    throw new PayloadException(
                            IngestResult.OVER_LIMIT, where + ": arrays nest deeper than " + budget.deepest);
                }
            } else if (token == JsonToken.END_ARRAY) {
                depth--;
            } else {
                add(scalar(parser, where));
            }
        }
    }

    private void add(@Nullable Object value) throws PayloadException {
        budget.take(1);
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    private static @Nullable Object scalar(JsonParser parser, String where) throws IOException, PayloadException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) parser.getDoubleValue()
                        : (Object) parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_STRING -> {
                if (parser.getTextLength() > LONGEST_TEXT) {
                    throw new PayloadException(
                            IngestResult.OVER_LIMIT, where + ": a text has more than " + LONGEST_TEXT + " characters");
                }
                yield parser.getText();
            }
            default -> throw new PayloadException(where + ": expected numbers, texts, booleans, or arrays of them");
        };
    }
}
