package io.watchbill.exporter.store;

import io.watchbill.engine.BucketIds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Which ids may be in which bucket of a table, in memory: a label without a time is looked for in every bucket, and all
 * buckets but one need not be asked. An id that is there is never said not to be.
 *
 * <p>The arithmetic. A filter of the table itself costs 1 µs of processor time and, once the filters of all ids are more
 * than the store's cache holds, a read of a disk; one that is here costs 0.02 µs, and 5 bits of memory for each id: 378 MB
 * for the 605 million of a week of 1,000 a second. One in ten ids that are not there seems to be, of which the table's own
 * filter lets one in a hundred pass.
 *
 * <p>A filter is saved when nothing came into its bucket for a while and when the store is closed, with the bucket's mark: a
 * key before its first id with a number that changes with every write into the bucket, in the same write. What was saved
 * under another mark than the table's is worth nothing. Then, as where a file is missing or damaged, the filter is made from
 * the table in the background, and until then every id may be in that bucket.
 */
final class KnownIds {
    private final Database database;
    private final Function<Opened, ColumnFamilyHandle> table;
    private final Path folder;
    private final String name;
    private final FilterMemory memory;
    private final Executor background;
    private final Map<Place, KnownBucket> buckets = new ConcurrentHashMap<>();
    private final Set<Place> underWay = ConcurrentHashMap.newKeySet();
    /** Whether nobody knows which buckets there are. */
    private volatile boolean nothingKnown;
    /** That have begun and not ended. */
    private int changes;

    /** @param name of the table, which the files' names begin with */
    KnownIds(
            Database database,
            Function<Opened, ColumnFamilyHandle> table,
            Path folder,
            String name,
            FilterMemory memory,
            Executor background) {
        this.database = database;
        this.table = table;
        this.folder = folder;
        this.name = name;
        this.memory = memory;
        this.background = background;
    }

    /** A bucket of a model. */
    record Place(int model, long bucket) {}

