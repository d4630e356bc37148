package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A specification or a profile that changes while the exporter runs. */
class ReloadTest {
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    private Path folder;

    private Path specification;
    private Path data;
    private RunningExporter exporter;

    @BeforeEach
    void start() {
        specification = RunningExporter.specification(folder);
        data = folder.resolve("data");
        exporter = open();
    }

    private RunningExporter open() {
        return RunningExporter.keeping(
                specification, data, () -> NOW, new SnapshotSettings(Duration.ofHours(1), 1L << 30, 10_000));
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    private HttpResponse<String> edit(String from, String to) throws IOException {
        String text = Files.readString(specification);
        assertThat(text).contains(from);
        Files.writeString(specification, text.replace(from, to));
        return exporter.reload();
    }

    private void predict(String id) {
        String line =
                "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"" + id + "\",\"time\":\"" + NOW.minusSeconds(60)
                        + "\",\"features\":{\"distance\":500,\"origin\":\"A\"},\"prediction\":\"late\",\"score\":0.7}\n";
        assertThat(exporter.post(line).statusCode()).isEqualTo(200);
    }

    private double label(String id) {
        String line = "{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"" + id + "\",\"label\":\"late\"}\n";
        assertThat(exporter.post(line).statusCode()).isEqualTo(200);
        return exporter.page().value("ml_labels_total", "model", "flight", "result", "joined");
    }

    private static ReferenceProfile withOtherOrigins(ReferenceProfile old) {
        List<ColumnReference> columns = new ArrayList<>(old.columns());
        columns.replaceAll(column -> column.name().equals("origin")
                ? new CategoricalReferenceBuilder("origin", ColumnKind.FEATURE, 100)
                        .add("Z", 2_000)
                        .build(0, 0)
                : column);
        return new ReferenceProfile(
                old.model(),
                old.modelVersion(),
                old.rows(),
                old.from(),
                old.to(),
                old.source(),
                columns,
                old.performance(),
                old.confidence());
    }

    private double samples(String column) {
        return exporter.page()
                .find("ml_drift_window_samples", "model", "flight", "column", column)
                .orElse(0.0);
    }

    @Test
    void aReloadOfTheSameFilesChangesNothing() {
        predict("a");
        exporter.reload();
        predict("b");

        assertThat(samples("distance")).isEqualTo(2);
        assertThat(exporter.page().value("watchbill_config_last_reload_successful"))
                .isEqualTo(1);
        assertThat(label("a")).isEqualTo(1);
        assertThat(label("b")).isEqualTo(2);
    }

    /** The models' series as a scrape sees them now, whether or not the scores are due. */
    private TreeSet<String> series() {
        TreeSet<String> series = new TreeSet<>();
        for (MetricsText.Sample sample :
                new MetricsText(exporter.get("/metrics").body()).samples()) {
            if (sample.name().startsWith("ml_")) {
                series.add(sample.name() + sample.labels());
            }
        }
        return series;
    }

    @Test
    void noScrapeMissesASeriesWhileTheSameFilesAreReadAgain() throws Exception {
        predict("a");
        label("a");
        TreeSet<String> before = series();
        assertThat(before).isNotEmpty();
        assertThat(exporter.reload().statusCode()).isEqualTo(200);
        assertThat(series()).isEqualTo(before);

        Thread reloading = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                exporter.reload();
            }
        });
        reloading.start();
        while (reloading.isAlive()) {
            assertThat(series()).isEqualTo(before);
        }
    }

    @Test
    void whatIsReadyAfterARestartShowsTheSameSeries() {
        predict("a");
        label("a");
        TreeSet<String> before = series();
        assertThat(before).isNotEmpty();

        exporter.close();
        exporter = open();

        assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
        assertThat(series()).isEqualTo(before);
    }

    @Test
    void aColumnWhoseProfileChangedStartsAnewAndTheOthersGoOn() throws Exception {
        predict("a");
        Path profile = folder.resolve("flight.profile.json");
        Files.writeString(profile, ProfileJson.write(withOtherOrigins(ProfileJson.read(Files.readAllBytes(profile)))));
        exporter.reload();
        predict("b");

        assertThat(samples("distance")).isEqualTo(2);
        assertThat(samples("origin")).isEqualTo(1);
        assertThat(label("a")).isEqualTo(1);

        exporter.close();
        exporter = open();
        assertThat(samples("distance")).isEqualTo(2);
        assertThat(samples("origin")).isEqualTo(1);
        assertThat(label("b")).isEqualTo(2);
    }

    @Test
    void aSpecificationThatCannotBeUsedChangesNothing() throws Exception {
        predict("a");
        HttpResponse<String> answer;
        try (LoggedLines log = new LoggedLines(Exporter.class)) {
            answer = edit("kind: OperationsSpecification", "kind: Something");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0)).startsWith("INFO reloading: POST /-/reload from 127.0.0.1:");
            assertThat(log.lines().get(1)).startsWith("SEVERE nothing is reloaded, what was read before stays: ");
        }

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("what was read before stays", "kind is 'Something'");

        assertThat(exporter.page().value("watchbill_config_last_reload_successful"))
                .isZero();
        predict("b");
        assertThat(samples("distance")).isEqualTo(2);

        edit("kind: Something", "kind: OperationsSpecification");
        assertThat(exporter.page().value("watchbill_config_last_reload_successful"))
                .isEqualTo(1);
        assertThat(samples("distance")).isEqualTo(2);
    }

    @Test
    void nothingIsLostWhileItIsReloadedUnderLoad() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Thread reloading = new Thread(() -> {
            while (!stop.get()) {
                exporter.reload();
            }
        });
        reloading.start();
        for (int i = 0; i < 200; i++) {
            predict("p" + i);
            if (i >= 10) {
                String line =
                        "{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"p" + (i - 10) + "\",\"label\":\"late\"}\n";
                assertThat(exporter.post(line).statusCode()).isEqualTo(200);
            }
        }
        stop.set(true);
        reloading.join();

        assertThat(samples("distance")).isEqualTo(200);
        assertThat(exporter.page().value("ml_labels_total", "model", "flight", "result", "joined"))
                .isEqualTo(190);
    }
}
