package io.watchbill.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a host keeps of one model's predictions, in maps. */
final class KeptPredictions implements OlderPredictions {
    private final Map<List<Long>, byte[]> predictions = new HashMap<>();
    private final Map<List<Long>, byte[]> notes = new HashMap<>();

    /** Keeps the notes of a batch, as its record is stored. */
    void note(ModelPlan plan, BinnedBatch batch, long position) {
        LabelNotes.of(
                plan,
                batch,
                position,
                (bucket, high, low, note) -> notes.merge(List.of(bucket, high, low), note, KeptPredictions::joined));
    }

    private static byte[] joined(byte[] one, byte[] other) {
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
        return all(notes, ids);
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
