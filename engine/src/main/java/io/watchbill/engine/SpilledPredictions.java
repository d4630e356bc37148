package io.watchbill.engine;

import io.watchbill.engine.decode.DecodedBatch;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Predictions that leave memory, as they were after one record of the journal. They do not change, so that they can be written
 * while events go on, until {@link ModelState#spilled}: then they are not to be used any more.
 */
public final class SpilledPredictions {
    /** Of a row's place: {@link #MOST} rows. */
    private static final int INDEX_BITS = 24;

    /** As many as leave room for the open buckets, which are {@link LabelBuckets#PER_DELAY} and one or two. */
    private static final int ID_BITS = 34;

    /** So many predictions are held in memory at most. */
    public static final int MOST = 1 << INDEX_BITS;

    private final RecentPredictions rows;
    private final LabelBuckets buckets;
    private final long firstOpen;
    private final long position;

    SpilledPredictions(RecentPredictions rows, LabelBuckets buckets, long firstOpen, long position) {
        this.rows = rows;
        this.buckets = buckets;
        this.firstOpen = firstOpen;
        this.position = position;
    }

    /** Takes a prediction, or fails with {@code E}. */
    public interface Visitor<E extends Exception> {
        /**
         * Takes one.
         *
         * @param value what {@link OlderPredictions#prediction} is to give back for that bucket and id; the next one is
         *     written over it
         */
        void prediction(long bucket, long high, long low, StateWriter value) throws E;
    }

    /** The position of the newest record that they are the result of. */
    public long position() {
        return position;
    }

    RecentPredictions rows() {
        return rows;
    }

    /** How many there are at most. */
    public int size() {
        return rows.joins().size();
    }

    @Nullable
    OpenPrediction find(long high, long low, long time) {
        int row = time == DecodedBatch.NO_TIME
                ? rows.joins().find(high, low)
                : rows.joins().find(high, low, time);
        return row < 0 ? null : rows.read(row);
    }

    /** Shows them by bucket and id, both ascending, the id as an unsigned number; of one id in a bucket the newest. */
    public <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        long[] keys = inOrder();
        StateWriter value = new StateWriter();
        int[] some = new int[Joins.MOST_COPIED];
        for (int from = 0; from < keys.length; from += some.length) {
            int count = Math.min(some.length, keys.length - from);
            for (int i = 0; i < count; i++) {
                some[i] = row(keys[from + i]);
            }
            Joins copy = rows.joins().copyOf(some, count);
            for (int i = 0; i < count; i++) {
                long bucket = buckets.of(copy.time(i));
                if (bucket >= firstOpen && !replaced(keys, from + i)) {
                    value.clear();
                    PredictionBytes.write(rows.read(copy, i), rows.plan(), position, buckets.start(bucket), value);
                    visitor.prediction(bucket, copy.idHigh(i), copy.idLow(i), value);
                }
            }
        }
    }

    /** Whether a newer prediction of the same id and bucket follows. */
    private boolean replaced(long[] keys, int at) {
        return at + 1 < keys.length && alike(keys[at], keys[at + 1]) && compare(row(keys[at]), row(keys[at + 1])) == 0;
    }

    /**
     * Keys of the rows in order of bucket and id. Ids are hashes, so that the bucket, some first bits of the id and the
     * row's place in one number sort nearly all; the few that are alike in those bits are put right after. Rows of one id
     * stay in their order of arrival.
     */
    private long[] inOrder() {
        Joins joins = rows.joins();
        long[] keys = new long[joins.size()];
        for (int i = 0; i < keys.length; i++) {
            int row = joins.row(i);
            long bucket = Math.max(0, buckets.of(joins.time(row)) - firstOpen);
            keys[i] = (bucket << (ID_BITS + INDEX_BITS))
                    | ((joins.idHigh(row) >>> (Long.SIZE - ID_BITS)) << INDEX_BITS)
                    | i;
        }
        Arrays.sort(keys);
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            int at = i;
            while (at > 0 && alike(keys[at - 1], key) && compare(row(keys[at - 1]), row(key)) > 0) {
                keys[at] = keys[--at];
            }
            keys[at] = key;
        }
        return keys;
    }

    /** Whether two keys differ in the row's place alone. */
    private static boolean alike(long one, long other) {
        return one >>> INDEX_BITS == other >>> INDEX_BITS;
    }

    private int row(long key) {
        return rows.joins().row((int) (key & (MOST - 1)));
    }

    private int compare(int one, int other) {
        Joins joins = rows.joins();
        int byBucket = Long.compare(buckets.of(joins.time(one)), buckets.of(joins.time(other)));
        return byBucket != 0
                ? byBucket
                : Recall.compareIds(joins.idHigh(one), joins.idLow(one), joins.idHigh(other), joins.idLow(other));
    }
}
