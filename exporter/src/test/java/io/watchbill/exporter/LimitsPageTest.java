package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        }
    }
}
