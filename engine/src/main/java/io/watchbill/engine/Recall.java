package io.watchbill.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a batch asks of the predictions that have left memory, for all its ids together: one look-up of many sorted ids
 * costs much less for each than a look-up of its own. It is made between two records, and {@link #read} without a lock,
 * by any thread, while records go on.
 */
public final class Recall {
    /** The bucket of a prediction whose time nobody said. */
    static final long ANY = Long.MIN_VALUE;

    /** A body may hold very many labels, each to be looked for in any bucket. */
    private static final int MOST_TOGETHER = 1_024;

    private static final Comparator<Asked> BY_ID = (one, other) -> compareIds(one.high, one.low, other.high, other.low);

    private final OlderPredictions older;
    private final LabelBuckets buckets;
    private final long first;
    private final long last;
    private final long before;
    private final Object departures;
    private final long seen;
    private final List<Asked> asked = new ArrayList<>();

    /**
     * @param first the oldest bucket that is open
     * @param last the bucket of the clock
     * @param before the position of the record that asks: what was spilled after it is not there yet
     * @param departures what {@link DepartedPredictions#departures} was when this was made
     * @param seen the position of the newest record that was applied then
     */
    Recall(
            OlderPredictions older,
            LabelBuckets buckets,
            long first,
            long last,
            long before,
            Object departures,
            long seen) {
        this.older = older;
        this.buckets = buckets;
        this.first = first;
        this.last = last;
        this.before = before;
        this.departures = departures;
        this.seen = seen;
    }

    /** One id, and what is known of it so far. */
    private static final class Asked {
        private final long high;
        private final long low;
        private final long told;
        /** Of the prediction that was found. */
        private long bucket = ANY;

        private byte @Nullable [] value;
        private final List<byte[]> notes = new ArrayList<>(0);
        private boolean unreadable;

        private Asked(long high, long low, long told) {
            this.high = high;
            this.low = low;
            this.told = told;
        }
    }

    /**
     * Asks for an id's prediction and its notes.
     *
     * @param told the bucket of the time when the prediction was made, or {@link #ANY}
     */
    void ask(long high, long low, long told) {
        asked.add(new Asked(high, low, told));
    }

    /** Asks for the notes alone of a prediction that is known. */
    void askNotes(long high, long low, long told, long bucket) {
        Asked id = new Asked(high, low, told);
        id.bucket = bucket;
        asked.add(id);
    }

    boolean isEmpty() {
        return asked.isEmpty();
    }

    /**
     * Reads what is kept.
     *
     * @throws OlderPredictions.UnreadableException if it cannot be read now
     */
    public Recalled read() {
        asked.sort(BY_ID);
        readTold();
        readOthers();
        askMissing();
        readNotes();
        return recalled();
    }

    /** What is to be made of a batch that is stored already if nothing can be read: nothing can be said of any id. */
    Recalled unreadable() {
        asked.forEach(id -> id.unreadable = true);
        return recalled();
    }

    private Recalled recalled() {
        Map<Recalled.Id, Recalled.Kept> kept = new HashMap<>(2 * asked.size());
        for (Asked id : asked) {
            kept.put(
                    new Recalled.Id(id.high, id.low, id.told),
                    new Recalled.Kept(id.value, id.bucket, id.notes, id.unreadable));
        }
        return new Recalled(kept, departures, seen);
    }

    /** Predictions whose time is known lie in one bucket. */
    private void readTold() {
        List<Asked> told = new ArrayList<>(asked);
        told.removeIf(id -> id.bucket != ANY || id.told < first || id.told > last);
        told.sort(Comparator.<Asked>comparingLong(id -> id.told).thenComparing(BY_ID));
        BucketIds keys = new BucketIds();
        told.forEach(id -> keys.add(id.told, id.high, id.low));
        byte[] @Nullable [] values = predictions(keys);
        for (int i = 0; i < values.length; i++) {
            find(told.get(i), told.get(i).told, values[i]);
        }
    }

    /** All others are looked for in every bucket at once; where several hold an id, the newest one counts. */
    private void readOthers() {
        List<Asked> left = new ArrayList<>(asked);
        left.removeIf(id -> id.bucket != ANY);
        for (int from = 0; from < left.size(); from += MOST_TOGETHER) {
            List<Asked> some = left.subList(from, Math.min(left.size(), from + MOST_TOGETHER));
            BucketIds keys = everywhere(some);
            byte[] @Nullable [] values = predictions(keys);
            for (int i = values.length - 1; i >= 0; i--) {
                Asked id = some.get(i % some.size());
                if (id.bucket == ANY) {
                    find(id, keys.bucket(i), values[i]);
                }
            }
        }
    }

    private BucketIds everywhere(List<Asked> some) {
        BucketIds keys = new BucketIds();
        for (long bucket = first; bucket <= last; bucket++) {
            for (Asked id : some) {
                keys.add(bucket, id.high, id.low);
            }
        }
        return keys;
    }

    /** What was spilled after the record that asks is not there yet: it comes when the journal is read on after a crash. */
    private void find(Asked id, long bucket, byte @Nullable [] value) {
        if (value != null && new PredictionBytes(value, buckets.start(bucket)).position() < before) {
            id.bucket = bucket;
            id.value = value;
        }
    }

    /** An id that is found nowhere may be in a file that is damaged. */
    private void askMissing() {
        List<Asked> missing = new ArrayList<>(asked);
        missing.removeIf(id -> id.bucket != ANY);
        for (int from = 0; from < missing.size(); from += MOST_TOGETHER) {
            List<Asked> some = missing.subList(from, Math.min(missing.size(), from + MOST_TOGETHER));
            older.damaged(everywhere(some)).stream().forEach(i -> some.get(i % some.size()).unreadable = true);
        }
    }

    private byte[] @Nullable [] predictions(BucketIds keys) {
        return keys.size() == 0 ? new byte[0][] : older.predictions(keys);
    }

    /**
     * Notes lie in the bucket of the clock when they came, which was never much before the prediction's own time. Those of
     * ids without a prediction mean nothing.
     */
    private void readNotes() {
        List<Asked> found = new ArrayList<>(asked);
        found.removeIf(id -> id.bucket == ANY);
        BucketIds keys = new BucketIds();
        List<Asked> ids = new ArrayList<>();
        for (long bucket = first - 1; bucket <= last; bucket++) {
            for (Asked id : found) {
                if (id.bucket - 1 <= bucket) {
                    keys.add(bucket, id.high, id.low);
                    ids.add(id);
                }
                if (ids.size() >= MOST_TOGETHER) {
                    readNotes(keys, ids);
                    keys = new BucketIds();
                    ids.clear();
                }
            }
        }
        readNotes(keys, ids);
    }

    private void readNotes(BucketIds keys, List<Asked> ids) {
        byte[] @Nullable [] notes = keys.size() == 0 ? new byte[0][] : older.notes(keys);
        for (int i = 0; i < notes.length; i++) {
            byte[] found = notes[i];
            if (found == null) {
                continue;
            }
            ids.get(i).notes.add(found);
            ids.get(i).unreadable |= found.length == 0;
        }
    }

    static int compareIds(long high, long low, long otherHigh, long otherLow) {
        int byHigh = Long.compareUnsigned(high, otherHigh);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
    }
}