    /** Finds the buckets that the table has, and reads or makes their filters in the background. */
    void find() throws StoreException, IOException {
        nothingKnown = !database.ask("look for buckets", this::findBuckets);
        Set<Path> files = new HashSet<>();
        buckets.keySet().forEach(place -> files.add(file(place)));
        try (Stream<Path> all = Files.list(Files.createDirectories(folder))) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().startsWith(name) && !files.contains(file)) {
                    Files.delete(file);
                }
            }
        }
        buckets.keySet().forEach(this::makeLater);
    }

    private boolean findBuckets(Opened db) {
        try (RocksIterator keys = db.database().newIterator(table.apply(db))) {
            keys.seekToFirst();
            while (keys.isValid()) {
                ByteBuffer key = ByteBuffer.wrap(keys.key());
                Place place = PredictionKey.place(key);
                long mark = key.hasRemaining()
                        ? KnownBucket.NONE
                        : ByteBuffer.wrap(keys.value()).getLong();
                buckets.put(place, KnownBucket.unknown(mark));
                keys.seek(PredictionKey.start(place.model(), place.bucket() + 1));
            }
            keys.status();
            return true;
        } catch (RocksDBException e) {
            return false;
        }
    }

    /** The places of those ids that may be in their buckets. */
    int[] possible(int model, BucketIds ids) {
        int[] places = new int[ids.size()];
        if (nothingKnown) {
            int ignored = KnownBucket.all(0, places.length, places, 0);
            return places;
        }
        int count = 0;
        int to;
        for (int from = 0; from < places.length; from = to) {
            to = from + 1;
            while (to < places.length && ids.bucket(to) == ids.bucket(from)) {
                to++;
            }
            KnownBucket known = buckets.get(new Place(model, ids.bucket(from)));
            if (known != null) {
                count = known.keep(ids, from, to, places, count);
            }
        }
        return Arrays.copyOf(places, count);
    }

    /** Begins a change of the table. */
    synchronized Change change() {
        changes++;
        return new Change();
    }

    /**
     * A write of new ids: they are all added before it begins, some at a time. Used by one thread, which closes it whatever
     * comes of it.
     */
    final class Change implements AutoCloseable {
        private final long mark = ThreadLocalRandom.current().nextLong() | 1;
        private final Map<Place, KnownBucket> touched = new ConcurrentHashMap<>();
        private final HeldIds held = new HeldIds();
        private @Nullable Place last;
        private @Nullable KnownBucket current;

        /** Adds an id; whether it is the first of several in its bucket, which must get the {@link #mark} then. */
        boolean add(int model, long bucket, long high, long low) {
            KnownBucket known = current;
            boolean first = false;
            if (known == null || last == null || last.bucket() != bucket || last.model() != model) {
                ready();
                last = new Place(model, bucket);
                known = buckets.computeIfAbsent(last, place -> KnownBucket.empty(memory));
                first = touched.put(last, known) == null;
                current = known;
            }
            held.add(high, low, known::add);
            return first;
        }

        /** All ids are there: the write may begin. */
        void ready() {
            KnownBucket known = current;
            if (known != null) {
                held.give(known::add);
            }
        }

        /** The value of the key {@link PredictionKey#mark}. */
        byte[] mark() {
            return ByteBuffer.allocate(Long.BYTES).putLong(mark).array();
        }

        /** All of it is in the table now. */
        void done() {
            touched.values().forEach(bucket -> bucket.marked(mark));
        }

        @Override
        public void close() {
            synchronized (KnownIds.this) {
                changes--;
                KnownIds.this.notifyAll();
            }
        }
    }

    /** Something that is done to the database. */
    interface Dropping {
        void run() throws StoreException;
    }

    /** Drops all of a model, while no change is under way. */
    synchronized void dropAll(int model, Dropping dropping) throws StoreException {
        try {
            while (changes > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted before predictions were dropped", e);
        }
        dropping.run();
        drop(model, Long.MAX_VALUE);
    }

    /** Runs something while no change is under way. */
    private synchronized boolean alone(BooleanSupplier task) throws InterruptedException {
        while (changes > 0) {
            wait();
        }
        return task.getAsBoolean();
    }

    /** Saves what has not changed for a while, and makes anew what is better made anew. */
    void tend() {
        buckets.forEach((place, bucket) -> {
            if (bucket.isQuiet()) {
                if (bucket.needsFilter(isNewest(place))) {
                    makeLater(place);
                } else {
                    background.execute(() -> save(place, bucket));
                }
            }
        });
    }

    private boolean isNewest(Place place) {
        return buckets.keySet().stream()
                .noneMatch(other -> other.model() == place.model() && other.bucket() > place.bucket());
    }

    private void makeLater(Place place) {
        if (underWay.add(place)) {
            background.execute(() -> {
                try {
                    make(place);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    underWay.remove(place);
                }
            });
        }
    }

    private void make(Place place) throws InterruptedException {
        KnownBucket bucket = buckets.get(place);
        if (bucket == null || (!bucket.isKnown() && load(place, bucket))) {
            return;
        }
        if (!alone(() -> buckets.get(place) == bucket && bucket.begin(new IdFilter(memory)))) {
            return;
        }
        BucketScan scan = new BucketScan(place, bucket);
        try {
            while (buckets.get(place) == bucket && database.ask("read ids", db -> scan.more(db, table.apply(db)))) {
                // A part at a time, so that whoever wants to close the database need not wait.
            }
        } catch (StoreException e) {
            bucket.giveUp();
        }
        if (scan.isComplete()) {
            bucket.end();
            save(place, bucket);
        }
    }

    private boolean load(Place place, KnownBucket bucket) throws InterruptedException {
        FilterFile.Saved saved = FilterFile.read(file(place), memory);
        if (saved == null) {
            return false;
        }
        boolean taken = alone(() -> buckets.get(place) == bucket && bucket.take(saved));
        if (!taken) {
            IdFilter.giveBack(saved.filter());
        }
        return taken;
    }

    /** Saves what is not saved yet of all buckets. Nothing is under way in the background any more. */
    void save() {
        buckets.forEach(this::save);
    }

    private void save(Place place, KnownBucket bucket) {
        FilterFile.Saved saved = bucket.toSave();
        if (saved == null) {
            return;
        }
        try {
            FilterFile.write(file(place), saved.mark(), saved.filter());
            if (buckets.get(place) != bucket) {
                Files.deleteIfExists(file(place));
            }
        } catch (IOException e) {
            bucket.unsaved();
        }
    }

    private Path file(Place place) {
        return folder.resolve(name + "-" + place.model() + "-" + place.bucket());
    }

    /** Nothing is in the buckets of a model before some any more. */
    void drop(int model, long before) {
        buckets.forEach((place, bucket) -> {
            if (place.model() == model && place.bucket() < before && buckets.remove(place, bucket)) {
                bucket.drop();
                try {
                    Files.deleteIfExists(file(place));
                } catch (IOException e) {
                    // It goes at the next start.
                }
            }
        });
    }

    /** Whether the filters of all buckets are there. */
    boolean isComplete() {
        return !nothingKnown && buckets.values().stream().allMatch(KnownBucket::isKnown);
    }
}
