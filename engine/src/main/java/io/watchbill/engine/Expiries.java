package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.TreeMap;

/** How many predictions of each bucket and version have no label yet: those that were remembered without the joined. */
final class Expiries {
    private static final long[] NONE = {};

    private final TreeMap<Long, long[]> open = new TreeMap<>();

    /** The counts that were changed last: events come in order, and mostly of one bucket. */
    private long[] newest = NONE;

    private long newestBucket;

    /** Sees how many predictions of a version ended without a label. */
    interface Visitor {
        void expired(int version, long predictions);
    }

    void opened(long bucket, int version) {
        add(bucket, version, 1);
    }

    void closed(long bucket, int version) {
        add(bucket, version, -1);
    }

    private void add(long bucket, int version, long by) {
        if (bucket != newestBucket || newest.length <= version) {
            newest = of(bucket, version);
            newestBucket = bucket;
        }
        newest[version] += by;
    }

    private long[] of(long bucket, int version) {
        long[] versions = open.get(bucket);
        if (versions == null || versions.length <= version) {
            versions = versions == null ? new long[version + 1] : Arrays.copyOf(versions, version + 1);
            open.put(bucket, versions);
        }
        return versions;
    }

    /** Whether there is anything in buckets before that one. */
    boolean anyBefore(long bucket) {
        return !open.isEmpty() && open.firstKey() < bucket;
    }

    /** Ends the buckets before that one. */
    void expireBefore(long bucket, Visitor visitor) {
        newest = NONE;
        Iterator<long[]> oldest = open.headMap(bucket).values().iterator();
        while (oldest.hasNext()) {
            long[] versions = oldest.next();
            for (int version = 0; version < versions.length; version++) {
                if (versions[version] != 0) {
                    visitor.expired(version, versions[version]);
                }
            }
            oldest.remove();
        }
    }

    void save(StateWriter to) {
        to.varint(open.size());
        open.forEach((bucket, versions) -> {
            to.signed(bucket);
            to.varint(versions.length);
            to.longs(versions);
        });
    }

    /** @param named how many numbers of versions have a name */
    void restore(StateReader from, int named) {
        newest = NONE;
        int buckets = from.count(3);
        for (int i = 0; i < buckets; i++) {
            long bucket = from.signed();
            long[] versions = new long[from.below(named + 1L)];
            from.longs(versions);
            open.put(bucket, versions);
        }
    }
}
