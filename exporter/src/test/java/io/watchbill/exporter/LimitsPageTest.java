package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ModelLimits;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each bound is that of the model that is nearest to it; what was dropped adds up. */
class LimitsPageTest {
    @Test
    void theNearestModelIsShown(@TempDir Path folder) {
        try (RunningExporter exporter = RunningExporter.start(folder)) {
            Instant now = Instant.now();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 110; i++) {
                lines.add("{\"kind\":\"prediction\",\"model\":\"topic\",\"id\":\"t" + i + "\",\"time\":\"" + now
                        + "\",\"prediction\":\"class" + i + "\",\"arm\":\"arm" + i % 5 + "\"}");
            }
            for (int i = 0; i < 30; i++) {
                lines.add("{\"kind\":\"prediction\",\"model\":\"flight\",\"id\":\"f" + i + "\",\"time\":\"" + now
                        + "\",\"prediction\":\"late\",\"arm\":\"arm" + i + "\"}");
            }
            exporter.post(String.join("\n", lines));
            MetricsText page = exporter.page();

            assertThat(page.value("watchbill_limit_used", "limit", "classes")).isEqualTo(100);
            assertThat(page.value("watchbill_limit_max", "limit", "classes")).isEqualTo(100);
            assertThat(page.value("watchbill_limit_dropped_total", "limit", "classes"))
                    .isEqualTo(10);
            assertThat(page.value("watchbill_limit_used", "limit", "arms")).isEqualTo(20);
            assertThat(page.value("watchbill_limit_dropped_total", "limit", "arms"))
                    .isEqualTo(10);
            assertThat(page.value("watchbill_limit_used", "limit", "join_entries"))
                    .isEqualTo(110);
            assertThat(page.value("watchbill_limit_max", "limit", "join_entries"))
                    .isEqualTo(10_000);
            assertThat(page.value("watchbill_limit_dropped_total", "limit", "join_entries"))
                    .isZero();
            assertLimit(page, "closed_runs", 0, 1_000, 0);
            assertLimit(page, "combinations", 0, 50_000, 0);
        }
    }

    /** Two versions, classes, arms, label values, one open run. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            versions            | "model":"topic","kind":"prediction","prediction":"a","version":"N"
            classes             | "model":"topic","kind":"prediction","prediction":"N"
            arms                | "model":"topic","kind":"prediction","prediction":"a","arm":"N"
            business_events     | "model":"topic","kind":"business","event":"N","unit":"usd","value":1
            units               | "model":"topic","kind":"business","event":"refund","unit":"N","value":1
            ratings             | "model":"topic","kind":"feedback","rating":"N"
            consumers           | "model":"topic","kind":"downstream","consumer":"N","outcome":"ok"
            downstream_outcomes | "model":"topic","kind":"downstream","consumer":"mail","outcome":"N"
            """)
    void eachBoundOfNamesIsOnThePage(String limit, String fields, @TempDir Path folder) {
        try (RunningExporter exporter = RunningExporter.bounded(
                RunningExporter.specification(folder),
                folder.resolve("data"),
                new ModelLimits(2, 2, 2, 2, 1, 9, 99),
                WatchedBounds.DEFAULT)) {
            exporter.post("{" + fields.replace("N", "one") + "}\n{" + fields.replace("N", "two") + "}");
            assertLimit(exporter.page(), limit, 2, 2, 0);

            exporter.post("{" + fields.replace("N", "three") + "}");
            assertLimit(exporter.page(), limit, 2, 2, 1);
        }
    }

    private static void assertLimit(MetricsText page, String limit, long used, long maximum, long dropped) {
        assertThat(page.value("watchbill_limit_used", "limit", limit)).isEqualTo(used);
        assertThat(page.value("watchbill_limit_max", "limit", limit)).isEqualTo(maximum);
        assertThat(page.value("watchbill_limit_dropped_total", "limit", limit)).isEqualTo(dropped);
    }

    @Test
    void aHigherBoundAfterARestartMakesRoom(@TempDir Path folder) {
        Path specification = RunningExporter.specification(folder);
        String served = "{\"kind\":\"prediction\",\"model\":\"topic\",\"prediction\":\"a\",\"version\":\"N\"}";
        try (RunningExporter exporter = RunningExporter.bounded(
                specification, folder.resolve("data"), new ModelLimits(1, 9, 9, 9, 1, 9, 99), WatchedBounds.DEFAULT)) {
            exporter.post(served.replace("N", "v1") + "\n" + served.replace("N", "v2"));
        }
        try (RunningExporter exporter = RunningExporter.bounded(
                specification, folder.resolve("data"), new ModelLimits(2, 9, 9, 9, 1, 9, 99), WatchedBounds.DEFAULT)) {
            exporter.post(served.replace("N", "v1") + "\n" + served.replace("N", "v2"));
            MetricsText page = exporter.page();

            assertLimit(page, "versions", 2, 2, 1);
            assertThat(requests(page, "v1")).isEqualTo(2);
            assertThat(requests(page, "v2")).isEqualTo(1);
            assertThat(requests(page, "other")).isEqualTo(1);
        }
    }

    private static double requests(MetricsText page, String version) {
        return page.value("ml_requests_total", "model", "topic", "version", version, "outcome", "ok");
    }
}
