package io.watchbill.engine.decode.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads CloudEvents in structured mode: one JSON object, or an array of them. */
public final class EnvelopeReader {
    private static final int MOST_EVENTS = 10_000;

    private EnvelopeReader() {}

    /** What a body held: its events, and by number from 1 those that are none. */
    public record Envelopes(List<InferenceEvent> events, Rejections rejections) {}

    /** Reads one event, or a batch. What is not JSON gives rejections only. */
    public static Envelopes read(byte[] body, int length, boolean batch) {
        List<InferenceEvent> events = new ArrayList<>();
        Rejections rejections = new Rejections();
        int number = 1;
        try (JsonParser parser = Decoder.parser(body, 0, length)) {
            JsonToken token = parser.nextToken();
            if (batch) {
                if (token != JsonToken.START_ARRAY) {
                    rejections.add(number, IngestResult.MALFORMED, "expected a JSON array of CloudEvents");
                    return new Envelopes(events, rejections);
                }
                token = parser.nextToken();
            }
            while (token == JsonToken.START_OBJECT) {
                if (number > MOST_EVENTS) {
                    rejections.add(number, IngestResult.OVER_LIMIT, "more than " + MOST_EVENTS + " CloudEvents");
                    return new Envelopes(events, rejections);
                }
                one(parser, body, number, events, rejections);
                number++;
                token = parser.nextToken();
            }
            boolean ended =
                    batch ? token == JsonToken.END_ARRAY && parser.nextToken() == null : token == null && number > 1;
            if (!ended) {
                rejections.add(number, IngestResult.MALFORMED, "expected a CloudEvent as a JSON object");
            }
        } catch (JsonProcessingException e) {
            rejections.add(number, IngestResult.MALFORMED, "not valid JSON; nothing after this event was read");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return new Envelopes(events, rejections);
    }

    private static void one(
            JsonParser parser, byte[] body, int number, List<InferenceEvent> events, Rejections rejections)
            throws IOException {
        EventAttributes attributes = new EventAttributes();
        byte[] data = new byte[0];
        PayloadException problem = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            try {
                if (name.equals("data")) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    parser.skipChildren();
                    int end = (int) parser.currentLocation().getByteOffset();
                    data = token.isStructStart() ? Arrays.copyOfRange(body, start, end) : data;
                } else if (name.equals("data_base64") && token == JsonToken.VALUE_STRING) {
                    data = base64(parser);
                } else if (token == JsonToken.VALUE_STRING) {
                    attributes.put(name, parser.getText());
                } else {
                    parser.skipChildren();
                }
            } catch (PayloadException e) {
                problem = e;
            }
        }
        try {
            if (problem != null) {
                throw problem;
            }
            events.add(attributes.event(data));
        } catch (PayloadException e) {
            rejections.add(number, e.result(), e.reason());
        }
    }

    private static byte[] base64(JsonParser parser) throws IOException, PayloadException {
        try {
            return parser.getBinaryValue();
        } catch (JsonProcessingException e) {
            throw new PayloadException("data_base64: expected base64");
        }
    }
}
