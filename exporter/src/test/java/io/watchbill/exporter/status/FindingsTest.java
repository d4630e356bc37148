package io.watchbill.exporter.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.Bound;
import io.watchbill.engine.ModelPlan;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.decode.IngestResult;
import io.watchbill.exporter.health.Trouble;
import io.watchbill.exporter.status.Finding.Severity;
import io.watchbill.exporter.status.Status.Input;
import io.watchbill.exporter.status.Status.Source;
import io.watchbill.exporter.status.Status.StoreStatus;
import io.watchbill.exporter.status.Status.WatchedModel;
import io.watchbill.exporter.status.Status.WebStatus;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.reader.SpecificationReader;
import io.watchbill.spec.reader.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to be wrong, and what is not. */
class FindingsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T16:00:00Z");
    private static final WebStatus WEB = new WebStatus(true, true, true, true);

    private List<Trouble> unhealthy = List.of();
    private List<Trouble> unready = List.of();
    private boolean reloaded = true;
    private List<WatchedModel> models = List.of();
    private List<Source> sources = List.of();
    private Map<String, Bound> bounds = Map.of();
    private @Nullable StoreStatus store;
    private WebStatus web = WEB;

    private Status status() {
        return new Status(
                "1.0",
                NOW,
                NOW.minusSeconds(60),
                unhealthy,
                unready,
                reloaded,
                List.of(),
                models,
                sources,
                bounds,
                store,
                web);
    }

    private List<String> said() {
        return Findings.of(status()).stream().map(Finding::what).toList();
    }

    private static StoreStatus store(Duration sinceSnapshot, long damaged) {
        return new StoreStatus(
                Optional.of(1L << 20),
                NOW.minus(sinceSnapshot),
                Duration.ofSeconds(30),
                false,
                false,
                0,
                Optional.of(damaged),
                0);
    }

    private static Source source(Instant newest, Map<IngestResult, Long> counts) {
        return new Source("http", counts, Optional.of(newest), List.of());
    }

    private static WatchedModel model(Path folder, String serving, @Nullable Instant clock) throws IOException {
        Path file = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop, description: A small system for tests.}
                models:
                  demand:
                    task: regression
                    features: {price: {type: numeric}}
                """ + serving);
        OperationsSpecification specification = new SpecificationReader(TextFiles.ofFileSystem())
                .read(file)
                .loaded()
                .orElseThrow()
                .specification();
        ModelPlan plan = new ModelPlan(specification.models().get(0), specification.business(), Map.of(), List.of());
        ScoreSnapshot snapshot = clock == null
                ? null
                : new ScoreSnapshot(
                        plan,
                        clock.toEpochMilli(),
                        clock.minus(Duration.ofDays(3)).toEpochMilli(),
                        List.of(),
                        Map.of());
        return new WatchedModel(plan, snapshot, Map.of());
    }

    @Test
    void nothingIsSaidWhereNothingIsWrong() {
        store = store(Duration.ofSeconds(20), 0);
        bounds = Map.of("connections", new Bound(10, 12_000, 0));
        sources =
                List.of(source(NOW.minusSeconds(5), Map.of(IngestResult.ACCEPTED, 1_000L, IngestResult.MALFORMED, 9L)));

        assertThat(said()).isEmpty();
        assertThat(StatusPage.of(status())).contains("<title>Ready, and no event has come yet · ");
    }

    @Test
    void faultsComeBeforeWarningsAndBothBeforeWhatGoesByItself() {
        web = new WebStatus(true, false, true, true);
        unready = List.of(
                new Trouble("start", "the exporter is starting", "wait", true),
                new Trouble("store", "events cannot be stored", "free space on the disk"));

        assertThat(Findings.of(status()))
                .extracting(Finding::severity)
                .containsExactly(Severity.CRITICAL, Severity.WARNING, Severity.NOTE);
        assertThat(Findings.of(status()).get(0))
                .isEqualTo(new Finding(Severity.CRITICAL, "Events cannot be stored.", "Free space on the disk."));
        assertThat(StatusPage.of(status())).contains("<strong>2 things are wrong</strong>");
    }

    @Test
    void aReloadThatFailedIsTold() {
        reloaded = false;

        assertThat(said())
                .containsExactly("The last reload changed nothing: the specifications or profiles on the disk cannot be"
                        + " used.");
    }

    @Test
    void aDeadThreadIsSaidOnce() {
        Trouble dead = new Trouble("journal", "the thread 'journal' has ended", "restart the exporter");
        unhealthy = List.of(dead);
        unready = List.of(dead);

        assertThat(said()).containsExactly("The thread 'journal' has ended.");
    }

    @Test
    void aStoreThatWasMovedAsideAndOneThatIsNotSavedAreTold() {
        store = store(Duration.ofSeconds(299), 1);
        assertThat(said())
                .containsExactly("1 damaged store was moved aside; windows and counters began anew in an empty one.");

        store = store(Duration.ofSeconds(301), 0);
        assertThat(said()).containsExactly("The state was last saved 5 min 1 s ago, and should be every 30 s.");
    }

    @Test
    void aBoundIsToldWhenItIsNearlyFullOrHasCostSomething() {
        bounds = Map.of(
                "connections", new Bound(89, 100, 0),
                "bytes_in_flight", new Bound(90, 100, 0),
                "idempotency_keys", new Bound(5, 100, 3));

        assertThat(said())
                .containsExactly(
                        "Bytes that are being taken in are at 90% of their bound of 100; beyond it they are answered"
                                + " 429, to be sent again.",
                        "Remembered deliveries have reached their bound of 100: so far 3 were forgotten, the"
                                + " oldest first (sent again, they count twice).");
    }

    @Test
    void labelValuesMayFillTheirBoundWhichOnlyCostsSomethingBeyondIt() {
        bounds = Map.of("segments", new Bound(2, 2, 0));
        assertThat(said()).isEmpty();

        bounds = Map.of("segments", new Bound(2, 2, 7));
        assertThat(said())
                .containsExactly(
                        "Values of a segment have reached their bound of 2: so far 7 were counted as 'other'.");
    }

    @Test
    void aSourceIsSilentOnceTheShortestWindowIsEmpty(@TempDir Path folder) throws Exception {
        models = List.of(model(folder, "    drift: {windows: [1h, 7d]}\n", null));
        sources = List.of(source(NOW.minus(Duration.ofMinutes(59)), Map.of()));
        assertThat(said()).isEmpty();

        sources = List.of(source(NOW.minus(Duration.ofMinutes(61)), Map.of()));
        assertThat(said()).containsExactly("No events have come for 1 h 1 min; windows of 1h are empty.");

        models = List.of(model(folder, "    clock: replay\n    drift: {windows: [1h]}\n", null));
        assertThat(said()).as("old events on purpose").isEmpty();
    }

    @Test
    void oneSourceIsEnoughAndAnInputThatCannotBeReadIsNamed(@TempDir Path folder) throws Exception {
        models = List.of(model(folder, "    drift: {windows: [1h]}\n", null));
        sources = List.of(
                source(NOW.minus(Duration.ofDays(1)), Map.of()),
                new Source(
                        "file",
                        Map.of(),
                        Optional.of(NOW),
                        List.of(
                                new Input("a.ndjson", Optional.empty()),
                                new Input("b.ndjson", Optional.of("not_stored")))));

        assertThat(said()).containsExactly("The file input b.ndjson cannot be read: not stored.");
        assertThat(StatusPage.of(status())).contains("b.ndjson: not stored</span>");
    }

    @Test
    void aRunThatIsNotThereByItsDeadlineIsTold(@TempDir Path folder) throws Exception {
        String batch = "    serving: {batch: {schedule: \"every day 02:00\", deadline: \"05:00\"}}\n";
        models = List.of(model(folder, batch, Instant.parse("2026-11-26T04:59:00Z")));
        assertThat(said())
                .containsExactly("The run of demand that was to start at 2026-11-25 02:00:00 UTC has not completed by"
                        + " its deadline.");

        models = List.of(model(folder, batch, Instant.parse("2026-11-26T05:01:00Z")));
        assertThat(said()).allMatch(what -> what.contains("2026-11-26 02:00:00 UTC"));
    }
}
