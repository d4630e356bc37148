package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.engine.ModelLimits;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender whose every event has an id and names of its own takes no more memory, and no more of the page, with time. */
class MillionNamesTest {
    private static final int PREDICTIONS = 1_000_000;
    private static final int A_BODY = 25_000;
    /** Predictions for one business event, one feedback, one downstream effect. */
    private static final int EVERY = 100;

    private static final int BOUND = 100;

    private final Instant now = Instant.now();

    @Test
    void aMillionIdsAndNamesFillTheirBoundsAndNothingElse(@TempDir Path folder) {
        try (RunningExporter exporter = RunningExporter.bounded(
                RunningExporter.specification(folder), null, ModelLimits.DEFAULT, WatchedBounds.DEFAULT)) {
            send(exporter, 0);
            Set<String> series = series(exporter.page());
            for (int from = A_BODY; from < PREDICTIONS; from += A_BODY) {
                send(exporter, from);
            }
            MetricsText page = exporter.page();

            assertThat(series(page)).isEqualTo(series);
            assertThat(page.value("watchbill_ingest_events_total", "source", "http", "result", "accepted"))
                    .isEqualTo(PREDICTIONS + 3 * PREDICTIONS / EVERY);
            page.samples().stream()
                    .filter(sample -> sample.name().equals("watchbill_limit_used"))
                    .forEach(used -> assertThat(used.value())
                            .as("%s", used.labels())
                            .isLessThanOrEqualTo(page.value(
                                    "watchbill_limit_max",
                                    "limit",
                                    used.labels().get("limit"))));
            assertThat(page.value("watchbill_limit_used", "limit", "join_entries"))
                    .isEqualTo(page.value("watchbill_limit_max", "limit", "join_entries"));
            assertFull(page, "classes", PREDICTIONS / 2);
            assertFull(page, "business_events", PREDICTIONS / EVERY);
            assertFull(page, "ratings", PREDICTIONS / EVERY);
            assertFull(page, "consumers", PREDICTIONS / EVERY);
            assertThat(page.value("ml_column_unseen_total", "model", "flight", "column", "origin"))
                    .isEqualTo(PREDICTIONS / 2);
        }
    }

    private static void assertFull(MetricsText page, String limit, int names) {
        assertThat(page.value("watchbill_limit_used", "limit", limit)).as(limit).isEqualTo(BOUND);
        assertThat(page.value("watchbill_limit_dropped_total", "limit", limit))
                .as(limit)
                .isEqualTo(names - BOUND);
    }

    private void send(RunningExporter exporter, int from) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < from + A_BODY; i++) {
            add(
                    lines,
                    i,
                    i % 2 == 0
                            ? "prediction\",\"model\":\"topic\",\"id\":\"iN\",\"prediction\":\"cN\",\"version\":\"vN\",\"arm\":\"aN\""
                            : "prediction\",\"model\":\"flight\",\"id\":\"iN\",\"prediction\":\"late\",\"features\":{\"origin\":\"oN\"}");
            if (i % EVERY == 0) {
                add(lines, i, "business\",\"model\":\"topic\",\"event\":\"eN\",\"unit\":\"uN\",\"value\":1");
                add(lines, i, "feedback\",\"model\":\"topic\",\"rating\":\"rN\"");
                add(lines, i, "downstream\",\"model\":\"topic\",\"consumer\":\"cN\",\"outcome\":\"oN\"");
            }
        }
        HttpResponse<String> answer = exporter.post(lines.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void add(StringBuilder lines, int number, String event) {
        lines.append("{\"kind\":\"").append(event.replace("N", Integer.toString(number)));
        lines.append(",\"time\":\"").append(now).append("\"}\n");
    }

    /** What the page shows of models and bounds, without the numbers. */
    private static Set<String> series(MetricsText page) {
        return page.samples().stream()
                .filter(sample ->
                        sample.name().startsWith("ml_") || sample.name().startsWith("watchbill_"))
                .map(sample -> sample.name() + sample.labels())
                .collect(Collectors.toSet());
    }
}
