package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers to senders beside what the store itself counts of its syncs. */
class SyncedAnswersTest {
    private static final String EVENT = "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}";
    private static final int MANY = 300;

    @TempDir
    private Path folder;

    private RunningExporter start() {
        return RunningExporter.keeping(
                RunningExporter.specification(folder),
                folder.resolve("data"),
                InstantSource.system(),
                new SnapshotSettings(Duration.ofHours(1), 1L << 30, 100_000));
    }

    private static long syncs(RunningExporter exporter) {
        return (long) new MetricsText(exporter.get("/metrics").body()).value("watchbill_state_syncs_total");
    }

    @Test
    void nobodyIsAnsweredBeforeASyncOfItsOwnRecord() {
        try (RunningExporter exporter = start()) {
            long before = syncs(exporter);
            for (int i = 1; i <= 20; i++) {
                assertThat(exporter.post(EVENT).statusCode()).isEqualTo(200);
                assertThat(syncs(exporter)).isEqualTo(before + i);
            }
        }
    }

    @Test
    void deliveriesThatComeTogetherShareASync() {
        try (RunningExporter exporter = start()) {
            long before = syncs(exporter);
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(exporter.ingest())
                    .header("Content-Type", RunningExporter.NDJSON)
                    .POST(HttpRequest.BodyPublishers.ofString(EVENT))
                    .build();

            List<CompletableFuture<HttpResponse<Void>>> answers = IntStream.range(0, MANY)
                    .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                    .toList();

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
            assertThat(syncs(exporter) - before).isPositive().isLessThan(MANY);
        }
    }
}
