package io.watchbill.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Artifact;
import io.watchbill.plan.Plan;
import io.watchbill.testing.MarkdownLint;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationsDocumentTest {

    private static final Artifact EXAMPLE = render(ExamplePlans.flightDelay());

    @Test
    void documentLiesInTheFolderOfItsUseCase() {
        assertThat(EXAMPLE.path()).isEqualTo("UC-012/05_Operations/operations-specification.md");
    }

    @Test
    void documentHasTheHeadingsAndTablesOfTheFramework() {
        List<String> frame = EXAMPLE.content()
                .lines()
                .filter(line -> line.startsWith("#") || line.matches("\\| [A-Z][^|]* \\| .*"))
                .filter(line -> line.startsWith("#")
                        || List.of("Dashboard", "Metric", "Alert", "Role", "Window", "SLO")
                                .contains(line.split(" ", -1)[1]))
                .toList();

        assertThat(frame)
                .containsExactly(
                        "## Operations Specification: Flight delay predictor",
                        "### Monitoring Configuration",
                        "#### Dashboards",
                        "| Dashboard | Purpose | Link |",
                        "#### Key Metrics",
                        "| Metric | Normal Range | Warning | Critical |",
                        "### Alerting Configuration",
                        "| Alert | Condition | Severity | Runbook |",
                        "### On-Call",
                        "| Role | Schedule | Contact |",
                        "### Maintenance Windows",
                        "| Window | Frequency | Duration | Activities |",
                        "### SLOs",
                        "| SLO | Target | Measurement |");
    }

    @Test
    void tablesHoldWhatTheSpecificationSays() {
        assertThat(EXAMPLE.content().lines())
                .contains(
                        "| Airport map | Delay by airport | https://grafana.example.com/d/airports |",
                        "| cpu_usage | < 60% | > 75% for 10m | > 90% for 10m |",
                        "| accuracy | > 75% | < 70% over 24h for 1m | < 64% over 24h for 1m |",
                        "| conversion_rate | 2%..4% | outside 1.5%..5% over 7d for 1h | - |",
                        "| FlightDelayDistanceDrift | feature_drift.psi{column=\"distance\"} > 0.25 over 24h for 15m | P2 |"
                                + " [feature-drift](https://runbooks.example.com/flight-delay.md#feature-drift) |",
                        "| FlightDelayEventsRejected |"
                                + " `sum by (result) (rate(watchbill_ingest_events_total{result!=\"accepted\"}[5m])) > 10` for 10m"
                                + " | P3 | [rejected-events](https://runbooks.example.com/flight-delay.md#rejected-events) |",
                        "| Primary | weekly from 2026-11-23 09:00 | Ana, Ben, Chi |",
                        "| Retraining | every sunday 02:00 | 2h | Retrain and redeploy |",
                        "| availability | 99.9% over 30d | error_rate |",
                        "| latency-p99 | < 100ms over 30d | latency_p99 |",
                        "| error-rate | < 0.1% over 30d | bad ml_requests_total{model=\"flight_delay\",outcome=\"error\"} of total ml_requests_total{model=\"flight_delay\"} |",
                        "| labels-arrive | 99.5% over 30d | label_coverage > 95% over 24h |");
    }

    @Test
    void documentIsCleanMarkdown() {
        // The framework begins the document with a heading of the second level.
        // Addresses stand in its tables as people write them, so that they are read back as they are.
        assertThat(MarkdownLint.faults(EXAMPLE.content()))
                .filteredOn(fault -> !fault.contains("MD034"))
                .isEmpty();
    }

    @Test
    void systemThatSaysLittleStillHasEveryTable() {
        Artifact shop = render(ExamplePlans.shop("""
                models: {orders: {task: regression, features: {price: {type: numeric}}, references: {default: o.json}}}
                """));

        assertThat(shop.path()).isEqualTo("shop/05_Operations/operations-specification.md");
        assertThat(MarkdownLint.faults(shop.content())).isEmpty();
        assertThat(shop.content())
                .contains(
                        "| Shop / Overview | Is it healthy, what burns, who looks after it, what changed | ../../dashboards/shop-overview.json |")
                .endsWith("| SLO | Target | Measurement |\n|-----|--------|-------------|\n");
    }

    private static Artifact render(Plan plan) {
        return OperationsDocument.render(plan, List.of()).get(0);
    }
}
