package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.dashboards.grafana.Dashboard;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Target;
import io.watchbill.plan.View;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertedTest {

    private static final List<Dashboard> DASHBOARDS = Dashboards.of(ExamplePlans.severalMetrics());

    @Test
    void eachMetricOfAConditionIsDrawnByItselfWithItsOwnNamesAndLine() {
        Panel drift = panel(View.DRIFT, "PSI, all columns");
        Panel beside = panel(View.DRIFT, "PSI, all columns, and: CPU usage");

        assertThat(alerted(drift)).singleElement().satisfies(target -> {
            assertThat(target.expr()).contains("ml_drift_psi").doesNotContain("cpu");
            assertThat(target.legendFormat()).contains("{{column}}");
        });
        assertThat(steps(drift)).contains(new BigDecimal("0.3")).doesNotContain(new BigDecimal("0.8"));
        assertThat(beside.targets())
                .hasSize(2)
                .allSatisfy(target -> assertThat(target.expr()).contains("cpu").doesNotContain("drift"));
        assertThat(beside.targets()).extracting(Target::legendFormat).doesNotContain("{{column}}");
        assertThat(steps(beside)).containsExactly(new BigDecimal("0.8"));
        assertThat(beside.description()).contains("Asked for by `DriftUnderLoad`");
    }

    @Test
    void theOwnPanelOfEveryMetricDrawsAllThatAlertsCompareItWith() {
        Panel usage = panel(View.INFRASTRUCTURE, "CPU usage");
        Panel latency = panel(View.APPLICATION, "Latency p99");

        assertThat(steps(usage)).containsExactly(new BigDecimal("0.8"));
        assertThat(usage.description())
                .contains("`DriftUnderLoad` at `feature_drift.psi > 0.3 over 24h and cpu_usage > 80%`");
        assertThat(steps(latency)).containsExactly(new BigDecimal("0.2"));
        assertThat(latency.description()).contains("`SlowErrors`");
    }

    /** The queries that alerts compare, which are not aggregated for the eye. */
    private static List<Target> alerted(Panel panel) {
        return panel.targets().stream()
                .filter(target -> !target.expr().contains("$"))
                .toList();
    }

    private static List<BigDecimal> steps(Panel panel) {
        return Objects.requireNonNull(panel.fieldConfig()).defaults().thresholds().steps().stream()
                .map(step -> step.value())
                .filter(Objects::nonNull)
                .map(BigDecimal::stripTrailingZeros)
                .toList();
    }

    private static Panel panel(View view, String title) {
        List<Panel> panels = DASHBOARDS.stream()
                .filter(dashboard -> dashboard.title().endsWith(view.title()))
                .flatMap(dashboard -> dashboard.allPanels().stream())
                .toList();
        return panels.stream()
                .filter(panel -> panel.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + " is none of "
                        + panels.stream().map(Panel::title).toList()));
    }
}
