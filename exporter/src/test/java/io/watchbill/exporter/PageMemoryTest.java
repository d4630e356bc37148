package io.watchbill.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Pages that follow one another. */
class PageMemoryTest {
    private final PageMemory memory = new PageMemory();

    @Test
    void aSeriesThatStaysKeepsItsLabels() {
        Page first = new Page(memory);
        Labels before = first.labels(MetricFamilies.DRIFT_PSI, "flight", "v1", "distance", "feature", "24h");
        first.add(MetricFamilies.DRIFT_PSI, before, 0.1);
        MetricSnapshots unused = first.snapshots();

        Page second = new Page(memory);
        String version = new StringBuilder("v").append(1).toString();
        assertThat((Object) second.labels(MetricFamilies.DRIFT_PSI, "flight", version, "distance", "feature", "24h"))
                .isSameAs(before);
        assertThat((Object) second.labels(MetricFamilies.DRIFT_PSI, "flight", "v1", "distance", "feature", "7d"))
                .isEqualTo(new Page().labels(MetricFamilies.DRIFT_PSI, "flight", "v1", "distance", "feature", "7d"));
    }

    @Test
    void seriesThatComeGoAndChangeTheirOrderAreAsOnAPageOfItsOwn() {
        Random random = new Random(1);
        List<String> columns = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
        for (int round = 0; round < 200; round++) {
            if (random.nextInt(3) == 0) {
                Collections.shuffle(columns, random);
            }
            List<String> there =
                    random.nextBoolean() ? columns : columns.subList(0, random.nextInt(columns.size() + 1));
            Page following = new Page(memory);
            Page alone = new Page();
            for (String column : there) {
                double value = random.nextDouble();
                add(following, column, value);
                add(alone, column, value);
            }
            assertThat(text(following)).isEqualTo(text(alone));
        }
    }

    private static void add(Page page, String column, double value) {
        page.count(MetricFamilies.COLUMN_MISSING, (long) (value * 100), "flight", "v1", column);
        Labels labels = page.labels(MetricFamilies.DRIFT_PSI, "flight", "v1", column, "feature", "24h");
        page.add(MetricFamilies.DRIFT_PSI, labels, value);
        if (value > 0.5) {
            page.add(MetricFamilies.DRIFT_KS_STATISTIC, labels, value);
        }
    }

    private static String text(Page page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder()
                    .build()
                    .write(out, page.snapshots(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
