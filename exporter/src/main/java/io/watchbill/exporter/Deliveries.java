package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every delivery once: one that is known again by its key gets the stored answer and is not taken again.
 * Thread-safe.
 */
final class Deliveries implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final Taken FAILED = Taken.not(500, "the exporter failed; its log says why");

    private final Ingest ingest;
    private final ExporterState state;
    private final Committer committer;
    private final InstantSource clock;

    Deliveries(Ingest ingest, ExporterState state, Committer committer, InstantSource clock) {
        this.ingest = ingest;
        this.state = state;
        this.committer = committer;
        this.clock = clock;
    }

    @Override
    public Decoded decode(byte[] body, int length, Decoder.Format format) {
        return ingest.decode(body, length, format);
    }

    @Override
    public void take(Delivery delivery, Consumer<Taken> done) {
        DeliveryKey key = delivery.key();
        if (delivery.position() != null && state.isFound(delivery.position())) {
            done.accept(Taken.of(JournalRecord.FOUND));
            return;
        }
        if (key == null) {
            commit(delivery, done);
            return;
        }
        KnownDeliveries.Known old = state.known().begin(key, clock.millis());
        if (old == null) {
            commit(delivery, done);
        } else if (!old.key().sameContent(key)) {
            done.accept(Taken.not(422, "this Idempotency-Key came with another body; use a new key for each body"));
        } else if (old.answer() == null) {
            done.accept(Taken.not(409, "the same delivery is being taken in right now; ask again in a second"));
        } else {
            IngestAnswer answer = old.answer();
            store(JournalRecord.repeated(delivery.source(), clock.millis(), answer), done);
        }
    }

    private void commit(Delivery delivery, Consumer<Taken> done) {
        JournalRecord record;
        try {
            record = ingest.prepare(delivery);
        } catch (RefusedException e) {
            refuse(delivery, done, new Taken(null, e.problem()));
            return;
        } catch (RuntimeException e) {
            LOG.error("events that were read could not be taken in", e);
            refuse(delivery, done, FAILED);
            return;
        }
        store(record, done);
    }

    private void refuse(Delivery delivery, Consumer<Taken> done, Taken taken) {
        if (delivery.key() != null) {
            state.known().abandoned(delivery.key());
        }
        done.accept(taken);
    }

    private void store(JournalRecord record, Consumer<Taken> done) {
        committer.submit(
                record,
                result -> done.accept(
                        switch (result) {
                            case STORED -> Taken.of(record.answer());
                            case NOT_STORED ->
                                Taken.not(503, "the exporter cannot store events now; send this body again later");
                            case FAILED -> FAILED;
                        }));
    }

    @Override
    public OptionalLong position(String stream) {
        return state.streams().of(stream);
    }
}
