package io.watchbill.exporter;

import io.watchbill.engine.decode.Decoded;
import io.watchbill.engine.decode.Decoder;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.engine.decode.SipHash;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes every delivery once. A delivery is known by its {@code Idempotency-Key}, or, where every line of it has an id,
 * by the hash of its body; a repeated one gets the stored answer and is not taken again.
 *
 * <p>Keys are kept in memory for {@link #KEPT}, at most so many; the oldest go first. Thread-safe.
 */
final class Deliveries {
    /** How long a key is remembered. */
    static final Duration KEPT = Duration.ofHours(24);

    /** The status and body of an answer. */
    @SuppressWarnings("ArrayRecordComponent") // written once, to a socket
    record Reply(int status, byte[] json) {}

    private record Digest(long first, long second) {}

    private record Entry(Digest body, @Nullable Reply reply, long millis, long accepted) {}

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Ingest ingest;
    private final IngestCounters counters;
    private final InstantSource clock;
    private final int maximum;
    private final long key0;
    private final long key1;
    private final Map<Digest, Entry> known = new LinkedHashMap<>();

    Deliveries(Ingest ingest, IngestCounters counters, InstantSource clock, int maximum, long key0, long key1) {
        this.ingest = ingest;
        this.counters = counters;
        this.clock = clock;
        this.maximum = maximum;
        this.key0 = key0;
        this.key1 = key1;
    }

    Reply take(String source, @Nullable String key, byte[] body, int length, Decoder.Format format)
            throws RefusedException {
        Decoded decoded = ingest.decode(body, length, format);
        if (key == null && !decoded.allWithIds()) {
            return reply(ingest.take(source, decoded));
        }
        Digest content = digest(body, length, 1);
        byte[] keyBytes = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        Digest name = key == null ? content : digest(keyBytes, keyBytes.length, 2);
        Entry old = begin(name, content);
        if (old != null && old.reply() != null) {
            counters.add(source, IngestResult.DUPLICATE, old.accepted());
            return old.reply();
        }
        Entry done = null;
        try {
            IngestAnswer answer = ingest.take(source, decoded);
            Reply reply = reply(answer);
            if (answer.accepted() > 0) {
                done = new Entry(content, reply, clock.millis(), answer.accepted());
            }
            return reply;
        } finally {
            end(name, done);
        }
    }

    private static Reply reply(IngestAnswer answer) throws RefusedException {
        if (answer.lines() == 0) {
            throw new RefusedException(400, "the body is empty; send one JSON object a line");
        }
        return new Reply(answer.unreadable() ? 400 : 200, answer.json());
    }

    /** Marks the delivery as begun; gives the old entry where it was taken before. */
    private synchronized @Nullable Entry begin(Digest name, Digest content) throws RefusedException {
        long now = clock.millis();
        Entry old = known.get(name);
        if (old != null && old.reply() != null && old.millis() < now - KEPT.toMillis()) {
            known.remove(name);
            old = null;
        }
        if (old == null) {
            known.put(name, new Entry(content, null, now, 0));
            return null;
        }
        if (!old.body().equals(content)) {
            throw new RefusedException(422, "this Idempotency-Key came with another body; use a new key for each body");
        }
        if (old.reply() == null) {
            throw new RefusedException(409, "the same delivery is being taken in right now; ask again in a second");
        }
        return old;
    }

    private synchronized void end(Digest name, @Nullable Entry done) {
        known.remove(name);
        if (done == null) {
            return;
        }
        known.put(name, done);
        long oldest = clock.millis() - KEPT.toMillis();
        Iterator<Entry> entries = known.values().iterator();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            if (known.size() <= maximum && entry.millis() >= oldest) {
                break;
            }
            entries.remove();
        }
    }

    /** How many keys are remembered. */
    synchronized int size() {
        return known.size();
    }

    int maximum() {
        return maximum;
    }

    private Digest digest(byte[] bytes, int length, int purpose) {
        SipHash hash = new SipHash(key0 ^ purpose, key1);
        int end = length & ~7;
        for (int at = 0; at < end; at += 8) {
            hash.add((long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (int i = end; i < length; i++) {
            rest |= (bytes[i] & 0xffL) << ((i - end) << 3);
        }
        hash.addLast(rest, length);
        return new Digest(hash.first(), hash.second());
    }
}
