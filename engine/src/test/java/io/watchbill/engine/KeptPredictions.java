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
    public Held find(long first, long last, long high, long low) {
        int buckets = (int) (last - first + 1);
        byte[][] found = new byte[buckets][];
        byte[][] noted = new byte[buckets][];
        for (int i = 0; i < buckets; i++) {
            found[i] = predictions.get(List.of(first + i, high, low));
            noted[i] = notes.get(List.of(first + i, high, low));
        }
        return new Held(found, noted);
    }
}
