package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchbill.engine.ModelLimits;
import io.watchbill.engine.ModelState;
import io.watchbill.engine.OlderPredictions;
import io.watchbill.engine.StateSettings;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One delivery that comes several times: while it is being stored, and after it could not be. */
class DeliveriesTest {
    private static final byte[] BODY =
            "{\"kind\":\"prediction\",\"model\":\"flight\",\"prediction\":\"late\"}".getBytes(StandardCharsets.UTF_8);
    private static final DeliveryKey KEY = new DeliveryKeys(1, 2).named("anybody", "key", BODY, BODY.length);

    private final IngestCounters counters = new IngestCounters(List.of(IngestCounters.HTTP));
    private final CountDownLatch storing = new CountDownLatch(1);
    private volatile boolean full;
    private @Nullable Committer committer;
    private Deliveries deliveries;

    @BeforeEach
    void start(@TempDir Path folder) throws StartException {
        Path specification = RunningExporter.specification(folder);
        List<ModelHost> models = ModelPlans.of(SystemFiles.read(List.of(specification), null)).plans().stream()
                .map(plan -> new ModelHost(
                        new ModelState(
                                plan,
                                new StateSettings(
                                        Duration.ofMinutes(5), OlderPredictions.NONE, 10, 10, ModelLimits.DEFAULT)),
                        0,
                        0))
                .toList();
        ExporterState state = new ExporterState(models, counters, new KnownDeliveries(10), new StreamPositions(10));
        committer = new Committer(this::append, state, 0);
        InstantSource clock = InstantSource.system();
        deliveries = new Deliveries(
                new Ingest(state, DecodeLimits.DEFAULT, new IdHash(1, 2), clock), state, committer, clock);
    }

    @AfterEach
    void stop() {
        storing.countDown();
        if (committer != null) {
            committer.close();
        }
    }

    private void append(long first, List<JournalRecord> records) throws StoreException {
        Uninterrupted.run(storing::await);
        if (full) {
            throw new StoreException("the disk is full", new IllegalStateException("made by this test"));
        }
    }

    private BlockingQueue<Taken> take() {
        BlockingQueue<Taken> taken = new LinkedBlockingQueue<>();
        deliveries.take(
                new Delivery(
                        IngestCounters.HTTP, deliveries.decode(BODY, BODY.length, Decoder.Format.LINES), KEY, null),
                taken::add);
        return taken;
    }

    private static Taken answer(BlockingQueue<Taken> taken) {
        await().until(() -> !taken.isEmpty());
        return taken.remove();
    }

    private static int status(Taken taken) {
        return taken.problem() == null ? 200 : taken.problem().status();
    }

    @Test
    void theSameKeyTwiceInParallelIsTakenOnce() {
        BlockingQueue<Taken> first = take();

        assertThat(status(answer(take()))).isEqualTo(409);
        assertThat(first).as("still being stored").isEmpty();

        storing.countDown();
        assertThat(status(answer(first))).isEqualTo(200);
        assertThat(status(answer(take()))).isEqualTo(200);
        assertThat(counters.count(IngestCounters.HTTP, IngestResult.ACCEPTED)).isEqualTo(1);
        assertThat(counters.count(IngestCounters.HTTP, IngestResult.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeStoredIsTakenWhenItComesAgain() {
        storing.countDown();
        full = true;
        assertThat(status(answer(take()))).isEqualTo(503);
        assertThat(status(answer(take()))).isEqualTo(503);
        full = false;

        assertThat(status(answer(take()))).isEqualTo(200);
        assertThat(counters.count(IngestCounters.HTTP, IngestResult.ACCEPTED)).isEqualTo(1);
        assertThat(counters.count(IngestCounters.HTTP, IngestResult.DUPLICATE)).isZero();
    }
}
