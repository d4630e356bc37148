package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CloudEvents over HTTP, as KServe's logger sends them, to a running exporter. */
class CloudEventsHttpIT {
    private static final String REQUEST = "{\"inputs\":[{\"name\":\"distance\",\"datatype\":\"FP64\",\"shape\":[2],"
            + "\"data\":[740,2475]},{\"name\":\"origin\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"A\",\"B\"]}]}";
    private static final String RESPONSE = "{\"model_name\":\"flight\",\"model_version\":\"1\",\"outputs\":[{\"name\":"
            + "\"prediction\",\"datatype\":\"BYTES\",\"shape\":[2],\"data\":[\"late\",\"on_time\"]}]}";
    private static final String BATCH = "application/cloudevents-batch+json";

    @TempDir
    Path folder;

    private RunningExporter exporter;

    @BeforeEach
    void start() {
        exporter = RunningExporter.start(folder);
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    private HttpRequest.Builder to(byte[] body, String... headers) {
        URI uri = exporter.ingest().resolve(CloudEventsHandler.PATH);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> post(String body, String... headers) {
        return exporter.send(to(body.getBytes(StandardCharsets.UTF_8), headers));
    }

    /** The headers that KServe's logger sends. */
    private static String[] headers(String id, String half) {
        return new String[] {
            "Content-Type", "application/json",
            "Ce-Specversion", "1.0",
            "Ce-Id", id,
            "Ce-Source", "http://localhost:9081/",
            "Ce-Type", "org.kubeflow.serving.inference." + half,
            "Ce-Time", "2026-11-26T10:00:00.123456789Z",
            "Ce-Inferenceservicename", "flight",
            "Ce-Namespace", "travel",
            "Ce-Component", "predictor",
            "Ce-Endpoint", "default",
            "Ce-Metadata", "{}"
        };
    }

    private static String structured(String id, String half, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"s\",\"type\":\"org.kubeflow.serving.inference." + half
                + "\",\"inferenceservicename\":\"flight\",\"data\":" + data + "}";
    }

    private double count(String result) {
        return exporter.page().value("watchbill_ingest_events_total", "source", "cloudevents", "result", result);
    }

    private void awaitCount(String result, int events) {
        await().untilAsserted(() -> assertThat(count(result)).isEqualTo(events));
    }

    @Test
    void aLoggedCallIsAnEventForEachRow() {
        assertThat(post(REQUEST, headers("c1", "request")).body()).isEqualTo("{\"accepted\":1,\"rejected\":[]}");
        assertThat(post(RESPONSE, headers("c1", "response")).statusCode()).isEqualTo(200);

        awaitCount("accepted", 2);
        MetricsText page = exporter.page();
        assertThat(page.value("ml_predictions_total", "model", "flight", "version", "1", "class", "late"))
                .isEqualTo(1);
        assertThat(page.value("watchbill_source_newest_event_timestamp_seconds", "source", "cloudevents"))
                .isEqualTo(1_795_687_200.123);
    }

    @Test
    void labelsFindTheRowsOfACall() {
        post(REQUEST, headers("c1", "request"));
        post(RESPONSE, headers("c1", "response"));
        awaitCount("accepted", 2);
        exporter.post(
                "{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"c1/1\",\"time\":\"2026-11-26T10:00:30Z\",\"label\":\"late\"}");

        assertThat(exporter.page()
                        .value(
                                "ml_labelled_predictions_total",
                                "model",
                                "flight",
                                "predicted",
                                "on_time",
                                "actual",
                                "late"))
                .isEqualTo(1);
    }

    @Test
    void aCallThatIsLoggedTwiceCountsOnce() {
        for (int i = 0; i < 2; i++) {
            post(REQUEST, headers("c1", "request"));
            post(RESPONSE, headers("c1", "response"));
        }

        awaitCount("duplicate", 2);
        assertThat(count("accepted")).isEqualTo(2);
    }

    @Test
    void structuredEventsAndBatchesAreReadToo() throws IOException {
        assertThat(post(structured("c1", "request", REQUEST), "Content-Type", "application/cloudevents+json")
                        .statusCode())
                .isEqualTo(200);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("[" + structured("c1", "response", RESPONSE) + ",{}]").getBytes(StandardCharsets.UTF_8));
        }
        HttpResponse<String> answer = exporter.send(
                to(zipped.toByteArray(), "Content-Type", BATCH + "; charset=utf-8", "Content-Encoding", "gzip"));

        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"rejected\":[{\"line\":2,"
                        + "\"reason\":\"specversion: missing; every CloudEvent has it\"}]}");
        awaitCount("accepted", 2);
        awaitCount("malformed", 1);
    }

    @Test
    void headersArePercentDecoded() {
        String[] request = headers("a%22b+%E2%82%AC", "request");
        post(REQUEST, request);
        post(
                structured("a\\\"b+€", "response", RESPONSE)
                        .replace("\"s\"", "\"http://localhost:9081/\"")
                        .replace(
                                "\"data\"",
                                "\"namespace\":\"travel\",\"component\":\"predictor\",\"endpoint\":\"default\",\"data\""),
                "Content-Type",
                "application/cloudevents+json");

        awaitCount("accepted", 2);
    }

    @Test
    void whatIsNoLoggedCallIsRefusedAndCounted() {
        assertThat(post("{}", "Content-Type", "application/json").statusCode()).isEqualTo(415);
        HttpResponse<String> other = post("{}", headers("c1", "feedback"));
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body())
                .isEqualTo("{\"error\":\"type: expected org.kubeflow.serving.inference.request or"
                        + " org.kubeflow.serving.inference.response, as KServe's logger sends them\"}\n");
        for (String id : new String[] {"%zz", "%FF"}) {
            assertThat(post("{}", headers(id, "request")).body())
                    .isEqualTo("{\"error\":\"a ce- header is not percent-encoded as it should be\"}\n");
        }
        HttpResponse<String> twice = post(
                "{}",
                Stream.concat(Stream.of(headers("c1", "request")), Stream.of("CE-ID", "c2"))
                        .toArray(String[]::new));
        assertThat(twice.body()).isEqualTo("{\"error\":\"id: it is there twice; expected once\"}\n");
        assertThat(post("{}", headers("c%0A1", "request")).body())
                .isEqualTo("{\"error\":\"id: expected no control characters\"}\n");
        assertThat(exporter.send(HttpRequest.newBuilder(exporter.ingest().resolve(CloudEventsHandler.PATH)))
                        .statusCode())
                .isEqualTo(405);

        awaitCount("malformed", 5);
    }

    @Test
    void errorsHaveTheReasonsOfEveryOtherSource() {
        post(REQUEST, headers("c1", "request"));
        post("{\"predictions\":[1,2]}", headers("c1", "response"));
        String[] unknown = headers("c2", "request");
        unknown[13] = "nobody";
        String[] response = headers("c2", "response");
        response[13] = "nobody";
        post(REQUEST, unknown);
        post("{\"predictions\":[1,2]}", response);
        String[] future = headers("c3", "request");
        future[11] = "2096-01-01T00:00:00Z";
        post(REQUEST, future);
        post(RESPONSE, headers("c3", "response"));
        post("{\"inputs\":[", headers("c4", "request"));
        post(RESPONSE, headers("c4", "response"));

        awaitCount("accepted", 2);
        awaitCount("unknown_model", 2);
        awaitCount("future", 2);
        awaitCount("malformed", 1);
    }

    @Test
    void aFullQueueAnswers429AndCountsWhatIsDropped() {
        String large = "{\"inputs\":[],\"more\":\"" + "x".repeat(64 << 10) + "\"}";

        HttpResponse<String> answer = post(large, headers("c1", "request"));

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        awaitCount("dropped", 1);
        MetricsText page = exporter.page();
        assertThat(page.value("watchbill_limit_max", "limit", "cloudevents_queue_bytes"))
                .isEqualTo(64 << 10);
        assertThat(page.value("watchbill_limit_used", "limit", "cloudevents_queue_bytes"))
                .isZero();
        assertThat(page.value("watchbill_limit_used", "limit", "cloudevents_waiting_bytes"))
                .isZero();
    }

    @Test
    void callsOfAModelThatIsWatchedSinceAReloadAreRead() throws IOException {
        post(REQUEST, headers("c1", "request"));
        post(RESPONSE.replace("\"flight\"", "\"voyage\""), headers("c1", "response"));
        awaitCount("accepted", 2); // by the service's name, which is the old model's
        Path specification = folder.resolve("ops.yaml");
        Files.writeString(specification, Files.readString(specification).replace("\n  flight:\n", "\n  voyage:\n"));
        exporter.reload();

        post(REQUEST, headers("c2", "request"));
        post(RESPONSE.replace("\"flight\"", "\"voyage\""), headers("c2", "response"));

        awaitCount("accepted", 4);
        assertThat(exporter.page().value("ml_predictions_total", "model", "voyage", "version", "1", "class", "late"))
                .isEqualTo(1);
    }

    @Test
    void aBodyOverTheBoundIs413() {
        assertThat(post("x".repeat(RunningExporter.MAXIMUM_BODY + 1), headers("c1", "request"))
                        .statusCode())
                .isEqualTo(413);
    }
}
