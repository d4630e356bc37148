package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Sends bodies by their number to an exporter of its own process, and asks what its page says. */
final class NumberedBodies {
    /** Events of one body. */
    static final int EVENTS = 400;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int metrics;
    private final int ingest;

    /** @param process one that was just started */
    NumberedBodies(ExporterProcess process) {
        metrics = process.port("metrics on");
        ingest = process.port("events to POST");
    }

    /** The answer to a body, which is always the same for a number. */
    int post(int number) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            body.append("{\"kind\":\"prediction\",\"model\":\"flight\",\"features\":{\"distance\":")
                    .append((number * 31 + i * 17) % 2_000)
                    .append("},\"prediction\":\"late\",\"score\":0.")
                    .append((number * 7919L + i * 104_729L) % 1_000_000)
                    .append("}\n");
        }
        return post(body.toString(), "body " + number);
    }

    /** The answer to a body that is the same delivery for each key. */
    int post(String body, String key) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ingest + "/v1/observations"))
                        .header("Content-Type", RunningExporter.NDJSON)
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        return answer.statusCode();
    }

    /** Events that were accepted, as the page says. */
    double accepted() throws IOException, InterruptedException {
        return page().value("watchbill_ingest_events_total", "source", "http", "result", "accepted");
    }

    MetricsText page() throws IOException, InterruptedException {
        return new MetricsText(get("/metrics").body());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
