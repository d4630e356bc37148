package io.watchbill.exporter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.engine.BucketIds;
import io.watchbill.statistics.state.StateWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on a real disk. */
class StoreTest {
    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Store.Entry entry(long position, String record) {
        return new Store.Entry(position, bytes(record), List.of());
    }

    private static List<String> records(Store store, long from) throws Exception {
        List<String> all = new ArrayList<>();
        store.read(from, (position, record) -> all.add(position + " " + new String(record, StandardCharsets.UTF_8)));
        return all;
    }

    @Test
    void recordsAreThereAfterItIsOpenedAgain() throws Exception {
        try (Store store = Store.open(folder)) {
            store.append(List.of(entry(1, "a"), entry(2, "b")));
            store.append(List.of(entry(3, "c")));
        }
        try (Store store = Store.open(folder)) {
            assertThat(records(store, 2)).containsExactly("2 b", "3 c");
            assertThat(store.newest()).isEqualTo(3);
        }
    }

    @Test
    void everyAppendIsOneSync() throws Exception {
        try (Store store = Store.open(folder)) {
            long before = store.syncs();
            for (int i = 1; i <= 5; i++) {
                store.append(List.of(entry(2L * i, "a"), entry(2L * i + 1, "b")));
                assertThat(store.syncs()).isEqualTo(before + i);
            }
        }
    }

    @Test
    void droppedRecordsGoWithTheirFiles() throws Exception {
        try (Store store = Store.open(folder)) {
            byte[] megabyte = new byte[1 << 20];
            for (int i = 1; i <= 200; i++) {
                store.append(List.of(new Store.Entry(i, megabyte, List.of())));
            }
            // Files move to where they can be dropped in the background.
            await().untilAsserted(() -> {
                store.drop(201);
                assertThat(records(store, 1).size()).isLessThan(150);
            });
            assertThat(store.newest()).isEqualTo(200);
        }
    }

    /** The log holds the notes of a bucket until they are written to their table, which they alone never fill. */
    @Test
    void anOldBucketDoesNotPinTheLog() throws Exception {
        long most = 40L << 20;
        try (Store store = Store.open(folder, most, FilterMemory.ofThisProcess())) {
            store.append(List.of(new Store.Entry(
                    1, bytes("a"), List.of(new Store.Note(7, 1, 3, 4, bytes("an old bucket's note"))))));
            byte[] megabyte = new byte[1 << 20];
            for (int i = 2; i <= 200; i++) {
                store.append(List.of(new Store.Entry(i, megabyte, List.of())));
            }

            await().untilAsserted(() -> assertThat(logBytes()).isBetween(1L, 2 * most));
            assertThat(notes(store, 1)).isEqualTo(bytes("an old bucket's note"));
        }
        try (Store store = Store.open(folder, most, FilterMemory.ofThisProcess())) {
            assertThat(notes(store, 1)).isEqualTo(bytes("an old bucket's note"));
        }
    }

