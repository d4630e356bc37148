package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the schedule of batch models implies. */
class RunAlertsTest {

    private static final String NIGHTLY = """
            models:
              stock:
                task: regression
                features: {x: {type: numeric}}
                serving: {batch: {schedule: "every day 02:00", deadline: "05:00", rows: 1.8M..2.2M}}
              prices:
                task: regression
                features: {x: {type: numeric}}
                serving: {batch: {schedule: "every sunday 03:00", rows: 10..20}}
              live:
                task: regression
                features: {x: {type: numeric}}
            """;

    private static PlannedAlert alert(String name) {
        return plan(NIGHTLY).alert(name).orElseThrow();
    }

    private static Plan plan(String models) {
        return Planner.plan(Specifications.shop(models), Target.DEFAULT);
    }

    @Test
    void aRunIsLateWhenNoneIsCompleteThatStartedSinceOneWasDue() {
        PlannedAlert late = alert("ShopRunLate");

        assertThat(late.priority()).isEqualTo(Priority.P2);
        assertThat(late.holdFor()).isEqualTo(Duration.ofMinutes(1));
        assertThat(late.identityLabels()).containsExactly("model");
        assertThat(PlanText.watched(late))
                .isEqualTo("max by (cluster, model) (ml_run_due_timestamp_seconds{model=\"stock\"})"
                        + " unless max by (cluster, model) (ml_run_last_success_timestamp_seconds{model=\"stock\"})"
                        + " >= max by (cluster, model) (ml_run_due_timestamp_seconds{model=\"stock\"})");
    }

    @Test
    void everyModelIsHeldAgainstItsOwnNumberOfRows() {
        PlannedAlert rows = alert("ShopRunRows");

        assertThat(rows.priority()).isEqualTo(Priority.P3);
        assertThat(PlanText.watched(rows))
                .isEqualTo("min by (cluster, model, version) (ml_run_rows{model=\"stock\"}) < 1800000"
                        + " or max by (cluster, model, version) (ml_run_rows{model=\"stock\"}) > 2200000"
                        + " or min by (cluster, model, version) (ml_run_rows{model=\"prices\"}) < 10"
                        + " or max by (cluster, model, version) (ml_run_rows{model=\"prices\"}) > 20");
    }

    @Test
    void aConditionMayNameAWindowOfRuns() {
        Plan plan = plan("""
                models:
                  m:
                    task: regression
                    references: {default: m.json}
                    features: {x: {type: numeric}}
                    serving: {batch: {schedule: "every day 02:00"}}
                    drift: {windows: [1run, 7run]}
                alerting:
                  alerts:
                    - {name: Drifted, condition: "feature_drift.psi > 0.3 over 7run", severity: P3, runbook: "https://example.com/r"}
                """);

        assertThat(PlanText.watched(plan.alert("Drifted").orElseThrow()))
                .startsWith("max by (cluster, model, version, column, kind, window)"
                        + " (ml_drift_psi{kind=\"feature\",model=\"m\",window=\"7run\"}) > 0.3 and on");
    }

    @Test
    void withoutDeadlineAndRowsNothingIsExpectedOfARun() {
        assertThat(plan("""
                        models:
                          m: {task: regression, features: {x: {type: numeric}}, serving: {batch: {schedule: "every day 02:00"}}}
                        """).alerts()).extracting(PlannedAlert::name).doesNotContain("ShopRunLate", "ShopRunRows");
    }
}
