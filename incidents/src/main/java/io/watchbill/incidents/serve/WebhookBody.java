package io.watchbill.incidents.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchbill.incidents.record.Notice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A webhook of Alertmanager, version 4.
 *
 * @param notices what it says, alert by alert
 * @param unreadable how many alerts could not be read; they cost no other
 * @param truncated how many alerts Alertmanager left out, because its receiver has a {@code max_alerts}
 */
record WebhookBody(List<Notice> notices, int unreadable, int truncated) {

    private static final String VERSION = "4";
    private static final String FIRING = "firing";
    private static final String RESOLVED = "resolved";
    private static final int DEEPEST = 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    WebhookBody {
        notices = List.copyOf(notices);
    }

    /** A body that is no webhook of version 4; sending it again will not help. */
    static final class Misfit extends Exception {
        private static final long serialVersionUID = 1L;

        private final String result;

        Misfit(String result, String message) {
            super(message);
            this.result = result;
        }

        /** What the page counts it as. */
        String result() {
            return result;
        }
    }

    static WebhookBody read(byte[] body) throws Misfit {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (IOException e) {
            throw new Misfit(ServerMetrics.MALFORMED, "the body is no JSON" + place(e));
        }
        if (!root.isObject()) {
            throw new Misfit(ServerMetrics.MALFORMED, "the body is no JSON object: expected a webhook of Alertmanager");
        }
        String version = root.path("version").asText();
        if (!version.equals(VERSION)) {
            throw new Misfit(
                    ServerMetrics.OTHER_VERSION,
                    "expected \"version\": \"4\"; a receiver of its own without a payload template sends that");
        }
        if (!root.path("alerts").isArray()) {
            throw new Misfit(ServerMetrics.MALFORMED, "expected a list of alerts");
        }
        List<Notice> notices = new ArrayList<>();
        int unreadable = 0;
        for (JsonNode alert : root.path("alerts")) {
            Optional<Notice> notice = alert(alert);
            notice.ifPresent(notices::add);
            unreadable += notice.isPresent() ? 0 : 1;
        }
        return new WebhookBody(notices, unreadable, root.path("truncatedAlerts").asInt());
    }

    /** Line and column, and nothing of the content. */
    private static String place(IOException e) {
        return e instanceof JsonProcessingException json && json.getLocation() != null
                ? " (line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr() + ")"
                : "";
    }

    private static Optional<Notice> alert(JsonNode alert) {
        Optional<Instant> from = instant(alert.path("startsAt"));
        String status = alert.path("status").asText();
        boolean resolved = status.equals(RESOLVED);
        if (from.isEmpty()
                || !(resolved || status.equals(FIRING))
                || !alert.path("labels").isObject()) {
            return Optional.empty();
        }
        Map<String, String> labels = texts(alert.path("labels"));
        // An end without a time is as old as its beginning at least.
        Optional<Instant> end = resolved ? instant(alert.path("endsAt")).or(() -> from) : Optional.empty();
        String fingerprint = alert.path("fingerprint").asText();
        return Optional.of(new Notice(
                fingerprint.matches("[0-9a-f]{1,32}") ? fingerprint : digest(labels),
                labels,
                texts(alert.path("annotations")),
                from.get(),
                end,
                false));
    }

    /** With any number of digits behind the point, and any offset; nothing for the year 1, which Go writes for no time. */
    static Optional<Instant> instant(JsonNode node) {
        try {
            Instant at = OffsetDateTime.parse(node.asText()).toInstant();
            return at.isBefore(Instant.EPOCH) ? Optional.empty() : Optional.of(at.truncatedTo(ChronoUnit.MICROS));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String digest(Map<String, String> labels) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(labels.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A notice in the form of a webhook's alert. */
    static ObjectNode json(Notice notice) {
        ObjectNode alert = JSON.createObjectNode();
        alert.put("status", notice.isFiring() ? FIRING : RESOLVED);
        alert.set("labels", JSON.valueToTree(notice.labels()));
        alert.set("annotations", JSON.valueToTree(notice.annotations()));
        alert.put("startsAt", notice.from().toString());
        notice.end().ifPresent(end -> alert.put("endsAt", end.toString()));
        alert.put("fingerprint", notice.fingerprint());
        return alert;
    }

    /** Reads what {@link #json} wrote. */
    static Optional<Notice> notice(JsonNode alert) {
        return alert(alert);
    }
}
