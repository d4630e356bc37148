package io.watchbill.incidents.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchbill.incidents.record.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A record of the journal: one alert of one webhook.
 *
 * @param at when it arrived, by our clock
 */
record Arrival(Instant at, Notice notice) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AT = "at";
    private static final String ALERT = "alert";

    /** One line of JSON, without its end. */
    byte[] bytes() {
        ObjectNode node = JSON.createObjectNode();
        node.put(AT, at.toString());
        node.set(ALERT, WebhookBody.json(notice));
        try {
            return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON is writable", e);
        }
    }

    /** Reads a line; empty if it is none of ours. */
    static Optional<Arrival> read(byte[] line) {
        try {
            JsonNode node = JSON.readTree(line);
            Instant at = Instant.parse(node.path(AT).asText());
            return WebhookBody.notice(node.path(ALERT)).map(notice -> new Arrival(at, notice));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
