package io.watchbill.spec.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.CustomMetric;
import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetricListingTest {

    private static final MetricCatalogue CATALOGUE = MetricCatalogue.standard()
            .with(List.of(new CustomMetric(
                    "queue_depth", Layer.APPLICATION, Unit.COUNT, Worse.HIGHER, "sum(queue)", Optional.empty())));

    @Test
    void aRowSaysEverythingAboutAMetric() {
        assertThat(MetricListing.rows(CATALOGUE))
                .contains(new MetricListing.Row(
                        "error_rate",
                        "application",
                        "ratio",
                        "higher",
                        "rate",
                        List.of("watchbill", "micrometer"),
                        List.of("model"),
                        true,
                        "Share of the requests that failed."))
                .anyMatch(row ->
                        row.name().equals("queue_depth") && row.measuredBy().equals(List.of("promql")));
    }

    @Test
    void theTableIsAlignedAndEndsWithoutBlanks() {
        List<String> lines = MetricListing.text(CATALOGUE).lines().toList();
        assertThat(lines.get(0))
                .isEqualTo(
                        "METRIC                        LAYER           UNIT              WORSE   OVER         MEASURED BY");
        assertThat(lines)
                .contains(
                        "cpu_usage                     infrastructure  ratio             higher  rate         node-exporter",
                        "feature_drift.psi             model           number            higher  drift        exporter",
                        "roc_auc                       model           ratio             lower   performance  (not measured yet)")
                .noneMatch(line -> line.endsWith(" "));
    }
}
