package io.watchbill.exporter;

import io.watchbill.engine.Admission;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Recalled;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.IngestResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Turns bodies of events into records of the journal. Thread-safe. */
final class Ingest {
    private final ExporterState state;
    private final DecodeLimits limits;
    private final IdHash ids;
    private final InstantSource clock;
    private volatile Readers readers;

    Ingest(ExporterState state, DecodeLimits limits, IdHash ids, InstantSource clock) {
        this.state = state;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
        this.readers = new Readers(layouts());
    }

    /** Decoders that know the same models. */
    private static final class Readers {
        private final List<EventLayout> layouts;
        private final ConcurrentLinkedQueue<Decoder> decoders = new ConcurrentLinkedQueue<>();

        private Readers(List<EventLayout> layouts) {
            this.layouts = layouts;
        }
    }

    private List<EventLayout> layouts() {
        return state.models().stream().map(host -> host.plan().layout()).toList();
    }

    /** Reads by the plans that the models have now. */
    void replan() {
        readers = new Readers(layouts());
    }

    /** Reads the first {@code length} bytes of {@code body}; nothing is taken yet. */
    Decoded decode(byte[] body, int length, Decoder.Format format) {
        Readers now = readers;
        Decoder decoder = now.decoders.poll();
        if (decoder == null) {
            decoder = new Decoder(now.layouts, limits, ids);
        }
        Decoded decoded = decoder.decode(body, length, format);
        now.decoders.offer(decoder);
        return decoded;
    }

    /** Admits and bins what was read; the record must be applied to the state, or abandoned. */
    JournalRecord prepare(Delivery delivery) throws RefusedException {
        Decoded decoded = delivery.decoded();
        int events = decoded.events();
        long refusedBefore = decoded.rejections().total();
        long wall = clock.millis();
        long nanos = System.nanoTime();
        long late = 0;
        long newest = Admission.REJECTED;
        List<BinnedBatch> batches = new ArrayList<>(decoded.batches().size());
        Map<BinnedBatch, Recalled> ahead = new HashMap<>();
        try {
            for (DecodedBatch batch : decoded.batches()) {
                ModelHost.Prepared prepared =
                        model(batch.layout().model()).prepare(batch, wall, nanos, decoded.rejections());
                batches.add(prepared.batch());
                if (prepared.ahead() != null) {
                    ahead.put(prepared.batch(), prepared.ahead());
                }
                late += prepared.admission().late();
                newest = Math.max(newest, prepared.admission().newest());
            }
        } catch (RefusedException | RuntimeException e) {
            for (BinnedBatch batch : batches) {
                model(batch.model()).abandon();
            }
            throw e;
        }
        long accepted = events - (decoded.rejections().total() - refusedBefore);
        Map<IngestResult, Long> counts = new EnumMap<>(IngestResult.class);
        for (IngestResult result : IngestResult.values()) {
            counts.put(result, decoded.rejections().count(result));
        }
        counts.merge(IngestResult.LATE, late, Long::sum);
        counts.merge(IngestResult.ACCEPTED, accepted - late, Long::sum);
        counts.values().removeIf(count -> count == 0);
        IngestAnswer answer = new IngestAnswer(
                accepted,
                decoded.rejections().total(),
                decoded.rejections().inOrder(),
                decoded.lines(),
                decoded.objects());
        return new JournalRecord(
                delivery.source(), wall, newest, counts, delivery.key(), delivery.position(), answer, batches, ahead);
    }

    private ModelHost model(String name) throws RefusedException {
        ModelHost model = state.find(name);
        if (model == null) {
            throw new RefusedException(503, "the exporter was reloaded while this body came in; send it again");
        }
        return model;
    }
}
