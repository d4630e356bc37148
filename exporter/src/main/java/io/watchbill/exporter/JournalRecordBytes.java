package io.watchbill.exporter;

import io.watchbill.engine.BatchCodec;
import io.watchbill.engine.BinnedBatch;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.Rejection;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Records of the journal as bytes. One that writes keeps its buffers for the next record, and is not thread-safe. */
final class JournalRecordBytes {
    /** Of records; a reader reads its own format and those before it. */
    private static final int FORMAT = 1;

    private static final int KEY = 1;
    private static final int POSITION = 2;
    private static final int NEWEST = 4;

    private final StateWriter to = new StateWriter();
    private final StateWriter ofBatch = new StateWriter();

    byte[] write(JournalRecord record) {
        to.clear();
        DeliveryKey key = record.key();
        Position position = record.position();
        boolean newest = record.newestMillis() != Long.MIN_VALUE;
        to.varint(FORMAT);
        to.varint((key != null ? KEY : 0) | (position != null ? POSITION : 0) | (newest ? NEWEST : 0));
        to.text(record.source());
        to.signed(record.arrivalMillis());
        if (newest) {
            to.signed(record.newestMillis());
        }
        to.varint(record.counts().size());
        record.counts().forEach((result, count) -> {
            to.text(result.label());
            to.varint(count);
        });
        if (key != null) {
            write(key, to);
        }
        if (position != null) {
            to.text(position.stream());
            to.signed(position.next());
        }
        write(record.answer(), to);
        to.varint(record.batches().size());
        for (BinnedBatch batch : record.batches()) {
            to.text(batch.model());
            ofBatch.clear();
            BatchCodec.write(batch, ofBatch);
            to.varint(ofBatch.size());
            to.raw(ofBatch);
        }
        return to.toBytes();
    }

    static void write(DeliveryKey key, StateWriter to) {
        to.whole(key.nameHigh());
        to.whole(key.nameLow());
        to.whole(key.contentHigh());
        to.whole(key.contentLow());
    }

    static DeliveryKey readKey(StateReader from) {
        return new DeliveryKey(from.whole(), from.whole(), from.whole(), from.whole());
    }

    static void write(IngestAnswer answer, StateWriter to) {
        to.varint(answer.accepted());
        to.varint(answer.rejected());
        to.varint(answer.lines());
        to.varint(answer.objects());
        to.varint(answer.rejections().size());
        for (Rejection rejection : answer.rejections()) {
            to.varint(rejection.line());
            to.text(rejection.result().label());
            to.text(rejection.reason());
        }
    }

    static IngestAnswer readAnswer(StateReader from) {
        long accepted = from.counted();
        long rejected = from.counted();
        int lines = from.below(Integer.MAX_VALUE);
        int objects = from.below(Integer.MAX_VALUE);
        int count = from.count(3);
        List<Rejection> rejections = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rejections.add(new Rejection(from.below(Integer.MAX_VALUE), result(from), from.text()));
        }
        return new IngestAnswer(accepted, rejected, rejections, lines, objects);
    }

    static IngestResult result(StateReader from) {
        String label = from.text();
        for (IngestResult result : IngestResult.values()) {
            if (result.label().equals(label)) {
                return result;
            }
        }
        throw from.damaged("a result '" + label + "'");
    }

    /** @param plans of the models that are watched; batches of others are left out */
    static JournalRecord read(byte[] bytes, Function<String, @Nullable ModelPlan> plans) {
        StateReader from = new StateReader("a record of the journal", bytes);
        int format = from.below(Integer.MAX_VALUE);
        if (format != FORMAT) {
            throw from.damaged("format " + format + "; this version reads format " + FORMAT);
        }
        int flags = from.below(Integer.MAX_VALUE);
        String source = from.text();
        long arrival = from.signed();
        long newest = (flags & NEWEST) != 0 ? from.signed() : Long.MIN_VALUE;
        int results = from.count(2);
        Map<IngestResult, Long> counts = new EnumMap<>(IngestResult.class);
        for (int i = 0; i < results; i++) {
            counts.put(result(from), from.counted());
        }
        DeliveryKey key = (flags & KEY) != 0 ? readKey(from) : null;
        Position position = (flags & POSITION) != 0 ? new Position(from.text(), from.signed()) : null;
        IngestAnswer answer = readAnswer(from);
        int count = from.count(2);
        List<BinnedBatch> batches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ModelPlan plan = plans.apply(from.text());
            byte[] batch = new byte[from.count(1)];
            from.raw(batch);
            if (plan != null) {
                batches.add(BatchCodec.read(plan, new StateReader("a batch of the journal", batch))
                        .batch());
            }
        }
        return new JournalRecord(source, arrival, newest, counts, key, position, answer, batches);
    }
}
