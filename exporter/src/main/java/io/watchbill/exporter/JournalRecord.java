package io.watchbill.exporter;

import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.Recalled;
import io.watchbill.engine.decode.IngestResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of a delivery, and all that the exporter's state is made of.
 *
 * @param source the name that counters show
 * @param arrivalMillis when it came
 * @param newestMillis the newest time of an accepted event; {@link Long#MIN_VALUE} for none
 * @param counts events by what became of them
 * @param key what makes it known again; null where nothing does
 * @param position how far its stream is read with it; null for what cannot be read again
 * @param answer what its sender was told
 * @param batches the accepted events, at most one batch for each model at a time
 * @param ahead what was read ahead of time for some of the batches; not stored
 */
record JournalRecord(
        String source,
        long arrivalMillis,
        long newestMillis,
        Map<IngestResult, Long> counts,
        @Nullable DeliveryKey key,
        @Nullable Position position,
        IngestAnswer answer,
        List<BinnedBatch> batches,
        Map<BinnedBatch, Recalled> ahead) {
    /** With nothing read ahead of time. */
    JournalRecord(
            String source,
            long arrivalMillis,
            long newestMillis,
            Map<IngestResult, Long> counts,
            @Nullable DeliveryKey key,
            @Nullable Position position,
            IngestAnswer answer,
            List<BinnedBatch> batches) {
        this(source, arrivalMillis, newestMillis, counts, key, position, answer, batches, Map.of());
    }

    /** The answer to a delivery that is here already. */
    static final IngestAnswer FOUND = new IngestAnswer(0, 0, List.of(), 0, 0);

    /** Only says what time it is for a model. */
    static JournalRecord beat(BinnedBatch batch, long arrivalMillis) {
        return new JournalRecord("", arrivalMillis, Long.MIN_VALUE, Map.of(), null, null, FOUND, List.of(batch));
    }

    /** A delivery that was taken before: only counted. */
    static JournalRecord repeated(String source, long arrivalMillis, IngestAnswer answer) {
        return new JournalRecord(
                source,
                arrivalMillis,
                Long.MIN_VALUE,
                Map.of(IngestResult.DUPLICATE, answer.accepted()),
                null,
                null,
                answer,
                List.of());
    }
}
