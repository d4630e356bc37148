package io.watchbill.engine.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads bodies of events: one JSON object a line, or a JSON array of objects. A bad line costs only itself: from there on
 * every line has a parser of its own.
 *
 * <p>Not thread-safe, because it keeps buffers: one decoder a thread.
 */
public final class Decoder {
    /** How the body is written. */
    public enum Format {
        /** One JSON object a line. */
        LINES,
        /** One JSON array of objects, or one object. */
        ARRAY
    }

    /** The deepest that the parser follows. */
    static final int MOST_NESTED = 64;

    /** Symbols of names are not interned: a sender chooses them, and interned strings are never given back. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_NESTED)
                    .maxNumberLength(1_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final Map<String, EventLayout> models;
    private final DecodeLimits limits;
    private final LineReader reader;

    /**
     * @param models the models whose events are taken
     * @param limits bounds on a line
     * @param ids the key that ids are hashed with
     */
    public Decoder(Collection<EventLayout> models, DecodeLimits limits, IdHash ids) {
        this.models = new HashMap<>();
        for (EventLayout model : models) {
            this.models.put(model.model(), model);
        }
        this.limits = limits;
        this.reader = new LineReader(this.models, limits, ids);
    }

    /**
     * A parser of JSON in UTF-8. Jackson by itself takes bytes with zeros or a mark among the first four for UTF-16 or UTF-32,
     * in which no line ends at a byte of its own and no place in the bytes is known; that is no JSON here.
     */
    public static JsonParser parser(byte[] bytes, int start, int length) throws IOException {
        for (int i = start; i < start + Math.min(length, 4); i++) {
            if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
                throw new JsonParseException(null, "not UTF-8");
            }
        }
        return FACTORY.createParser(bytes, start, length);
    }

    /** Reads the first {@code length} bytes of {@code body}. A body that is no JSON at all gives rejections only. */
    public Decoded decode(byte[] body, int length, Format format) {
        Body read = new Body();
        switch (format) {
            case LINES -> lines(body, length, read);
            case ARRAY -> array(body, length, read);
        }
        // A model all of whose lines were rejected has no events.
        read.done.removeIf(batch -> batch.rows() == 0);
        return new Decoded(read.done, read.rejections, read.lines, read.objects);
    }

    private void lines(byte[] body, int length, Body read) {
        int number = 0;
        int start = hasByteOrderMark(body, length) ? 3 : 0;
        try (LinesParser parser = new LinesParser(body, start, length)) {
            while (start < length) {
                int end = start;
                while (end < length && body[end] != '\n') {
                    end++;
                }
                number++;
                if (!isBlank(body, start, end) && !next(parser, end, end - start, number, read)) {
                    parser.giveUp();
                    event(body, start, end - start, number, read);
                }
                start = end + 1;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** Reads the next line with the parser of all; whether it could. */
    private boolean next(LinesParser parser, int end, int length, int number, Body read) throws IOException {
        if (!parser.isUsable() || length > limits.lineBytes()) {
            return false;
        }
        try {
            if (!reader.readNext(parser, end, number, read)) {
                return false;
            }
        } catch (MalformedLineException | JsonProcessingException e) {
            return false;
        }
        read.lines++;
        read.objects++;
        return true;
    }

    private static boolean hasByteOrderMark(byte[] body, int length) {
        return length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF;
    }

    static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Finds the elements of the array first, then reads each like a line. */
    private void array(byte[] body, int length, Body read) {
        int number = 0;
        try (JsonParser parser = parser(body, 0, length)) {
            JsonToken token = parser.nextToken();
            boolean list = token == JsonToken.START_ARRAY;
            if (list) {
                token = parser.nextToken();
            }
            while (token != null && token != JsonToken.END_ARRAY) {
                number++;
                long start = parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                long end = parser.currentLocation().getByteOffset();
                if (token == JsonToken.START_OBJECT) {
                    event(body, (int) start, (int) (end - start), number, read);
                } else {
                    read.lines++;
                    read.rejections.add(number, IngestResult.MALFORMED, "expected a JSON object");
                }
                token = parser.nextToken();
            }
            if (list && token == null) {
                throw new JsonParseException(parser, "unfinished array");
            }
        } catch (JsonProcessingException e) {
            read.lines++;
            read.rejections.add(
                    number + 1, IngestResult.MALFORMED, "not valid JSON; nothing after this element was read");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private void event(byte[] body, int start, int length, int number, Body read) {
        read.lines++;
        if (length > limits.lineBytes()) {
            read.objects++;
            read.rejections.add(
                    number,
                    IngestResult.OVER_LIMIT,
                    "the line has " + length + " bytes; at most " + limits.lineBytes() + " are read");
            return;
        }
        try {
            reader.read(body, start, length, number, read);
            read.objects++;
        } catch (MalformedLineException e) {
            read.objects++;
            read.rejections.add(number, e.result(), e.reason());
        } catch (JsonProcessingException e) {
            // Jackson's own message may quote the line, and a line may hold what nobody else may see.
            int column =
                    e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
            read.rejections.add(number, IngestResult.MALFORMED, "not a valid JSON object, at column " + column);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** What was read of one body so far. */
    static final class Body {
        final Rejections rejections = new Rejections();
        final List<DecodedBatch> done = new ArrayList<>();
        private final Map<EventLayout, DecodedBatch> open = new HashMap<>();
        private int lines;
        private int objects;

        DecodedBatch batch(EventLayout layout) {
            DecodedBatch batch = open.get(layout);
            if (batch == null || batch.full()) {
                batch = new DecodedBatch(layout);
                open.put(layout, batch);
                done.add(batch);
            }
            return batch;
        }
    }
}
