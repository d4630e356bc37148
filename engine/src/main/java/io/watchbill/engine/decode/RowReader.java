package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the fields of an event into its row, and says what a kind must have. */
final class RowReader {
    private static final Set<String> RUN_STATUSES = Set.of("complete", "failed");

    private final Values values;
    private final NestedReader nested;
    private final int longestId;
    private final int deepest;
    private final IdHash ids;
    private final long[] halves = new long[2];

    RowReader(Values values, DecodeLimits limits, IdHash ids) {
        this.values = values;
        this.nested = new NestedReader(values);
        this.longestId = limits.idCharacters();
        this.deepest = limits.depth();
        this.ids = ids;
    }

    /**
     * Reads the value of a field; the parser stands at its first token.
     *
     * @return how many features in it were unknown
     */
    int field(JsonParser parser, String field, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        switch (field) {
            case "id" -> id(parser, batch, row);
            case "time" -> batch.times[row] = time(parser, field);
            case "predictionTime" -> batch.predictionTimes[row] = time(parser, field);
            case "version" -> batch.versions[row] = name(parser, field);
            case "arm" -> batch.arms[row] = name(parser, field);
            case "features" -> {
                return features(parser, batch, row);
            }
            case "prediction", "label" -> answer(parser, batch, row);
            case "score" -> batch.scores[row] = values.strictNumber(parser);
            case "scores" -> nested.scores(parser, batch, row);
            case "segment" -> nested.segments(parser, batch, row);
            case "confidence" -> batch.confidences[row] = values.strictNumber(parser);
            case "latencyMs" -> batch.latencies[row] = amount(parser, field, "milliseconds");
            case "value", "rows" -> batch.values[row] = value(parser, field, batch.kind(row));
            case "outcome" -> outcome(parser, batch, row);
            case "name", "event", "rating", "consumer", "run" -> subject(parser, field, batch, row);
            case "unit", "status" -> batch.details[row] = name(parser, field);
            default -> skip(parser);
        }
        return 0;
    }

