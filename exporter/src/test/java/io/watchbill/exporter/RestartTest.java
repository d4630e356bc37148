package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.watchbill.exporter.SnapshotSettings.Step;
import io.watchbill.exporter.store.StateChanges;
import io.watchbill.exporter.store.Store;
import io.watchbill.statistics.state.StateWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an exporter knows after it was ended, or was killed at a certain moment. */
class RestartTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final SnapshotSettings AT_THE_END = new SnapshotSettings(Duration.ofHours(1), 1L << 30, 100_000);

    @TempDir
    private Path folder;

    private Path specification;
    private volatile Instant now = NOW;

    @BeforeEach
    void write() {
        specification = RunningExporter.specification(folder);
    }

    private RunningExporter start(Path data, SnapshotSettings snapshots) {
        InstantSource clock = () -> now;
        return RunningExporter.keeping(specification, data, clock, snapshots);
    }

    private RunningExporter start(Path data) {
        return start(data, AT_THE_END);
    }

    private static SnapshotSettings often(Consumer<Step> steps) {
        return new SnapshotSettings(Duration.ZERO, 1L << 30, 100_000, steps);
    }

    /** As the disk would be if the process were killed now. */
    private static Path copied(Path data, Path to) {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(data.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything about models and events; what is about this process and the passing of time is left out. */
    private static TreeSet<String> known(RunningExporter exporter) {
        TreeSet<String> known = new TreeSet<>();
        for (MetricsText.Sample sample : exporter.page().samples()) {
            boolean ofModels = sample.name().startsWith("ml_") && !sample.name().endsWith("_timestamp_seconds");
            if (ofModels || sample.name().equals("watchbill_ingest_events_total")) {
                known.add(sample.toString());
            }
        }
        return known;
    }

    private static List<String> bodies(int count, long seed) {
        Random random = new Random(seed);
        List<String> bodies = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                int id = b * 10 + i;
                Instant time = NOW.minusSeconds(1_800 - id);
                body.append(String.format(
                        "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"p%d\",\"time\":\"%s\","
                                + "\"features\":{\"distance\":%d,\"origin\":\"%s\"},\"prediction\":\"%s\",\"score\":%s}%n",
                        id,
                        time,
                        random.nextInt(2_000),
                        random.nextBoolean() ? "A" : "B",
                        random.nextBoolean() ? "late" : "on_time",
                        random.nextDouble()));
                int older = Math.max(0, id - random.nextInt(60));
                body.append(String.format(
                        "{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"p%d\",\"time\":\"%s\",\"label\":\"%s\"}%n",
                        older, time, random.nextInt(4) == 0 ? "late" : "on_time"));
                body.append(String.format(
                        "{\"kind\":\"business\",\"model\":\"flight\",\"id\":\"p%d\",\"time\":\"%s\",\"event\":\"rebooked\","
                                + "\"value\":%d,\"unit\":\"usd\"}%n",
                        older, time, random.nextInt(100)));
            }
            body.append("{\"kind\":\"prediction\",\"model\":\"nobody\"}\n");
            bodies.add(body.toString());
        }
        return bodies;
    }

    private static void send(RunningExporter exporter, List<String> bodies) {
        bodies.forEach(body -> assertThat(exporter.post(body).statusCode()).isEqualTo(200));
    }

    @Test
    void whatWasKnownIsKnownAfterAnEndAndAfterACrash() {
        Path data = folder.resolve("data");
        TreeSet<String> expected;
        Path crashed;
        try (RunningExporter exporter = start(data)) {
            send(exporter, bodies(30, 1));
            expected = known(exporter);
            crashed = copied(data, folder.resolve("crashed"));
        }

        try (RunningExporter ended = start(data)) {
            assertThat(known(ended)).isEqualTo(expected);
            assertThat(ended.page().value("watchbill_state_recovered_batches_total"))
                    .isZero();
        }
        try (RunningExporter killed = start(crashed)) {
            assertThat(known(killed)).isEqualTo(expected);
            assertThat(killed.page().value("watchbill_state_recovered_batches_total"))
                    .isEqualTo(30);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCrashAfterAnyStepOfASnapshotLosesAndDoublesNothing(Step step) throws Exception {
        List<String> first = bodies(20, 2);
        List<String> rest = bodies(40, 3).subList(20, 40);
        Path data = folder.resolve("data");
        Map<Step, Path> crashed = new EnumMap<>(Step.class);
        TreeSet<String> expected;
        boolean[] sent = {false};
        Consumer<Step> steps = done -> {
            synchronized (sent) {
                if (done == step && sent[0] && !crashed.containsKey(step)) {
                    crashed.put(step, copied(data, folder.resolve("crashed-" + step)));
                }
            }
        };
        try (RunningExporter exporter = start(data, often(steps))) {
            send(exporter, first);
            synchronized (sent) {
                sent[0] = true;
            }
            await().until(() -> {
                synchronized (sent) {
                    return crashed.containsKey(step);
                }
            });
            send(exporter, rest);
            expected = known(exporter);
        }

        try (RunningExporter exporter = start(crashed.get(step), often(done -> {}))) {
            send(exporter, rest);
            assertThat(known(exporter)).isEqualTo(expected);
        }
    }

    @Test
    void aDeliveryIsKnownAgainAfterARestart() {
        Path data = folder.resolve("data");
        byte[] body = bodies(1, 4).get(0).getBytes(StandardCharsets.UTF_8);
        String[] headers = {"Content-Type", RunningExporter.NDJSON, "Idempotency-Key", "delivery-1"};
        HttpResponse<String> answer;
        Path crashed;
        try (RunningExporter exporter = start(data)) {
            answer = exporter.post(body, headers);
            crashed = copied(data, folder.resolve("crashed"));
        }

        for (Path left : List.of(data, crashed)) {
            try (RunningExporter exporter = start(left)) {
                HttpResponse<String> again = exporter.post(body, headers);

                assertThat(again.body()).isEqualTo(answer.body());
                assertThat(exporter.page()
                                .value("watchbill_ingest_events_total", "source", "http", "result", "duplicate"))
                        .isEqualTo(30);
                assertThat(exporter.post("{}".getBytes(StandardCharsets.UTF_8), headers)
                                .statusCode())
                        .isEqualTo(422);
            }
        }
    }

    @Test
    void twoMonthsLaterCountersAreThereAndWindowsAreEmpty() {
        Path data = folder.resolve("data");
        try (RunningExporter exporter = start(data)) {
            send(exporter, bodies(10, 5));
        }
        now = NOW.plus(Duration.ofDays(60));

        try (RunningExporter exporter = start(data)) {
            exporter.page();
            MetricsText page = exporter.page();
            assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "accepted"))
                    .isEqualTo(300);
            assertThat(page.find("ml_requests_total", "model", "flight")).isEmpty();

            send(
                    exporter,
                    List.of("{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"" + now
                            + "\",\"features\":{\"distance\":500},\"prediction\":\"late\"}"));
            assertThat(exporter.page().value("ml_drift_window_samples", "model", "flight", "column", "distance"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aClockThatIsSetBackHoldsUpNoSnapshot() {
        AtomicInteger snapshots = new AtomicInteger();
        SnapshotSettings often = new SnapshotSettings(Duration.ofMillis(300), 1L << 30, 100_000, step -> {
            if (step == Step.DROPPED) {
                snapshots.incrementAndGet();
            }
        });
        try (RunningExporter exporter = start(folder.resolve("data"), often)) {
            send(exporter, bodies(1, 9));
            now = NOW.minus(Duration.ofDays(1));
            int before = snapshots.get();

            await().until(() -> snapshots.get() >= before + 2);
        }
    }

    @Test
    void aDamagedStoreIsMovedAsideAndSeen() throws Exception {
        Path data = folder.resolve("data");
        try (RunningExporter exporter = start(data)) {
            send(exporter, bodies(5, 6));
        }
        try (Stream<Path> files = Files.list(data.resolve("db"))) {
            for (Path file :
                    files.filter(path -> path.toString().contains("MANIFEST")).toList()) {
                try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                    content.seek(20);
                    content.write(new byte[] {1, 2, 3, 4});
                }
            }
        }

        try (RunningExporter exporter = start(data)) {
            assertThat(exporter.page().value("watchbill_state_damaged_stores")).isEqualTo(1);
            assertThat(exporter.page().find("ml_requests_total", "model", "flight"))
                    .isEmpty();
            send(exporter, bodies(1, 7));
        }
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anySatisfy(name -> assertThat(name).startsWith("db.damaged-20260504T100000Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {StoredFormat.FORMAT - 1, StoredFormat.FORMAT + 1})
    void aStoreOfAnotherVersionIsRefusedAndLeftAsItIs(int other) throws Exception {
        Path data = folder.resolve("data");
        try (RunningExporter exporter = start(data)) {
            send(exporter, bodies(1, 8));
        }
        try (Store store = Store.open(data)) {
            StateWriter format = new StateWriter();
            format.varint(other);
            StateChanges changes = new StateChanges();
            changes.put("format", format.toBytes());
            store.save(changes);
        }

        assertThatThrownBy(() -> start(data))
                .hasMessageContaining("the store has format " + other + ", this version reads format 3")
                .hasMessageContaining("run the version that wrote it, or start with another folder");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .contains("db")
                    .noneMatch(name -> name.contains("damaged"));
        }
    }

    private static void predict(RunningExporter exporter, String id, Instant time) {
        send(
                exporter,
                List.of("{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"" + id + "\",\"time\":\"" + time
                        + "\",\"prediction\":\"late\",\"score\":0.7}"));
    }

    /** How many labels were joined so far. */
    private static double label(RunningExporter exporter, String id, Instant time) {
        send(
                exporter,
                List.of("{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"" + id + "\",\"time\":\"" + time
                        + "\",\"label\":\"late\"}"));
        return exporter.page()
                .find("ml_labels_total", "model", "flight", "result", "joined")
                .orElse(0.0);
    }

    private static double unlabelled(RunningExporter exporter) {
        return exporter.page()
                .find("ml_predictions_unlabelled_total", "model", "flight")
                .orElse(0.0);
    }

    @Test
    void aPredictionThatIsTooOldIsNotJoinedThoughTheDiskStillHoldsIt() {
        Path data = folder.resolve("data");
        try (RunningExporter exporter = start(data)) {
            predict(exporter, "old", NOW);
        }
        Path earlier = copied(data, folder.resolve("earlier"));
        now = NOW.plus(Duration.ofHours(23));
        try (RunningExporter exporter = start(earlier)) {
            assertThat(label(exporter, "old", now)).isEqualTo(1);
        }
        now = NOW.plus(Duration.ofHours(26));
        try (RunningExporter exporter = start(data)) {
            assertThat(label(exporter, "old", now)).isZero();
        }
    }

    /** Buckets of time are another fraction of a day then: a place of before would mean another time. */
    @Test
    void underAnotherLongestTimeForALabelPredictionsOfBeforeAreGoneAndNewOnesAreFound() throws Exception {
        Path data = folder.resolve("data");
        try (RunningExporter exporter = start(data)) {
            predict(exporter, "before", NOW);
        }
        Files.writeString(
                specification,
                Files.readString(specification).replace("maximumLabelDelay: 1d", "maximumLabelDelay: 2d"));
        try (RunningExporter exporter = start(data)) {
            assertThat(label(exporter, "before", NOW)).isZero();
            assertThat(unlabelled(exporter)).isEqualTo(1);
            predict(exporter, "after", NOW);
        }
        try (RunningExporter exporter = start(data)) {
            assertThat(label(exporter, "after", NOW)).isEqualTo(1);
            assertThat(unlabelled(exporter)).isEqualTo(1);
        }
    }

    /** Else a crash right then would leave them for ever: under the new plan nobody asks for their buckets. */
    @Test
    void predictionsThatAReloadMakesVoidAreGoneBeforeTheStateIsThatOfTheNewPlan() throws Exception {
        Path data = folder.resolve("data");
        List<List<Path>> tablesWhenSaved = new ArrayList<>();
        SnapshotSettings steps = new SnapshotSettings(Duration.ofHours(1), 1L << 30, 100_000, step -> {
            if (step == Step.SAVED) {
                tablesWhenSaved.add(tables(data));
            }
        });
        try (RunningExporter exporter = start(data, steps)) {
            predict(exporter, "before", NOW);
            Files.writeString(
                    specification,
                    Files.readString(specification).replace("maximumLabelDelay: 1d", "maximumLabelDelay: 2d"));
            assertThat(exporter.reload().statusCode()).isEqualTo(200);
            predict(exporter, "after", NOW);

            assertThat(tablesWhenSaved).hasSize(2);
            assertThat(tablesWhenSaved.get(0)).isNotEmpty();
            assertThat(tablesWhenSaved.get(1)).doesNotContainAnyElementsOf(tablesWhenSaved.get(0));
            assertThat(label(exporter, "before", NOW)).isZero();
            assertThat(label(exporter, "after", NOW)).isEqualTo(1);
        }
    }

    private static List<Path> tables(Path data) {
        try (Stream<Path> files = Files.list(data.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".sst")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
