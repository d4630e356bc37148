package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.exporter.store.StoreException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thread that stores is ended by an error. */
class JournalThreadTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PREDICTION =
            "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\",\"score\":0.5}";

    @TempDir
    private Path folder;

    private volatile boolean broken;

    private Instant now() {
        if (broken && Thread.currentThread().getName().equals("journal")) {
            throw new LinkageError("made by this test");
        }
        return Instant.now();
    }

    private RunningExporter start(InstantSource clock) {
        return RunningExporter.keeping(
                RunningExporter.specification(folder),
                folder.resolve("data"),
                clock,
                new SnapshotSettings(Duration.ofHours(1), 1L << 30, 10_000));
    }

    @Test
    void theExporterSaysSoAnswers503AndEndsAllTheSame() {
        RunningExporter exporter = start(this::now);
        CompletableFuture<Void> closed;
        try {
            assertThat(exporter.post(PREDICTION).statusCode()).isEqualTo(200);
            broken = true;
            // A reload asks the clock on that thread.
            HttpResponse<String> reload = exporter.reload();

            assertThat(reload.statusCode()).isEqualTo(500);
            assertThat(reload.body()).contains("the thread 'journal' has ended; restart the exporter");
            assertThat(exporter.post(PREDICTION).statusCode()).isEqualTo(503);
            assertThat(exporter.get("/-/healthy").body()).contains("the thread 'journal' has ended");
            assertThat(exporter.get("/metrics").statusCode()).isEqualTo(200);
        } finally {
            closed = CompletableFuture.runAsync(exporter::close);
        }
        await().dontCatchUncaughtExceptions().atMost(SOON).until(closed::isDone);

        try (RunningExporter again = start(InstantSource.system())) {
            assertThat(again.page().value("watchbill_ingest_events_total", "source", "http", "result", "accepted"))
                    .as("what was acknowledged is in the journal")
                    .isEqualTo(1);
        }
    }

    private static JournalRecord record() {
        return JournalRecord.repeated("http", 0, JournalRecord.FOUND);
    }

    @Test
    void whatIsUnderWayAndWhatComesLaterIsNotStored() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(1);
        BlockingQueue<Committer.Result> results = new LinkedBlockingQueue<>();
        List<Thread> calledOn = new ArrayList<>();
        Journal failing = (first, records) -> {
            begun.countDown();
            Uninterrupted.run(all::await);
            throw new LinkageError("made by this test");
        };
        ExporterState state = new ExporterState(
                List.of(), new IngestCounters(List.of("http")), new KnownDeliveries(10), new StreamPositions(10));
        Committer committer = new Committer(failing, state, 0);
        committer.submit(record(), results::add);
        Uninterrupted.run(begun::await);
        committer.submit(record(), results::add);
        committer.between(() -> calledOn.add(Thread.currentThread()));
        all.countDown();

        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> !committer.alive());
        committer.submit(record(), results::add);

        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> results.size() >= 3);
        assertThat(results)
                .containsExactly(Committer.Result.NOT_STORED, Committer.Result.NOT_STORED, Committer.Result.NOT_STORED);
        assertThat(calledOn).as("a task that sees the state").isEmpty();
        assertThatThrownBy(() -> committer.ask(() -> 1))
                .isInstanceOf(StoreException.class)
                .hasMessage("the thread 'journal' has ended; restart the exporter");
        committer.close();
    }
}