    private long logBytes() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void aRecordThatWasCutShortAtTheEndIsLeftOut() throws Exception {
        try (Store store = Store.open(folder)) {
            store.append(List.of(entry(1, "first")));
            store.append(List.of(entry(2, "second".repeat(100))));
        }
        Path log = log();
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(file.length() - 50);
        }
        try (Store store = Store.open(folder)) {
            assertThat(records(store, 1)).containsExactly("1 first");
        }
    }

    @Test
    void aRecordThatChangedOnTheDiskIsDamage() throws Exception {
        try (Store store = Store.open(folder)) {
            store.append(List.of(entry(1, "first".repeat(1_000))));
            store.append(List.of(entry(2, "second".repeat(1_000))));
        }
        byte[] content = Files.readAllBytes(log());
        content[2_000] ^= 1;
        Files.write(log(), content);

        assertThatThrownBy(() -> Store.open(folder)).isInstanceOf(DamagedStoreException.class);
    }

    private Path log() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> file.toFile().length() > 0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aNewFolderIsNobodyElsesBusiness() throws Exception {
        try (Store store = Store.open(folder.resolve("new"))) {
            assertThat(store.newest()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("new"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aLockThatCannotBeWrittenIsNotTakenForAnotherProcess() throws Exception {
        Files.createDirectories(folder.resolve("db").resolve("LOCK"));

        assertThatThrownBy(() -> Store.open(folder))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot open the store in " + folder)
                .hasMessageContaining("Is a directory");
    }

    @Test
    void twoProcessesCannotUseOneFolder() throws Exception {
        try (Store store = Store.open(folder)) {
            assertThat(store.newest()).isZero();
            assertThatThrownBy(() -> Store.open(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("is used by another process");
        }
    }

    @Test
    void partsOfTheStateChangeTogether() throws Exception {
        try (Store store = Store.open(folder)) {
            StateChanges first = new StateChanges();
            first.put("m/a/1", bytes("one"));
            first.put("m/a/2", bytes("two"));
            first.put("m/b/1", bytes("three"));
            store.save(first);
            StateChanges second = new StateChanges();
            second.removeAll("m/a/");
            second.put("m/a/3", bytes("four"));
            store.save(second);
        }
        try (Store store = Store.open(folder)) {
            assertThat(store.keys("m/")).containsExactly("m/a/3", "m/b/1");
            assertThat(store.get("m/a/3")).isEqualTo(bytes("four"));
            assertThat(store.get("m/a/1")).isNull();
        }
    }

    @Test
    void theNewestFileOfAPredictionCounts() throws Exception {
        try (Store store = Store.open(folder)) {
            spill(store, 7, "old", 1);
            spill(store, 7, "new", 1);

            assertThat(prediction(store, 7, 1)).isEqualTo(bytes("new"));
        }
    }

    @Test
    void anOldBucketGoesThoughItsPredictionsCameInFilesWithOthers() throws Exception {
        try (Store store = Store.open(folder)) {
            spill(store, 8, "of another model", 1);
            spill(store, 7, "old and later", 1, 2);
            for (int others = 0; others < 20; others++) {
                spill(store, 7, 1_000 + others, "others", 1, 2);
            }
            assertThat(prediction(store, 7, 1)).isEqualTo(bytes("old and later"));

            // Files are merged, and cut by bucket, in the background.
            await().until(() -> store.dropBuckets(7, 2, 2));
            assertThat(prediction(store, 7, 1)).isNull();
            assertThat(prediction(store, 7, 2)).isEqualTo(bytes("old and later"));
            assertThat(prediction(store, 8, 1)).isEqualTo(bytes("of another model"));
        }
    }

    @Test
    void afterAllOfAModelIsDroppedNothingOfItIsFound() throws Exception {
        try (Store store = Store.open(folder)) {
            spill(store, 7, "a", 1, 2);
            spill(store, 8, "of another model", 1);
            store.append(List.of(new Store.Entry(1, bytes("r"), List.of(new Store.Note(7, 1, 3, 4, bytes("x"))))));

            store.dropAll(7);

            assertThat(prediction(store, 7, 1)).isNull();
            assertThat(prediction(store, 7, 2)).isNull();
            assertThat(notes(store, 1)).isNull();
            assertThat(prediction(store, 8, 1)).isEqualTo(bytes("of another model"));
        }
    }

    /** A file of level 0, and notes that are still in memory: nothing merges them, as nothing follows. */
    @Test
    void whatIsOldLeavesTheDiskThoughNothingNewComes() throws Exception {
        try (Store store = Store.open(folder)) {
            spill(store, 7, "a prediction", 1, 2);
            try (PredictionFile file = store.newPredictionFile()) {
                put(file, 1, 4, "an old prediction");
                put(file, 2, 4, "a later prediction");
                assertThat(file.finish()).isTrue();
                store.spill(file);
            }
            store.append(List.of(new Store.Entry(
                    1,
                    bytes("r"),
                    List.of(
                            new Store.Note(7, 1, 3, 4, bytes("an old note")),
                            new Store.Note(7, 2, 3, 4, bytes("a later note"))))));
        }
        try (Store store = Store.open(folder)) {
            assertThat(tablesHold("an old prediction")).isTrue();

            await().until(() -> store.dropBuckets(7, 2, 2));

            assertThat(tablesHold("an old prediction")).isFalse();
            assertThat(prediction(store, 7, 1)).isNull();
            assertThat(prediction(store, 7, 2)).isEqualTo(bytes("a later prediction"));
            assertThat(notes(store, 1)).isNull();
            assertThat(notes(store, 2)).isEqualTo(bytes("a later note"));
            assertThat(tablesHold("an old note")).isFalse();
        }
    }

    @Test
    void whatIsDroppedOfAModelLeavesTheDisk() throws Exception {
        try (Store store = Store.open(folder)) {
            spill(store, 8, "of another model", 1);
            spill(store, 7, "of a model", 1, 2);

            store.dropAll(7);

            await().until(() -> !tablesHold("of a model"));
            assertThat(prediction(store, 8, 1)).isEqualTo(bytes("of another model"));
        }
    }

    @Test
    void whatIsDroppedOfAModelLeavesTheDiskAfterAnotherStart() throws Exception {
        try (Store store = Store.open(folder)) {
            for (int round = 0; round < 20; round++) {
                spill(store, 7, round, "of a model", 1, 2);
            }
        }
        try (Store store = Store.open(folder)) {
            store.dropAll(7);
        }
        try (Store store = Store.open(folder)) {
            await().until(() -> !tablesHold("of a model"));
            await().until(() -> store.keys("cut/").isEmpty());
        }
    }

    /** Values so short are not compressed. */
    private boolean tablesHold(String text) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sst")).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final int MANY = 3_000;

    private static void spillMany(Store store, String value) throws Exception {
        try (PredictionFile file = store.newPredictionFile()) {
            for (int i = 0; i < MANY; i++) {
                StateWriter bytes = new StateWriter();
                bytes.raw(bytes(value + i));
                file.put(7, 1, i, 3L << 40, bytes);
            }
            assertThat(file.finish()).isTrue();
            store.spill(file);
        }
    }

    private static BucketIds many() {
        BucketIds ids = new BucketIds();
        for (int i = 0; i < MANY; i++) {
            ids.add(1, i, 3L << 40);
        }
        return ids;
    }

    /** Many blocks of the largest file, and none of those at its end, which a start needs. */
    private void damage() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            Path file = files.filter(path -> path.toString().endsWith(".sst"))
                    .max(Comparator.comparingLong(path -> path.toFile().length()))
                    .orElseThrow();
            byte[] content = Files.readAllBytes(file);
            for (int at = content.length / 10; at < content.length / 2; at += 500) {
                content[at] ^= 0x55;
            }
            Files.write(file, content);
        }
    }

    @Test
    void idsWithTheSameFirst96BitsTakeOnePlaceAndStopNothing() throws Exception {
        try (Store store = Store.open(folder)) {
            long low = 5L << Integer.SIZE;
            try (PredictionFile file = store.newPredictionFile()) {
                put(file, 1, low, "one");
                put(file, 1, low + 1, "another");
                put(file, 1, low + (1L << Integer.SIZE), "a third");
                assertThat(file.finish()).isTrue();
                store.spill(file);
            }
            BucketIds ids = new BucketIds();
            ids.add(1, 3, low);
            ids.add(1, 3, low + 1);
            ids.add(1, 3, low + (1L << Integer.SIZE));

            assertThat(List.of(store.predictions(7, ids)))
                    .containsExactly(bytes("one"), bytes("one"), bytes("a third"));
        }
    }

    private static void put(PredictionFile file, long bucket, long low, String value) throws Exception {
        StateWriter bytes = new StateWriter();
        bytes.raw(bytes(value));
        file.put(7, bucket, 3, low, bytes);
    }

    @Test
    void aPredictionThatIsDamagedIsToldFromOneThatIsNotThere() throws Exception {
        try (Store store = Store.open(folder)) {
            spillMany(store, "p");
            assertThat(List.of(store.predictions(7, many()))).hasSize(MANY);
            assertThat(store.damagedPredictions(7, many()).isEmpty()).isTrue();
            assertThat(store.damagedPredictions(7, ids(5)).isEmpty()).isTrue();
        }
        damage();
        try (Store store = Store.open(folder)) {
            byte[][] found = store.predictions(7, many());

            BitSet damaged = store.damagedPredictions(7, many());

            assertThat(damaged.cardinality()).isBetween(100, MANY - 100);
            for (int i = 0; i < MANY; i++) {
                assertThat(found[i]).isEqualTo(damaged.get(i) ? null : bytes("p" + i));
            }
            assertThat(store.unreadable()).isFalse();
        }
    }

    @Test
    void notesThatAreDamagedAreToldFromNone() throws Exception {
        String longer = "a note that is longer than what there is a place for at first".repeat(3);
        try (Store store = Store.open(folder, 1 << 16, FilterMemory.ofThisProcess())) {
            List<Store.Note> notes = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                notes.add(new Store.Note(7, 1, i, 3L << 40, bytes(longer + i)));
            }
            store.append(List.of(new Store.Entry(1, bytes("a"), notes)));
            // What is behind the bound of the log is written out.
            store.append(List.of(entry(2, "b".repeat(1 << 17))));
            store.append(List.of(entry(3, "c")));
            await().until(() -> files(".sst") > 0);
            assertThat(store.notes(7, many())[MANY - 1]).isEqualTo(bytes(longer + (MANY - 1)));
        }
        damage();
        try (Store store = Store.open(folder)) {
            byte[][] found = store.notes(7, many());

            assertThat(List.of(found)).anySatisfy(note -> assertThat(note).isEmpty());
            assertThat(found[MANY - 1]).isEqualTo(bytes(longer + (MANY - 1)));
        }
    }

    private long files(String suffix) throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }

    @Test
    void aDamagedPredictionStopsNoOtherWorkThanMergingItsFile() throws Exception {
        try (Store store = Store.open(folder)) {
            spillMany(store, "p");
        }
        damage();
        try (Store store = Store.open(folder)) {
            // Files of the same ids are merged in the background when there are enough of them.
            AtomicLong position = new AtomicLong();
            await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
                assertThatThrownBy(() -> {
                            spillMany(store, "q");
                            store.append(List.of(entry(position.incrementAndGet(), "a")));
                        })
                        .hasMessageContaining("checksum mismatch");
            });
            store.reopen();

            for (int i = 0; i < 20; i++) {
                store.append(List.of(entry(position.incrementAndGet(), "b")));
                spillMany(store, "r");
            }

            assertThat(store.predictions(7, many())[1]).isEqualTo(bytes("r1"));
        }
    }

    private static byte[] prediction(Store store, int model, long bucket) throws Exception {
        return store.predictions(model, ids(bucket))[1];
    }

    private static byte[] notes(Store store, long bucket) throws Exception {
        return store.notes(7, ids(bucket))[1];
    }

    /** The same id in a bucket and in those beside it. */
    private static BucketIds ids(long bucket) {
        BucketIds ids = new BucketIds();
        for (long each = bucket - 1; each <= bucket + 1; each++) {
            ids.add(each, 3, 4);
        }
        return ids;
    }

    /** A file with that value for the same id in some buckets. */
    private static void spill(Store store, int model, String value, long... buckets) throws Exception {
        spill(store, model, 3, value, buckets);
    }

    private static void spill(Store store, int model, long high, String value, long... buckets) throws Exception {
        try (PredictionFile file = store.newPredictionFile()) {
            StateWriter bytes = new StateWriter();
            bytes.raw(bytes(value));
            for (long bucket : buckets) {
                file.put(model, bucket, high, 4, bytes);
            }
            assertThat(file.finish()).isTrue();
            store.spill(file);
        }
    }

    @Test
    void notesComeWithTheirRecordAndFollowOneAnother() throws Exception {
        try (Store store = Store.open(folder)) {
            store.append(List.of(new Store.Entry(
                    1,
                    bytes("a"),
                    List.of(new Store.Note(7, 1, 3, 4, bytes("x")), new Store.Note(7, 1, 3, 4, bytes("y"))))));
            store.append(List.of(new Store.Entry(2, bytes("b"), List.of(new Store.Note(7, 1, 3, 4, bytes("z"))))));
        }
        try (Store store = Store.open(folder)) {
            assertThat(notes(store, 1)).isEqualTo(bytes("xyz"));
            assertThat(notes(store, 2)).isNull();
        }
    }

    @Test
    void afterItIsReopenedWhatWasAppendedIsThere() throws Exception {
        try (Store store = Store.open(folder)) {
            store.append(List.of(entry(1, "a")));
            store.reopen();
            store.append(List.of(entry(2, "b")));
            assertThat(records(store, 1)).containsExactly("1 a", "2 b");
        }
    }
}
