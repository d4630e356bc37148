package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event into a row. The fields may come in any order; those that are not known are skipped.
 *
 * <p>Kind and model say where everything else belongs. Most senders write them first, and then one pass is enough; where
 * another field comes before them, they are looked up in a pass of their own.
 */
final class LineReader {
    private static final String KINDS = "expected prediction, label, score, business, feedback, downstream or run";
    private static final int MODELS_SHOWN = 10;

    private final Map<String, EventLayout> models;
    private final String knownModels;
    private final Values values;
    private final RowReader rows;

    // The line being read.
    private @Nullable EventKind kind;
    private @Nullable EventLayout layout;
    private int unknown;

    LineReader(Map<String, EventLayout> models, DecodeLimits limits, IdHash ids) {
        this.models = models;
        this.knownModels = known(models);
        this.values = new Values(limits.textCharacters());
        this.rows = new RowReader(values, limits, ids);
    }

    private static String known(Map<String, EventLayout> models) {
        String names = String.join(
                ", ",
                new TreeSet<>(models.keySet()).stream().limit(MODELS_SHOWN).toList());
        return models.size() > MODELS_SHOWN ? names + ", …" : names;
    }

    /** Reads the line with a parser of its own, and adds its row to the batch of its model. */
    void read(byte[] bytes, int start, int length, int line, Decoder.Body body)
            throws IOException, MalformedLineException {
        try (JsonParser parser = Decoder.parser(bytes, start, length)) {
            String waiting = begin(parser);
            if (waiting == null || (kind != null && layout != null)) {
                onlyRow(parser, waiting, line, body);
                return;
            }
        }
        try (JsonParser parser = Decoder.parser(bytes, start, length)) {
            expectObject(parser);
            head(parser, true);
        }
        try (JsonParser parser = Decoder.parser(bytes, start, length)) {
            expectObject(parser);
            onlyRow(parser, parser.nextFieldName(), line, body);
        }
    }

    /**
     * Reads the line with a parser that has come to its beginning, and adds its row to the batch of its model.
     *
     * @return whether it did; the parser is at the end of the line's object then. If not, and if it fails, nothing was added
     *     and the parser may be anywhere: the line is to be read with one of its own
     */
    boolean readNext(LinesParser lines, int end, int line, Decoder.Body body)
            throws IOException, MalformedLineException {
        JsonParser parser = lines.parser();
        String waiting = begin(parser);
        if (kind == null || layout == null) {
            return false;
        }
        DecodedBatch batch = row(parser, waiting, line, body);
        if (!parser.hasToken(JsonToken.END_OBJECT) || !lines.nothingMoreBefore(end)) {
            return false;
        }
        commit(batch);
        return true;
    }

    /** Goes into the line's object, and reads kind and model if they come first; gives the field it stopped at. */
    private @Nullable String begin(JsonParser parser) throws IOException, MalformedLineException {
        kind = null;
        layout = null;
        expectObject(parser);
        return head(parser, false);
    }

    private static void expectObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not an object");
        }
    }

    /**
     * Reads kind and model.
     *
     * @param skip whether to pass over other fields; else it stops at the first
     * @return the field that it stopped at, or null at the end of the object
     */
    private @Nullable String head(JsonParser parser, boolean skip) throws IOException, MalformedLineException {
        String field = parser.nextFieldName();
        for (; field != null; field = parser.nextFieldName()) {
            if (field.equals("kind")) {
                parser.nextToken();
                kind = kind(parser);
            } else if (field.equals("model")) {
                parser.nextToken();
                layout = layout(parser);
            } else if (skip) {
                parser.nextToken();
                parser.skipChildren();
            } else {
                return field;
            }
        }
        return null;
    }

    private EventKind kind(JsonParser parser) throws IOException, MalformedLineException {
        EventKind named = parser.hasToken(JsonToken.VALUE_STRING) ? EventKind.named(values.text(parser)) : null;
        if (named == null) {
            throw new MalformedLineException("kind: " + KINDS);
        }
        return named;
    }

    private EventLayout layout(JsonParser parser) throws IOException, MalformedLineException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw new MalformedLineException("model: expected a name as text");
        }
        EventLayout known = models.get(values.text(parser));
        if (known == null) {
            throw new MalformedLineException(
                    IngestResult.UNKNOWN_MODEL, "model: not known here; this exporter watches " + knownModels);
        }
        return known;
    }

    /** Reads a row and adds it, if nothing follows its object. */
    private void onlyRow(JsonParser parser, @Nullable String first, int line, Decoder.Body body)
            throws IOException, MalformedLineException {
        DecodedBatch batch = row(parser, first, line, body);
        if (!parser.hasToken(JsonToken.END_OBJECT) || parser.nextToken() != null) {
            throw new JsonParseException(parser, "more than one object");
        }
        commit(batch);
    }

    /** Reads a row, which is the open one of its batch then. */
    private DecodedBatch row(JsonParser parser, @Nullable String first, int line, Decoder.Body body)
            throws IOException, MalformedLineException {
        EventKind readKind = kind;
        EventLayout readLayout = layout;
        if (readKind == null) {
            throw new MalformedLineException("kind: missing; " + KINDS);
        }
        if (readLayout == null) {
            throw new MalformedLineException("model: missing; this exporter watches " + knownModels);
        }
        DecodedBatch batch = body.batch(readLayout);
        int row = batch.open(line, readKind);
        unknown = 0;
        for (String field = first; field != null; field = parser.nextFieldName()) {
            parser.nextToken();
            unknown += rows.field(parser, field, batch, row);
        }
        return batch;
    }

    private void commit(DecodedBatch batch) throws MalformedLineException {
        rows.complete(batch, batch.rows());
        batch.commit(unknown);
    }
}