    private void id(JsonParser parser, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return;
        }
        if (!parser.hasToken(JsonToken.VALUE_STRING) && !parser.hasToken(JsonToken.VALUE_NUMBER_INT)) {
            throw new MalformedLineException("id: expected text or a whole number");
        }
        int length = parser.getTextLength();
        if (length == 0 || length > longestId) {
            throw new MalformedLineException("id: expected 1 to " + longestId + " characters");
        }
        ids.hash(parser.getTextCharacters(), parser.getTextOffset(), length, halves);
        batch.idHighs[row] = halves[0];
        batch.idLows[row] = halves[1];
        batch.withIds[row] = true;
    }

    private static long time(JsonParser parser, String field) throws IOException, MalformedLineException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return DecodedBatch.NO_TIME;
        }
        long time = Values.time(parser);
        if (time == DecodedBatch.NO_TIME) {
            throw new MalformedLineException(
                    field + ": expected RFC 3339 with an offset (2001-02-01T07:05:00Z) or milliseconds since 1970");
        }
        return time;
    }

    /** A short text that becomes a label's value, so numbers and booleans are taken too. */
    private @Nullable String name(JsonParser parser, String field) throws IOException, MalformedLineException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return null;
        }
        String name = values.category(parser);
        if (name.isEmpty() || name.equals(DecodedBatch.INVALID)) {
            throw new MalformedLineException(field + values.expectedText());
        }
        return name;
    }

    /** A score may be negative; amounts and rows may not. */
    private double value(JsonParser parser, String field, EventKind kind) throws IOException, MalformedLineException {
        if (kind != EventKind.SCORE) {
            return amount(parser, field, "the amount");
        }
        double score = values.strictNumber(parser);
        if (score == Double.POSITIVE_INFINITY) {
            throw new MalformedLineException(field + ": expected the score as a number");
        }
        return score;
    }

    private double amount(JsonParser parser, String field, String what) throws IOException, MalformedLineException {
        double amount = values.strictNumber(parser);
        if (amount < 0 || amount == Double.POSITIVE_INFINITY) {
            throw new MalformedLineException(field + ": expected " + what + " as a number, 0 or more");
        }
        return amount;
    }

    private int features(JsonParser parser, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        if (parser.hasToken(JsonToken.VALUE_NULL)) {
            return 0;
        }
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw new MalformedLineException("features: expected an object of names and values");
        }
        EventLayout layout = batch.layout();
        int unknown = 0;
        int last = FeatureOrder.NONE;
        int column;
        while ((column = batch.order.next(parser, last)) != FeatureOrder.END) {
            JsonToken token = parser.nextToken();
            if (column == FeatureOrder.UNKNOWN) {
                unknown++;
                skip(parser);
                continue;
            }
            last = column;
            if (layout.numeric(column)) {
                batch.numbers[column][row] = values.number(parser);
            } else {
                batch.texts[column][row] = token == JsonToken.VALUE_NULL ? null : values.category(parser);
            }
        }
        return unknown;
    }

    private void answer(JsonParser parser, DecodedBatch batch, int row) throws IOException {
        if (batch.layout().regression()) {
            batch.answerNumbers[row] = values.strictNumber(parser);
        } else {
            batch.answers[row] = parser.hasToken(JsonToken.VALUE_NULL) ? null : values.category(parser);
        }
    }

    private void outcome(JsonParser parser, DecodedBatch batch, int row) throws IOException, MalformedLineException {
        String outcome = name(parser, "outcome");
        if (batch.kind(row) == EventKind.DOWNSTREAM) {
            batch.details[row] = outcome;
        } else if (outcome != null && !outcome.equals("ok") && !outcome.equals("error")) {
            throw new MalformedLineException("outcome: expected ok or error");
        } else {
            batch.failures[row] = "error".equals(outcome);
        }
    }

    private void subject(JsonParser parser, String field, DecodedBatch batch, int row)
            throws IOException, MalformedLineException {
        EventKind kind = batch.kind(row);
        if (field.equals(subjectOf(kind)) || (kind == EventKind.PREDICTION && field.equals("run"))) {
            batch.subjects[row] = name(parser, field);
        } else {
            skip(parser);
        }
    }

    private static @Nullable String subjectOf(EventKind kind) {
        return switch (kind) {
            case SCORE -> "name";
            case BUSINESS -> "event";
            case FEEDBACK -> "rating";
            case DOWNSTREAM -> "consumer";
            case RUN -> "run";
            case PREDICTION, LABEL -> null;
        };
    }

    /** Passes over a value; one that nests too deep costs the line. */
    private void skip(JsonParser parser) throws IOException, MalformedLineException {
        if (!parser.currentToken().isStructStart()) {
            return;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth > deepest) {
                throw new MalformedLineException(
                        IngestResult.OVER_LIMIT, "objects and arrays nest deeper than " + deepest);
            }
        }
    }

    /** Checks what the row's kind must have, and derives what it may leave out. */
    void complete(DecodedBatch batch, int row) throws MalformedLineException {
        EventKind kind = batch.kind(row);
        String subject = subjectOf(kind);
        if (subject != null && batch.subjects[row] == null) {
            throw new MalformedLineException(subject + ": missing; a " + kind.word() + " needs it");
        }
        switch (kind) {
            case PREDICTION -> confidence(batch, row);
            case LABEL -> label(batch, row);
            case SCORE -> {
                if (Double.isNaN(batch.values[row])) {
                    throw new MalformedLineException("value: missing; a score needs it");
                }
            }
            case DOWNSTREAM -> {
                if (batch.details[row] == null) {
                    throw new MalformedLineException("outcome: missing; a downstream effect needs it");
                }
            }
            case RUN -> {
                if (batch.details[row] == null) {
                    throw new MalformedLineException("status: missing; a run needs it");
                }
                if (!RUN_STATUSES.contains(batch.details[row])) {
                    throw new MalformedLineException("status: expected complete or failed");
                }
            }
            case BUSINESS, FEEDBACK -> {}
        }
    }

    private static void confidence(DecodedBatch batch, int row) {
        double score = batch.scores[row];
        if (Double.isNaN(batch.confidences[row])
                && !Double.isNaN(score)
                && !batch.layout().regression()) {
            batch.confidences[row] = Math.max(score, 1 - score);
        }
        double confidence = batch.confidences[row];
        if (confidence < 0 || confidence > 1) {
            batch.confidences[row] = Double.POSITIVE_INFINITY;
        }
    }

    private static void label(DecodedBatch batch, int row) throws MalformedLineException {
        if (!batch.withIds[row]) {
            throw new MalformedLineException("id: missing; a label needs the id of its prediction");
        }
        boolean usable = batch.layout().regression()
                ? Double.isFinite(batch.answerNumbers[row])
                : batch.answers[row] != null && !DecodedBatch.INVALID.equals(batch.answers[row]);
        if (!usable) {
            throw new MalformedLineException(
                    batch.layout().regression()
                            ? "label: expected a number"
                            : "label: expected a class as text, number or boolean");
        }
    }
}
