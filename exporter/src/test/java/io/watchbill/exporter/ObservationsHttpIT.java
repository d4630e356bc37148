package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sender gets, from the real server. */
class ObservationsHttpIT {
    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";
    private static final String TAKEN = "{\"accepted\":1,\"rejected\":[]}";

    @TempDir
    static Path folder;

    private static RunningExporter exporter;
    private MetricsText before;

    @BeforeAll
    static void start() {
        exporter = RunningExporter.start(folder);
    }

    @AfterAll
    static void stop() {
        exporter.close();
    }

    @BeforeEach
    void remember() {
        before = exporter.page();
    }

    private static String withId(String id) {
        return "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\",\"id\":\"" + id + "\"}";
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** What this test has added. */
    private double ingested(String result) {
        return exporter.page().value("watchbill_ingest_events_total", "source", "http", "result", result)
                - before.value("watchbill_ingest_events_total", "source", "http", "result", result);
    }

    @Test
    void goodLinesCountAndBadOnesAreAnsweredByLine() {
        HttpResponse<String> answer = exporter.post(EVENT + "\nnonsense\n" + EVENT + "\n{\"kind\":\"guess\"}\n");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":2,\"rejected\":[{\"line\":2,\"reason\":\"not a valid JSON object, at column"
                        + " 1\"},{\"line\":4,\"reason\":\"kind: expected prediction, label, score, business, feedback,"
                        + " downstream or run\"}]}");
        assertThat(ingested("accepted")).isEqualTo(2);
        assertThat(ingested("malformed")).isEqualTo(2);
    }

