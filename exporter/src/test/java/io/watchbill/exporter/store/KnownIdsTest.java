package io.watchbill.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.engine.BucketIds;
import io.watchbill.statistics.state.StateWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters of ids before a store on a real disk: whatever becomes of them, what is there is found. */
class KnownIdsTest {
    private static final int MODEL = 7;
    private static final long MOST_LOG_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    private Path data;
    private Path filters;
    private final Random random = new Random(1);
    private final TreeSet<Id> predicted = new TreeSet<>();
    private final TreeSet<Id> noted = new TreeSet<>();
    private long position;

    @BeforeEach
    void name() {
        data = folder.resolve("data");
        filters = data.resolve("filters");
    }

    /** Of a bucket; as the store's keys, in order. */
    private record Id(long bucket, long high, long low) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byBucket = Long.compare(bucket, other.bucket);
            int byHigh = byBucket != 0 ? byBucket : Long.compareUnsigned(high, other.high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        }
    }

    private Store open() throws Exception {
        return open(1 << 30);
    }

    private Store open(long filterBytes) throws Exception {
        return Store.open(data, MOST_LOG_BYTES, FilterMemory.ofBytes(filterBytes));
    }

    private Id draw(int buckets) {
        return new Id(random.nextInt(buckets), random.nextLong(), random.nextLong());
    }

    private TreeSet<Id> draw(int buckets, int count) {
        TreeSet<Id> ids = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            ids.add(draw(buckets));
        }
        return ids;
    }

    private void spill(Store store, TreeSet<Id> ids) throws Exception {
        try (PredictionFile file = store.newPredictionFile()) {
            StateWriter value = new StateWriter();
            value.raw("p".getBytes(StandardCharsets.US_ASCII));
            for (Id id : ids) {
                file.put(MODEL, id.bucket(), id.high(), id.low(), value);
            }
            assertThat(file.finish()).isTrue();
            store.spill(file);
        }
        predicted.addAll(ids);
    }

    private void note(Store store, TreeSet<Id> ids) throws Exception {
        List<Store.Note> notes = new ArrayList<>();
        ids.forEach(id -> notes.add(new Store.Note(MODEL, id.bucket(), id.high(), id.low(), new byte[] {'n'})));
        store.append(List.of(new Store.Entry(++position, new byte[] {'r'}, notes)));
        noted.addAll(ids);
    }

    private static BucketIds keys(TreeSet<Id> ids) {
        BucketIds keys = new BucketIds();
        ids.forEach(id -> keys.add(id.bucket(), id.high(), id.low()));
        return keys;
    }

    private void requireAll(Store store) throws Exception {
        assertThat(List.of(store.predictions(MODEL, keys(predicted)))).hasSize(predicted.size());
        assertThat(List.of(store.notes(MODEL, keys(noted)))).hasSize(noted.size());
    }

    private Map<Path, byte[]> savedFilters() throws IOException {
        Map<Path, byte[]> saved = new HashMap<>();
        try (Stream<Path> files = Files.list(filters)) {
            for (Path file : files.toList()) {
                saved.put(file, Files.readAllBytes(file));
            }
        }
        return saved;
    }

    private void restoreFilters(Map<Path, byte[]> saved) throws IOException {
        try (Stream<Path> files = Files.list(filters)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<Path, byte[]> file : saved.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }

    /** After a crash the files are those of some moment before. */
    @Test
    void whateverFiltersACrashLeavesEveryIdIsFound() throws Exception {
        List<Map<Path, byte[]>> before = new ArrayList<>();
        for (int round = 0; round < 12; round++) {
            try (Store store = open()) {
                requireAll(store);
                spill(store, draw(5, 200));
                if (random.nextBoolean()) {
                    await().until(store::knowsAllIds);
                }
                note(store, draw(5, 100));
                spill(store, draw(1 + random.nextInt(5), 50));
                note(store, draw(1 + random.nextInt(5), 50));
                requireAll(store);
            }
            before.add(savedFilters());
            if (random.nextInt(3) > 0) {
                restoreFilters(before.get(random.nextInt(before.size())));
            }
        }
        try (Store store = open()) {
            await().until(store::knowsAllIds);
            requireAll(store);
        }
    }

    @Test
    void aFilterThatIsDamagedOrMissingIsMadeAnew() throws Exception {
        try (Store store = open()) {
            spill(store, draw(3, 3_000));
            note(store, draw(3, 3_000));
        }
        Map<Path, byte[]> saved = savedFilters();
        assertThat(saved).hasSize(6);
        for (Path file : saved.keySet()) {
            byte[] bytes = saved.get(file).clone();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            Path missing =
                    saved.keySet().stream().min(Comparator.naturalOrder()).orElseThrow();
            Files.deleteIfExists(missing);
            try (Store store = open()) {
                requireAll(store);
                await().until(store::knowsAllIds);
                requireAll(store);
            }
        }
    }

    /** A file cut anywhere, and one of another form. */
    @Test
    void aFilterThatWasCutIsMadeAnew() throws Exception {
        try (Store store = open()) {
            spill(store, draw(1, 1_000));
        }
        Path file = savedFilters().keySet().iterator().next();
        for (int length : new int[] {0, 7, 23, 24, 27, 28, 1_000}) {
            Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), length));
            try (Store store = open()) {
                await().until(store::knowsAllIds);
                requireAll(store);
            }
        }
    }

    @Test
    void whatComesWhileAFilterIsMadeIsFound() throws Exception {
        try (Store store = open()) {
            spill(store, draw(2, 200_000));
        }
        restoreFilters(Map.of());
        try (Store store = open()) {
            while (!store.knowsAllIds()) {
                spill(store, draw(2, 100));
                note(store, draw(2, 100));
            }
            spill(store, draw(2, 100));
            requireAll(store);
        }
        try (Store store = open()) {
            await().until(store::knowsAllIds);
            requireAll(store);
        }
    }

    /** Its numbers may be those of other buckets from then on, as when the longest time for a label changes. */
    @Test
    void afterAllIsDroppedANewBucketOfTheSameNumberHasWhatIsNewAlone() throws Exception {
        TreeSet<Id> old = draw(3, 1_000);
        try (Store store = open()) {
            spill(store, old);
            note(store, old);
        }
        Map<Path, byte[]> saved = savedFilters();
        predicted.clear();
        noted.clear();
        try (Store store = open()) {
            store.dropAll(MODEL);
            assertThat(savedFilters()).isEmpty();
            spill(store, draw(3, 1_000));
            note(store, draw(3, 1_000));
            requireAll(store);
        }
        restoreFilters(saved);
        try (Store store = open()) {
            await().until(store::knowsAllIds);
            requireAll(store);
            assertThat(Stream.of(store.predictions(MODEL, keys(old)))).containsOnlyNulls();
            assertThat(Stream.of(store.notes(MODEL, keys(old)))).containsOnlyNulls();
        }
    }

    @Test
    void theFilterOfABucketGoesWithIt() throws Exception {
        try (Store store = open()) {
            spill(store, draw(4, 1_000));
            note(store, draw(4, 1_000));
        }
        assertThat(savedFilters()).hasSize(8);
        try (Store store = open()) {
            await().until(store::knowsAllIds);
            boolean ignored = store.dropBuckets(MODEL, 3, 2);
            assertThat(savedFilters().keySet().stream()
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("predictions-7-3", "notes-7-2", "notes-7-3");
            predicted.removeIf(id -> id.bucket() < 3);
            noted.removeIf(id -> id.bucket() < 2);
            requireAll(store);
        }
    }

    @Test
    void withoutMemoryForFiltersEveryIdIsFound() throws Exception {
        try (Store store = open(50_000)) {
            for (int i = 0; i < 4; i++) {
                spill(store, draw(3, 2_000));
                note(store, draw(3, 2_000));
                requireAll(store);
            }
            assertThat(store.knowsAllIds()).isFalse();
        }
        try (Store store = open(50_000)) {
            requireAll(store);
        }
    }

    /** Ids come in their order. */
    @Test
    void aFilterHoldsEveryIdAndFewOthers() {
        FilterMemory memory = FilterMemory.ofBytes(1 << 30);
        IdFilter grown = new IdFilter(memory);
        IdFilter exact = new IdFilter(memory);
        assertThat(exact.reserve(500_000)).isTrue();
        TreeSet<Id> ids = draw(1, 500_000);
        ids.forEach(id -> {
            long[] highs = {id.high()};
            long[] lows = {id.low()};
            assertThat(grown.add(highs, lows, 1)).isTrue();
            assertThat(exact.add(highs, lows, 1)).isTrue();
        });
        for (IdFilter filter : List.of(grown, exact)) {
            assertThat(ids).allMatch(id -> filter.mayHold(id.high(), id.low()));
            assertThat(filter.keep(keys(ids), 0, ids.size(), new int[ids.size()], 0))
                    .isEqualTo(ids.size());
        }
        TreeSet<Id> others = draw(1, 100_000);
        assertThat(exact.keep(keys(others), 0, 100_000, new int[100_000], 0)).isBetween(5_000, 11_000);
        assertThat(grown.keep(keys(others), 0, 100_000, new int[100_000], 0)).isBetween(5_000, 30_000);
        assertThat(exact.parts()).hasSize(1);
        assertThat(exact.parts().get(0).bytes().capacity()).isEqualTo(500_000 * 5 / 8 / 64 * 64 + 64);

        IdFilter.giveBack(grown);
        IdFilter.giveBack(exact);
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void whatItTakesOfMemoryIsTold() throws Exception {
        Store store = open();
        try (store) {
            assertThat(store.memory().filters()).isZero();
            assertThat(store.memory().buffers()).isPositive();

            spill(store, draw(1, 100_000));
            assertThat(store.memory().filters()).isBetween(100_000L * 5 / 8, 4 * 100_000L * 5 / 8);
            assertThat(store.memory().tables()).isPositive();
            assertThat(store.memory().cache()).isPositive();

            store.dropAll(MODEL);
            assertThat(store.memory().filters()).isZero();
        }
        assertThatThrownBy(store::memory).isInstanceOf(StoreException.class);
    }
}
