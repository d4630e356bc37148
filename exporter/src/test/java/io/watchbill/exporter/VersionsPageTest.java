package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.ProfileJson;
import io.watchbill.statistics.ReferenceProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every version of a model is compared with its own reference, and leaves the page when it is no longer used. */
class VersionsPageTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    private RunningExporter exporter;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path specification = Files.writeString(folder.resolve("ops.yaml"), """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: shop, title: Shop, owner: team-shop, description: A small system for tests.}
                models:
                  demand:
                    task: regression
                    references: {default: even.profile.json, '2': ones.profile.json}
                    features: {price: {type: numeric}}
                    clock: replay
                    drift: {windows: [1h], minimumSamples: 500}
                    performance: {windows: [1h], maximumLabelDelay: 2h}
                business: {windows: [1h]}
                """);
        Files.writeString(folder.resolve("even.profile.json"), profile(500, 500));
        Files.writeString(folder.resolve("ones.profile.json"), profile(200, 800));
        exporter = RunningExporter.watching(specification, InstantSource.fixed(START.plus(Duration.ofDays(2))));
    }

    private static String profile(int zeros, int ones) {
        return ProfileJson.write(new ReferenceProfile(
                "demand",
                null,
                1_000,
                null,
                null,
                "made for this test",
                List.of(new NumericReferenceBuilder("price", ColumnKind.FEATURE, 1_000)
                        .add(0, zeros)
                        .add(1, ones)
                        .build(0, 0)),
                null,
                null));
    }

    @AfterEach
    void stop() {
        exporter.close();
    }

    /** Two of ten prices are 0. */
    private void predictions(String version, Instant time) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            lines.add("{\"kind\":\"prediction\",\"model\":\"demand\",\"version\":\"" + version + "\",\"time\":\"" + time
                    + "\",\"prediction\":1,\"features\":{\"price\":" + (i % 10 < 2 ? 0 : 1) + "}}");
        }
        exporter.post(String.join("\n", lines));
    }

    private static double d(MetricsText page, String version) {
        return page.value("ml_drift_ks_statistic", "version", version, "column", "price", "window", "1h");
    }

    @Test
    void aVersionIsComparedWithItsOwnReferenceAndOthersWithTheDefault() {
        for (String version : List.of("1", "2", "3")) {
            predictions(version, START);
        }

        MetricsText page = exporter.page();
        assertThat(d(page, "1")).isCloseTo(0.3, within(1e-12));
        assertThat(d(page, "2")).isZero();
        assertThat(d(page, "3")).isCloseTo(0.3, within(1e-12));
        assertThat(references(page, "1")).containsExactlyInAnyOrder(500.0, 500.0);
        assertThat(references(page, "2")).containsExactlyInAnyOrder(200.0, 800.0);
    }

    /** The samples of the reference that the page shows beside a version's prices. */
    private static List<Double> references(MetricsText page, String version) {
        return page.samples().stream()
                .filter(sample -> sample.name().equals("ml_column_reference_samples"))
                .filter(sample -> version.equals(sample.labels().get("version")))
                .map(MetricsText.Sample::value)
                .filter(count -> count > 0)
                .toList();
    }

    @Test
    void aVersionThatIsIdleForTheLongestWindowAndTheLongestLabelDelayLeavesThePage() {
        predictions("1", START);
        predictions("2", START.plus(Duration.ofMinutes(59)));
        predictions("2", START.plus(Duration.ofMinutes(118)));
        predictions("2", START.plus(Duration.ofMinutes(177)));
        assertThat(exporter.page().find("ml_requests_total", "version", "1", "outcome", "ok"))
                .hasValue(1_000.0);

        predictions("2", START.plus(Duration.ofMinutes(181)));

        MetricsText page = exporter.page();
        assertThat(page.samples())
                .noneMatch(sample -> "1".equals(sample.labels().get("version")));
        assertThat(page.find("ml_requests_total", "version", "2", "outcome", "ok"))
                .hasValue(4_000.0);
    }
}
