package io.watchbill.cli.planned;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.alertmanager.silence.KnownSilence;
import io.watchbill.alertmanager.silence.PlannedSilence;
import io.watchbill.alertmanager.silence.PlannedSilence.Match;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The silences of a running Alertmanager, by its API v2. Of a cluster one is enough: its peers hear of them. */
public final class SilenceApi {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AUTHOR = "watchbill";
    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String base;

    /** @param address of the Alertmanager, with the path that it is served under, if any */
    public SilenceApi(URI address) {
        String text = address.toString();
        this.base = (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/api/v2/";
    }

    /**
     * All of them, those that are over among them for as long as Alertmanager keeps them.
     *
     * @throws Failure unless it answers with JSON
     */
    public List<KnownSilence> all() {
        List<KnownSilence> silences = new ArrayList<>();
        for (JsonNode silence : send(request("silences").build())) {
            List<Match> matchers = new ArrayList<>();
            for (JsonNode matcher : silence.path("matchers")) {
                matchers.add(new Match(
                        matcher.path("name").asText(),
                        matcher.path("value").asText(),
                        matcher.path("isRegex").asBoolean(),
                        matcher.path("isEqual").asBoolean(true)));
            }
            silences.add(new KnownSilence(
                    silence.path("id").asText(),
                    silence.path("status").path("state").asText(),
                    instant(silence.path("startsAt").asText()),
                    instant(silence.path("endsAt").asText()),
                    matchers,
                    silence.path("comment").asText()));
        }
        return silences;
    }

    /**
     * Creates a silence, or replaces one.
     *
     * @param id of the one that is replaced
     * @return the id of the silence that holds now
     */
    public String put(PlannedSilence silence, @Nullable String id) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (id != null) {
            body.put("id", id);
        }
        body.put("matchers", silence.matchers());
        body.put("startsAt", silence.startsAt().toString());
        body.put("endsAt", silence.endsAt().toString());
        body.put("createdBy", AUTHOR);
        body.put("comment", silence.comment());
        try {
            return send(request("silences")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                            .build())
                    .path("silenceID")
                    .asText();
        } catch (IOException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    /** Ends a silence now. */
    public void end(String id) {
        send(request("silence/" + id).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
    }

    private JsonNode send(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                throw new Failure(what + " answered " + response.statusCode() + ": "
                        + response.body().strip() + "; is this the address of an Alertmanager?");
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new Failure(what + " got no answer: " + e + "; is an Alertmanager running there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for " + what, e);
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
