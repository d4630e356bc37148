package io.watchbill.engine.decode;

import io.watchbill.engine.decode.EventLayout.Answer;
import io.watchbill.engine.decode.EventLayout.Feature;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Decodes text in tests: a classifier of flights, a model of several classes and a regression. */
final class Lines {
    static final EventLayout FLIGHT = new EventLayout(
            "flight_delay", Answer.BINARY, List.of(new Feature("distance", true), new Feature("origin", false)));
    static final EventLayout TOPIC = new EventLayout("topic", Answer.CLASS, List.of());
    static final EventLayout DEMAND = new EventLayout("demand", Answer.NUMBER, List.of());
    static final IdHash IDS = new IdHash(1, 2);

    private Lines() {}

    static Decoded decode(String body) {
        return decode(body, Decoder.Format.LINES, DecodeLimits.DEFAULT);
    }

    static Decoded array(String body) {
        return decode(body, Decoder.Format.ARRAY, DecodeLimits.DEFAULT);
    }

    static Decoded decode(String body, Decoder.Format format, DecodeLimits limits) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Decoder(List.of(FLIGHT, TOPIC, DEMAND), limits, IDS).decode(bytes, bytes.length, format);
    }

    /** The only event of the only batch. */
    static DecodedBatch only(String line) {
        Decoded decoded = decode(line);
        if (decoded.events() != 1) {
            throw new AssertionError(
                    "expected one event; rejected: " + decoded.rejections().inOrder());
        }
        return decoded.batches().get(0);
    }

    /** Why the line was rejected, with its result in front. */
    static String reason(String line) {
        List<Rejection> rejections = decode(line).rejections().inOrder();
        if (rejections.size() != 1) {
            throw new AssertionError("expected one rejection, not " + rejections);
        }
        return rejections.get(0).result().label() + ": " + rejections.get(0).reason();
    }
}
