package io.watchbill.engine;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a host keeps of one model's predictions, in maps. */
final class KeptPredictions implements OlderPredictions {
    private final Map<List<Long>, byte[]> predictions = new HashMap<>();
    private final Map<List<Long>, byte[]> notes = new HashMap<>();

    private final Set<List<Long>> damaged = new HashSet<>();
    private int givenUp;
    private boolean broken;

    /** Damages every prediction, or what is noted of each. */
    void damagePredictions() {
        damaged.addAll(predictions.keySet());
        predictions.clear();
    }

    void damageNotes() {
        notes.replaceAll((key, note) -> new byte[0]);
    }

    /** From now on notes cannot be read. */
    void breakDisk() {
        broken = true;
    }

    /** Ids whose prediction could not be read. */
    int givenUp() {
        return givenUp;
    }

    /** Keeps the notes of a batch, as its record is stored. */
    void note(ModelPlan plan, BinnedBatch batch, long position) {
        LabelNotes.of(
                plan,
                batch,
                position,
                (bucket, high, low, note) -> notes.merge(List.of(bucket, high, low), note, KeptPredictions::joined));
    }

    static byte[] joined(byte[] one, byte[] other) {
        if (one.length == 0) {
            return one; // damage does not go by itself
        }
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** Takes predictions in; their order must be that of their keys. */
    void spill(SpilledPredictions spilled) {
        List<List<Long>> keys = new ArrayList<>();
        spilled.forEach((bucket, high, low, value) -> {
            List<Long> key = List.of(bucket, high, low);
            if (!keys.isEmpty() && compare(keys.get(keys.size() - 1), key) >= 0) {
                throw new AssertionError("the key " + key + " follows " + keys.get(keys.size() - 1));
            }
            keys.add(key);
            predictions.put(key, value.toBytes());
        });
    }

    private static int compare(List<Long> one, List<Long> other) {
        int bucket = Long.compare(one.get(0), other.get(0));
        int high = bucket != 0 ? bucket : Long.compareUnsigned(one.get(1), other.get(1));
        return high != 0 ? high : Long.compareUnsigned(one.get(2), other.get(2));
    }

    int size() {
        return predictions.size();
    }

    long bytes() {
        return predictions.values().stream().mapToLong(value -> value.length).sum();
    }

    @Override
    public byte[][] predictions(BucketIds ids) {
        return all(predictions, ids);
    }

    @Override
    public byte[][] notes(BucketIds ids) {
        if (broken) {
            throw new UnreadableException("the disk fails", new IllegalStateException());
        }
        return all(notes, ids);
    }

    @Override
    public BitSet damaged(BucketIds ids) {
        BitSet places = new BitSet();
        for (int i = 0; i < ids.size(); i++) {
            places.set(i, damaged.contains(List.of(ids.bucket(i), ids.high(i), ids.low(i))));
        }
        return places;
    }

    @Override
    public void givenUp(int ids) {
        givenUp += ids;
    }

    private static byte[][] all(Map<List<Long>, byte[]> from, BucketIds ids) {
        byte[][] found = new byte[ids.size()][];
        for (int i = 0; i < found.length; i++) {
            List<Long> key = List.of(ids.bucket(i), ids.high(i), ids.low(i));
            if (i > 0 && compare(List.of(ids.bucket(i - 1), ids.high(i - 1), ids.low(i - 1)), key) > 0) {
                throw new AssertionError("the key " + key + " is not in order");
            }
            found[i] = from.get(key);
        }
        return found;
    }
}