    @Test
    void theFutureIsRejectedByLine() {
        HttpResponse<String> answer = exporter.post(EVENT + "\n{\"kind\":\"prediction\",\"model\":\"flight\","
                + "\"prediction\":\"late\",\"time\":\"2099-01-01T00:00:00Z\"}\n{\"kind\":\"label\",\"model\":\"x\"}");

        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"rejected\":[{\"line\":2,\"reason\":\"time: more than 300 s ahead of this"
                        + " exporter's clock; is the sender's clock right?\"},{\"line\":3,\"reason\":\"model: not known"
                        + " here; this exporter watches demand, flight, spam, topic\"}]}");
        assertThat(ingested("future")).isEqualTo(1);
        assertThat(ingested("unknown_model")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-ndjson",
        "application/ndjson",
        "application/jsonl",
        "Application/X-NDJSON; charset=utf-8",
        "application/json"
    })
    void theseContentTypesAreRead(String type) {
        assertThat(exporter.post(EVENT.getBytes(StandardCharsets.UTF_8), "Content-Type", type)
                        .body())
                .isEqualTo(TAKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/octet-stream"})
    void otherContentTypesAreRefused(String type) {
        HttpResponse<String> answer = exporter.post(EVENT.getBytes(StandardCharsets.UTF_8), "Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body())
                .isEqualTo("{\"error\":\"this Content-Type is not read here; send application/x-ndjson (one JSON object"
                        + " a line) or application/json (an array)\"}\n");
    }

    @Test
    void aMissingContentTypeIsRefused() {
        assertThat(exporter.post(EVENT.getBytes(StandardCharsets.UTF_8)).statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n  \r\n"})
    void anEmptyBodyIsRefused(String body) {
        HttpResponse<String> answer = exporter.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"the body is empty; send one JSON object a line\"}\n");
    }

    @Test
    void aBodyThatIsNoJsonAtAllIsRefused() {
        HttpResponse<String> answer = exporter.post("id,prediction\n1,late\n");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":0,\"rejected\":[{\"line\":1,\"reason\":\"not a valid JSON object, at column"
                        + " 1\"},{\"line\":2,\"reason\":\"not a valid JSON object, at column 2\"}]}");
    }

    @Test
    void onlyPostIsTaken() {
        HttpResponse<String> answer =
                exporter.send(HttpRequest.newBuilder(exporter.ingest()).GET());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("POST");
    }

    @Test
    void anotherPathIsNotFound() {
        assertThat(exporter.send(HttpRequest.newBuilder(exporter.ingest().resolve("/v2/observations"))
                                .POST(HttpRequest.BodyPublishers.ofString(EVENT)))
                        .body())
                .isEqualTo("{\"error\":\"nothing here; events go to POST /v1/observations\"}\n");
    }

    @Test
    void gzipIsRead() throws IOException {
        assertThat(exporter.post(
                                gzip(EVENT.getBytes(StandardCharsets.UTF_8)),
                                "Content-Type",
                                RunningExporter.NDJSON,
                                "Content-Encoding",
                                "gzip")
                        .body())
                .isEqualTo(TAKEN);
    }

    @Test
    void gzipThatIsCutShortIsRefused() throws IOException {
        byte[] whole = gzip(EVENT.repeat(100).getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> answer = exporter.post(
                Arrays.copyOf(whole, whole.length - 9),
                "Content-Type",
                RunningExporter.NDJSON,
                "Content-Encoding",
                "gzip");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"the body is not the gzip that its Content-Encoding says, or is cut short\"}\n");
    }

    @Test
    void aGzipBombIsTooLarge() throws IOException {
        byte[] bomb = gzip(new byte[RunningExporter.MAXIMUM_BODY + 1]);

        assertThat(exporter.post(bomb, "Content-Type", RunningExporter.NDJSON, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(exporter.page().value("watchbill_limit_used", "limit", "bytes_in_flight"))
                .isZero();
    }

    @Test
    void anotherEncodingIsRefused() {
        assertThat(exporter.post(
                                EVENT.getBytes(StandardCharsets.UTF_8),
                                "Content-Type",
                                RunningExporter.NDJSON,
                                "Content-Encoding",
                                "zstd")
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void aLineOfTenMegabytesCostsOnlyItself() {
        String huge = "{\"kind\":\"prediction\",\"id\":\"" + "x".repeat(10 << 20) + "\"}";

        HttpResponse<String> answer = exporter.post(huge + "\n" + EVENT);

        assertThat(answer.body())
                .isEqualTo("{\"accepted\":1,\"rejected\":[{\"line\":1,\"reason\":\"the line has 10485789 bytes; at most"
                        + " 1048576 are read\"}]}");
        assertThat(ingested("over_limit")).isEqualTo(1);
    }

    @Test
    void aBodyOverTheLimitIsAnsweredBeforeItIsSent() throws IOException {
        try (Socket socket =
                new Socket(exporter.ingest().getHost(), exporter.ingest().getPort())) {
            socket.getOutputStream()
                    .write(("POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                                    + "Content-Length: " + (RunningExporter.MAXIMUM_BODY + 1) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(firstLine(socket.getInputStream())).isEqualTo("HTTP/1.1 413 Payload Too Large");
        }
    }

    /** A server that closes while bytes still come resets the connection, and the answer is lost with it. */
    @Test
    void aClientThatSendsOnGetsItsAnswerAndNotAReset() throws IOException {
        byte[] part = new byte[RunningExporter.MAXIMUM_BODY / 8];
        String head = "POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n";
        try (RawClient announced = RawClient.connect(exporter.ingest());
                RawClient chunked = RawClient.connect(exporter.ingest());
                RawClient wrong = RawClient.connect(exporter.ingest())) {
            announced.send(head + "Content-Length: " + 12 * part.length + "\r\n\r\n");
            chunked.send(head + "Transfer-Encoding: chunked\r\n\r\n");
            wrong.send("POST /v1/none HTTP/1.1\r\nHost: a\r\nContent-Length: " + 6 * part.length + "\r\n\r\n");
            for (int i = 0; i < 12; i++) {
                announced.send(part);
                chunked.send(Integer.toHexString(part.length) + "\r\n")
                        .send(part)
                        .send("\r\n");
                if (i < 6) {
                    wrong.send(part);
                }
            }

            assertThat(announced.answer()).startsWith("HTTP/1.1 413");
            assertThat(chunked.answer()).startsWith("HTTP/1.1 413");
            assertThat(wrong.answer()).startsWith("HTTP/1.1 404");
            wrong.send("POST /v1/none HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(wrong.answer()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aClientThatWaitsToBeToldToSendIsAnsweredAtOnce() throws IOException {
        try (RawClient client = RawClient.connect(exporter.ingest())) {
            client.send("POST /v1/observations HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + (RunningExporter.MAXIMUM_BODY + 1) + "\r\n\r\n");

            assertThat(client.answer()).startsWith("HTTP/1.1 413");
            assertThat(client.isEnded()).isTrue();
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Test
    void aChunkedBodyOverTheLimitIsTooLarge() {
        byte[] body = new byte[RunningExporter.MAXIMUM_BODY + 1];

        HttpResponse<String> answer = exporter.send(HttpRequest.newBuilder(exporter.ingest())
                .header("Content-Type", RunningExporter.NDJSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void moreThanCanBeTakenInAtOnceIsSentAgainLater() {
        try (RunningExporter small = RunningExporter.start(folder, InstantSource.system(), 1_000)) {
            HttpResponse<String> answer = small.post(EVENT.repeat(100));

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(small.post(EVENT).body()).isEqualTo(TAKEN);
        }
    }

    @Test
    void aRepeatedKeyGetsTheFirstAnswerAndCountsOnce() {
        byte[] body = (EVENT + "\nnonsense").getBytes(StandardCharsets.UTF_8);
        String[] headers = {"Content-Type", RunningExporter.NDJSON, "Idempotency-Key", "k1"};
        HttpResponse<String> first = exporter.post(body, headers);

        HttpResponse<String> second = exporter.post(body, headers);

        assertThat(second.body()).isEqualTo(first.body());
        assertThat(ingested("accepted")).isEqualTo(1);
        assertThat(ingested("duplicate")).isEqualTo(1);
    }

    @Test
    void aKeyWithAnotherBodyIsRefused() {
        String[] headers = {"Content-Type", RunningExporter.NDJSON, "Idempotency-Key", "k2"};
        exporter.post(EVENT.getBytes(StandardCharsets.UTF_8), headers);

        HttpResponse<String> answer = exporter.post((EVENT + "\n").getBytes(StandardCharsets.UTF_8), headers);

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @Test
    void aBodyWhoseLinesAllHaveAnIdIsItsOwnKey() {
        exporter.post(withId("x") + "\n" + withId("y"));
        exporter.post(withId("x") + "\n" + withId("y"));

        assertThat(ingested("accepted")).isEqualTo(2);
        assertThat(ingested("duplicate")).isEqualTo(2);
    }

    @Test
    void withoutKeyAndIdsARepetitionCountsTwice() {
        exporter.post(EVENT);
        exporter.post(EVENT);

        assertThat(ingested("accepted")).isEqualTo(2);
        assertThat(ingested("duplicate")).isZero();
    }

    @Test
    void theOldestKeysAreForgottenAtTheBound() {
        for (int i = 0; i <= 100; i++) {
            exporter.post(withId("id" + i));
        }
        exporter.post(withId("id0"));
        exporter.post(withId("id100"));

        assertThat(ingested("accepted")).isEqualTo(102);
        assertThat(ingested("duplicate")).isEqualTo(1);
        assertThat(exporter.page().value("watchbill_limit_used", "limit", "idempotency_keys"))
                .isEqualTo(100);
    }

    @Test
    void whatIsNoHttpIsAnsweredWithoutEcho() throws IOException {
        try (Socket socket =
                new Socket(exporter.ingest().getHost(), exporter.ingest().getPort())) {
            socket.getOutputStream().write("SECRET\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("SECRET", "jetty", "Jetty");
        }
    }
}
