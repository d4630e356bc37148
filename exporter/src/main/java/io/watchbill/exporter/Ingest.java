package io.watchbill.exporter;

import io.watchbill.engine.Admission;
import io.watchbill.engine.decode.DecodeLimits;
import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.engine.decode.IdHash;
import io.watchbill.engine.decode.IngestResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes bodies of events into the models. Thread-safe. */
final class Ingest {
    private final Map<String, ModelHost> models;
    private final List<EventLayout> layouts;
    private final DecodeLimits limits;
    private final IdHash ids;
    private final IngestCounters counters;
    private final InstantSource clock;
    private final ConcurrentLinkedQueue<Decoder> decoders = new ConcurrentLinkedQueue<>();

    Ingest(List<ModelHost> hosts, DecodeLimits limits, IdHash ids, IngestCounters counters, InstantSource clock) {
        this.models = hosts.stream()
                .collect(Collectors.toUnmodifiableMap(host -> host.plan().name(), Function.identity()));
        this.layouts = hosts.stream().map(host -> host.plan().layout()).toList();
        this.limits = limits;
        this.ids = ids;
        this.counters = counters;
        this.clock = clock;
    }

    /** Reads the first {@code length} bytes of {@code body}; nothing is taken yet. */
    Decoded decode(byte[] body, int length, Decoder.Format format) {
        Decoder decoder = decoders.poll();
        if (decoder == null) {
            decoder = new Decoder(layouts, limits, ids);
        }
        Decoded decoded = decoder.decode(body, length, format);
        decoders.offer(decoder);
        return decoded;
    }

    /** Takes in what was read. */
    IngestAnswer take(String source, Decoded decoded) {
        int events = decoded.events();
        long refusedBefore = decoded.rejections().total();
        long wall = clock.millis();
        long nanos = System.nanoTime();
        int late = 0;
        for (DecodedBatch batch : decoded.batches()) {
            ModelHost host = models.get(batch.layout().model());
            if (host == null) {
                throw new IllegalStateException("the decoder knows a model that is not here");
            }
            Admission admission = host.take(batch, wall, nanos, decoded.rejections());
            late += admission.late();
            counters.newest(source, admission.newest());
        }
        long accepted = events - (decoded.rejections().total() - refusedBefore);
        counters.add(source, IngestResult.LATE, late);
        counters.add(source, IngestResult.ACCEPTED, accepted - late);
        for (IngestResult result : IngestResult.values()) {
            counters.add(source, result, decoded.rejections().count(result));
        }
        return new IngestAnswer(
                accepted,
                decoded.rejections().total(),
                decoded.rejections().inOrder(),
                decoded.lines(),
                decoded.objects());
    }
}
