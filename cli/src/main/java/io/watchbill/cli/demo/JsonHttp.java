package io.watchbill.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks the demo's own servers for JSON. Thread-safe. */
final class JsonHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /** Whether the address answers 200 now. */
    boolean answers(URI address) {
        try {
            return client.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(address, e);
        }
    }

    /**
     * The document behind the address.
     *
     * @throws Failure unless the answer is 200 with JSON
     */
    JsonNode get(URI address) {
        return send(HttpRequest.newBuilder(address).timeout(PATIENCE).build());
    }

    /**
     * The answer to a POST.
     *
     * @throws Failure unless the answer is 200 with JSON
     */
    JsonNode post(URI address, String contentType, String body) {
        return send(HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Failure(request.method() + " " + request.uri() + " answered " + response.statusCode() + ": "
                        + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new Failure(request.method() + " " + request.uri() + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            throw interrupted(request.uri(), e);
        }
    }

    private static Failure interrupted(URI address, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Failure("interrupted while asking " + address, e);
    }
}
