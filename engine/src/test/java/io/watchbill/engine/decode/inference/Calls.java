package io.watchbill.engine.decode.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchbill.engine.decode.EventLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls of three models, written by their payloads alone. */
final class Calls {
    static final List<EventLayout> MODELS = List.of(
            new EventLayout(
                    "flight_delay",
                    EventLayout.Answer.BINARY,
                    List.of(new EventLayout.Feature("distance", true), new EventLayout.Feature("origin", false))),
            new EventLayout("demand", EventLayout.Answer.NUMBER, List.of(new EventLayout.Feature("price", true))),
            new EventLayout(
                    "topic",
                    EventLayout.Answer.CLASS,
                    List.of(new EventLayout.Feature("words", true), new EventLayout.Feature("links", true))));

    /** The inputs of one row that every model above has a place for. */
    static final String FLIGHT =
            "{\"inputs\":[{\"name\":\"distance\",\"datatype\":\"FP64\",\"shape\":[1],\"data\":[740.5]},"
                    + "{\"name\":\"origin\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"JFK\"]}]}";

    private Calls() {}

    /** What is tested, with the models above. */
    static InferenceRows rows() {
        return new InferenceRows(MODELS, 8);
    }

    static InferenceEvent request(String service, String payload) {
        return new InferenceEvent(
                InferenceEvent.Half.REQUEST,
                "c1",
                "here",
                "2026-11-26T10:00:00Z",
                service,
                null,
                payload.getBytes(StandardCharsets.UTF_8));
    }

    static InferenceEvent response(String payload) {
        return new InferenceEvent(
                InferenceEvent.Half.RESPONSE, "c1", "here", null, null, null, payload.getBytes(StandardCharsets.UTF_8));
    }

    static String lines(InferenceEvent request, @Nullable InferenceEvent response) {
        try {
            return new String(rows().lines(request, response), StandardCharsets.UTF_8);
        } catch (PayloadException e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    /** What follows the features in the only line of a call. */
    static String answer(String service, String request, String response) {
        String line = lines(request(service, request), response(response));
        assertThat(line).doesNotContain("\n");
        return line.substring(line.indexOf("}", line.indexOf("\"features\"")) + 1);
    }

    static PayloadException refused(String service, String request, String response) {
        return catchThrowableOfType(
                PayloadException.class, () -> rows().lines(request(service, request), response(response)));
    }
}
