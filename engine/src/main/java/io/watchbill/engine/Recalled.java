package io.watchbill.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found of the ids of a batch in the predictions that have left memory. */
public final class Recalled {
    /** Nothing was asked. */
    static final Recalled NOTHING = new Recalled(Map.of(), new Object(), -1);

    private final Map<Id, Kept> kept;
    private final Object departures;
    private final long seen;

    Recalled(Map<Id, Kept> kept, Object departures, long seen) {
        this.kept = kept;
        this.departures = departures;
        this.seen = seen;
    }

    /** @param told the bucket that the prediction was said to be in, or {@link Recall#ANY} */
    record Id(long high, long low, long told) {}

    /**
     * What is kept of one id.
     *
     * @param value the prediction as {@link PredictionBytes}; null if there is none, or it is in memory
     * @param bucket the bucket that the value is from
     * @param notes the notes of some buckets
     * @param unreadable whether something is kept that cannot be read, so that nothing can be said of the id
     */
    @SuppressWarnings("ArrayRecordComponent") // as the host gave it, not kept
    record Kept(byte @Nullable [] value, long bucket, List<byte[]> notes, boolean unreadable) {}

    /** What is kept of that id; null if that was not asked. */
    @Nullable
    Kept of(Id id) {
        return kept.get(id);
    }

    /** Whether there is an id of which nothing can be said, though something is kept of it. */
    boolean anyUnreadable() {
        return kept.values().stream().anyMatch(Kept::unreadable);
    }

    /** Whether nothing can be said of that id, though something is kept of it. */
    boolean unreadable(Id id) {
        Kept found = kept.get(id);
        return found != null && found.unreadable();
    }

    /** This, and what was found before of the ids that are not in it. */
    Recalled or(Recalled before) {
        if (before.kept.isEmpty()) {
            return this;
        }
        Map<Id, Kept> both = new HashMap<>(before.kept);
        both.putAll(kept);
        return new Recalled(both, departures, seen);
    }

    /** The predictions that had left memory when this was asked for. */
    Object departures() {
        return departures;
    }

    /** The position of the newest record whose notes are certainly here. */
    long seen() {
        return seen;
    }
}
