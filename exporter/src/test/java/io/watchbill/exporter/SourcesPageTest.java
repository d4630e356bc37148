package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same lines by any source give the same page. */
class SourcesPageTest {
    @TempDir
    Path folder;

    private static final List<String> LINES = lines();

    private static List<String> lines() {
        Instant start = Instant.now().minusSeconds(600);
        Stream<String> good = Stream.iterate(0, i -> i + 1)
                .limit(500)
                .flatMap(i -> Stream.of(
                        "{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"f" + i + "\",\"time\":\""
                                + start.plusSeconds(i) + "\",\"features\":{\"distance\":" + i
                                + ",\"origin\":\"A\"},\"prediction\":\"" + (i % 3 == 0 ? "late" : "on_time") + "\"}",
                        "{\"kind\":\"label\",\"model\":\"flight\",\"id\":\"f" + i + "\",\"time\":\""
                                + start.plusSeconds(i + 1) + "\",\"label\":\"late\"}"));
        Stream<String> bad = Stream.of(
                "no JSON",
                "{\"kind\":\"prediction\",\"model\":\"nobody\"}",
                "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"2999-01-01T00:00:00Z\"}",
                "{\"kind\":\"prediction\",\"model\":\"flight\",\"time\":\"1999-01-01T00:00:00Z\"}",
                "{\"kind\":\"prediction\",\"model\":\"flight\",\"x\":\"" + "x".repeat(1 << 20) + "\"}",
                "");
        return Stream.concat(good, bad).toList();
    }

    private static String text() {
        return String.join("\n", LINES) + "\n";
    }

    /** The models' samples and the counts of events, without the source's name. */
    private static List<String> samples(MetricsText page, String source) {
        return page.samples().stream()
                .filter(sample -> sample.name().startsWith("ml_")
                        || sample.name().equals("watchbill_ingest_events_total")
                        || sample.name().equals("watchbill_source_newest_event_timestamp_seconds"))
                .filter(sample -> sample.labels().getOrDefault("source", source).equals(source))
                .filter(sample -> !sample.name().equals("ml_window_end_timestamp_seconds")) // runs on with the clock
                .map(sample -> sample.toString().replace("source=" + source, "source=*"))
                .sorted()
                .toList();
    }

    private List<String> overHttp() throws IOException {
        try (RunningExporter exporter = RunningExporter.start(Files.createDirectory(folder.resolve("http")))) {
            assertThat(exporter.post(text()).statusCode()).isEqualTo(200);
            return samples(exporter.page(), "http");
        }
    }

    private static MetricsText whole(RunningExporter exporter, String source) {
        await().untilAsserted(() -> assertThat(exporter.page()
                        .value("watchbill_ingest_events_total", "source", source, "result", "over_limit"))
                .isEqualTo(1));
        return exporter.page();
    }

    @Test
    void aFollowedFileGivesWhatHttpGives() throws IOException {
        Path file = folder.resolve("events.ndjson");
        Files.writeString(file, text());
        try (RunningExporter exporter = RunningExporter.reading(folder, new FollowedFile(file))) {
            MetricsText page = whole(exporter, "file");

            assertThat(samples(page, "file")).containsExactlyElementsOf(overHttp());
            assertThat(page.value("watchbill_source_up", "source", "file", "name", file.toString()))
                    .isEqualTo(1);
        }
    }

    @Test
    void standardInputGivesWhatHttpGives() throws IOException {
        StandardInput input = new StandardInput(new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8)));
        try (RunningExporter exporter = RunningExporter.reading(folder, input)) {
            MetricsText page = whole(exporter, "stdin");

            assertThat(samples(page, "stdin")).containsExactlyElementsOf(overHttp());
        }
    }

    @Test
    void afterTheEndOfStandardInputThePageGoesOn() {
        StandardInput input = new StandardInput(new ByteArrayInputStream(
                "{\"kind\":\"prediction\",\"model\":\"flight\"}".getBytes(StandardCharsets.UTF_8)));
        try (RunningExporter exporter = RunningExporter.reading(folder, input)) {
            await().untilAsserted(() -> {
                MetricsText page = exporter.page();
                assertThat(page.value("watchbill_source_up", "source", "stdin", "name", "-"))
                        .isZero();
                assertThat(page.value("watchbill_ingest_events_total", "source", "stdin", "result", "accepted"))
                        .isEqualTo(1);
            });
        }
    }

    @Test
    void onlySourcesThatAreReadAreOnThePage() {
        try (RunningExporter exporter = RunningExporter.start(folder)) {
            assertThat(exporter.page().samples().stream()
                            .filter(sample -> sample.labels().containsKey("source"))
                            .map(sample -> sample.labels().get("source"))
                            .distinct())
                    .containsExactlyInAnyOrder("http", "cloudevents");
        }
    }

    @Test
    void aFileThatIsMissingIsOnThePage() {
        Path file = folder.resolve("nothing.ndjson");
        try (RunningExporter exporter = RunningExporter.reading(folder, new FollowedFile(file))) {
            await().untilAsserted(() -> assertThat(exporter.page()
                            .value(
                                    "watchbill_source_problems_total",
                                    "source",
                                    "file",
                                    "name",
                                    file.toString(),
                                    "reason",
                                    "missing"))
                    .isEqualTo(1));
            assertThat(exporter.page().value("watchbill_source_up", "source", "file", "name", file.toString()))
                    .isZero();
        }
    }
}
