package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the value at a parser's token as a number, a text or a time. */
final class Values {
    private final int longestText;
    private final TextPool pool = new TextPool();

    Values(int longestText) {
        this.longestText = longestText;
    }

    /** The end of a message about a text that is none, or too long. */
    String expectedText() {
        return ": expected text of 1 to " + longestText + " characters";
    }

    /**
     * A finite number; NaN for null, and +Infinity for everything that is no number: NaN and the infinities, text
     * (a number as text means that a sender lost its types, which is worth seeing), objects and arrays. Booleans are 1
     * and 0.
     */
    double number(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = parser.getDoubleValue();
                yield Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
            }
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NULL -> Double.NaN;
            default -> {
                parser.skipChildren();
                yield Double.POSITIVE_INFINITY;
            }
        };
    }

    /** A number as {@link #number}, but only where the token is a number. */
    double strictNumber(JsonParser parser) throws IOException {
        if (parser.currentToken().isBoolean()) {
            return Double.POSITIVE_INFINITY;
        }
        return number(parser);
    }

    /**
     * A category or class: text as it is, booleans as {@code true} and {@code false}, whole numbers without a fraction
     * ({@code 1.0} is {@code 1}). Too long a text, NaN, infinities, objects and arrays are
     * {@link DecodedBatch#INVALID}.
     */
    String category(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> text(parser);
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            case VALUE_NUMBER_INT -> text(parser);
            case VALUE_NUMBER_FLOAT -> {
                double value = parser.getDoubleValue();
                if (!Double.isFinite(value)) {
                    yield DecodedBatch.INVALID;
                }
                yield value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value);
            }
            default -> {
                parser.skipChildren();
                yield DecodedBatch.INVALID;
            }
        };
    }

    /** The token's text, or {@link DecodedBatch#INVALID} if it is too long. */
    String text(JsonParser parser) throws IOException {
        int length = parser.getTextLength();
        if (length > longestText) {
            return DecodedBatch.INVALID;
        }
        return pool.get(parser.getTextCharacters(), parser.getTextOffset(), length);
    }

    /** Milliseconds since 1970 from RFC 3339 or epoch milliseconds, or {@link DecodedBatch#NO_TIME} if it is neither. */
    static long time(JsonParser parser) throws IOException {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            return Timestamps.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
        if (parser.currentToken().isNumeric()) {
            double millis = Math.floor(parser.getDoubleValue());
            return millis >= 0 && millis <= Timestamps.LATEST ? (long) millis : DecodedBatch.NO_TIME;
        }
        parser.skipChildren();
        return DecodedBatch.NO_TIME;
    }
}
