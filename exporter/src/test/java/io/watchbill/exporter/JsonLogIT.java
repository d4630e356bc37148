package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a process under {@code --log-format json}, from its first line to its last. */
class JsonLogIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "SECRET-4711";

    @TempDir
    Path folder;

    @Test
    void everyLineIsAnObjectAndNoneHoldsWhatWasSent() throws Exception {
        List<String> lines = new ArrayList<>();
        try (ExporterProcess process =
                ExporterProcess.start(folder, "--data-dir", "none", "--log-format", "json", "--log-level", "debug")) {
            int metrics = process.port("metrics on");
            int ingest = process.port("events to POST");
            send(
                    ingest,
                    "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"" + SECRET
                            + "\",\"features\":{\"origin\":\"" + SECRET + "\"}}\n{\"kind\":\"" + SECRET + "\n"
                            + SECRET);
            send(metrics, SECRET);
            assertThat(process.terminate()).isZero();
            lines.addAll(process.all());
        }

        assertThat(lines).allSatisfy(line -> {
            JsonNode object = JSON.readTree(line);
            assertThat(object.fieldNames()).toIterable().startsWith("time", "level", "logger", "thread", "message");
        });
        assertThat(lines).anyMatch(line -> line.contains("\"level\":\"info\"") && line.contains("events to POST"));
        assertThat(lines.get(lines.size() - 1)).contains("\"message\":\"ending: no more events are taken in\"");
        assertThat(lines).noneMatch(line -> line.contains(SECRET));
    }

    private static void send(int port, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/observations?" + SECRET))
                .header("Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + SECRET)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
    }
}
