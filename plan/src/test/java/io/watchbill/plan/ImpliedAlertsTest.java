package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.spec.AlertState;
import io.watchbill.spec.Priority;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What specifications imply, from the least one up. */
class ImpliedAlertsTest {

    private static final String MODEL = """
            models:
              m:
                task: binary-classification
                positiveClass: p
                references: {default: m.profile.json}
                features: {x: {type: numeric}}
            """;

    private static final String ERROR_RATE = """
            sources: {application: [{preset: watchbill}]}
            monitoring:
              keyMetrics:
                - {metric: error_rate, warning: "> 1%", critical: "> 2% for 10m"}
            """;

    @Test
    void aModelWithoutReferenceGivesNoDriftAlertThatCouldNeverFire() {
        String model = "models: {m: {task: regression, features: {x: {type: numeric}}}}\n";
        assertThat(names(model))
                .containsExactly(
                        "ShopExporterDown",
                        "ShopSpecMismatch",
                        "ShopIngestionStopped",
                        "ShopLabelsStopped",
                        "ShopMonitoringBehind",
                        "ShopEventsNotStored",
                        "ShopSnapshotOld",
                        "ShopStateDamaged",
                        "ShopRulesFailing",
                        "ShopNotificationsFailing",
                        "ShopReceiverFailing",
                        "ShopWatchdog");
    }

    @Test
    void oneOfSeveralReplicasIsMissed() {
        assertThat(names(MODEL)).doesNotContain("ShopReplicaDown");
        assertThat(names(MODEL + "monitoring: {replicas: several}\n")).contains("ShopReplicaDown");
    }

    @Test
    void aSystemThatNamesAnIncidentRecorderIsToldWhenIncidentsWaitOrAreNotKept() {
        String recorded = """
                models: {m: {task: regression, features: {x: {type: numeric}}}}
                alerting:
                  receivers: {page: {}, chat: {}, mail: {}, incident-recorder: {}}
                """;
        assertThat(names(recorded))
                .contains("ShopIncidentOverdue", "ShopIncidentsNotRecorded", "ShopIncidentsNotReconciled");
        assertThat(promql(recorded, "ShopIncidentsNotRecorded"))
                .startsWith("max by (cluster) ((increase(watchbill_incident_webhooks_total{result=\"failed\"}[15m]) > 0"
                        + " or watchbill_incident_inbox_alerts > 0 or watchbill_incident_files_unreadable > 0)"
                        + " and on (job, instance) watchbill_incidents_overdue{name=\"shop\"})");
        assertThat(names(recorded.replace(", incident-recorder: {}", ""))).noneMatch(name -> name.contains("Incident"));
    }

    @Test
    void aModelWithReferenceIsWatchedForAllKindsOfDrift() {
        assertThat(names(MODEL))
                .contains(
                        "ShopFeatureDrift",
                        "ShopFeatureDriftWarning",
                        "ShopPredictionDrift",
                        "ShopPredictionDriftWarning",
                        "ShopPerformanceDrop",
                        "ShopPerformanceDropWarning",
                        "ShopConfidenceDecayWarning",
                        "ShopNoVerdict")
                .doesNotContain("ShopConfidenceDecay");
    }

    @Test
    void modelsWithTheSameThresholdsShareAQueryAndOthersHaveTheirOwn() {
        String models = """
                models:
                  a: &a
                    task: multiclass-classification
                    references: {default: a.json}
                    features: {x: {type: numeric}}
                  b: *a
                  c:
                    task: multiclass-classification
                    references: {default: a.json}
                    features: {x: {type: numeric}}
                    performance: {critical: {accuracyDrop: 0.3, pValue: 0.0001}}
                """;
        String by = "max by (cluster, model, version, metric, window) ";
        String on = " and on (cluster, model, version, metric, window) ";
        assertThat(promql(models, "ShopPerformanceDrop"))
                .isEqualTo(by + "(ml_performance_drop{metric=\"accuracy\",model=~\"a|b\"}) > 0.15" + on + by
                        + "(ml_performance_drop_p_value{metric=\"accuracy\",model=~\"a|b\"}) < 0.001 or " + by
                        + "(ml_performance_drop{metric=\"accuracy\",model=\"c\"}) > 0.3" + on + by
                        + "(ml_performance_drop_p_value{metric=\"accuracy\",model=\"c\"}) < 0.0001");
    }

    @Test
    void aRegressionIsHeldAgainstItsBaselineError() {
        String model = """
                models:
                  m: {task: regression, references: {default: m.json}, features: {x: {type: numeric}}}
                """;
        assertThat(promql(model, "ShopPerformanceDropWarning"))
                .startsWith("max by (cluster, model, version, metric, window)"
                        + " (ml_performance_drop{metric=\"mae\",model=\"m\"})"
                        + " / on (cluster, model, version, metric) group_left ()"
                        + " (max by (cluster, model, version, metric)"
                        + " (ml_performance_baseline{metric=\"mae\",model=\"m\"}) > 0) > 0.1 and on (");
        assertThat(names(model)).doesNotContain("ShopConfidenceDecayWarning");
    }

    @Test
    void aKeyMetricGivesAWarningAtP4AndACriticalAtP2() {
        Plan plan = plan(MODEL + ERROR_RATE);
        PlannedAlert critical = plan.alert("ShopErrorRateHigh").orElseThrow();
        PlannedAlert warning = plan.alert("ShopErrorRateHighWarning").orElseThrow();

        assertThat(critical.priority()).isEqualTo(Priority.P2);
        assertThat(critical.holdFor()).isEqualTo(Duration.ofMinutes(10));
        assertThat(critical.supersededBy()).isEmpty();
        assertThat(warning.priority()).isEqualTo(Priority.P4);
        assertThat(warning.holdFor()).isEqualTo(Duration.ofMinutes(5));
        assertThat(warning.supersededBy()).containsExactly("ShopErrorRateHigh");
        assertThat(warning.specPath()).isEqualTo("/monitoring/keyMetrics/0/warning");
        assertThat(warning.description())
                .isEqualTo(
                        "Error rate of model {{ $labels.model }} is {{ if eq $value $value }}{{ $value |"
                                + " humanizePercentage }}{{ else }}unknown (its series have vanished){{ end }}; warning is > 1%.");
    }

    @Test
    void aKeyMetricSaysOnWhichSideOfItsThresholdOverWhatAndWhatIsNormal() {
        Plan plan = plan(MODEL + """
                monitoring:
                  keyMetrics:
                    - {metric: accuracy, over: 24h, normal: "> 80%", critical: "< 60%"}
                    - {metric: conversion_rate, over: 7d, warning: "outside 1%..5%"}
                business: {conversion: {event: sold, within: 1h}}
                """);

        PlannedAlert low = plan.alert("ShopAccuracyLow").orElseThrow();
        assertThat(low.summary()).isEqualTo("Accuracy of Shop is below its critical threshold.");
        assertThat(low.description()).endsWith(" over 24h; critical is < 60%, normal is > 80%.");
        PlannedAlert outside = plan.alert("ShopConversionRateOutOfRangeWarning").orElseThrow();
        assertThat(outside.summary()).isEqualTo("Conversion rate of Shop is outside its warning threshold.");
    }

    @Test
    void aKeyMetricWhoseWarningIsWrittenHasItsCriticalAlertAlone() {
        Plan plan = plan(MODEL + ERROR_RATE + alert("SomeErrors", "error_rate > 0.01 for 1h", "P4"));

        assertThat(plan.alerts())
                .extracting(PlannedAlert::name)
                .contains("SomeErrors", "ShopErrorRateHigh")
                .doesNotContain("ShopErrorRateHighWarning");
    }

    @Test
    void aWarningOfConfidenceYieldsOnlyToACriticalOneThatThereIs() {
        String confidence = MODEL.stripTrailing()
                + "\n    performance: {confidence: {warning: {drop: 0.05, pValue: 0.01}, critical: {drop: 0.1, pValue: 0.001}}}\n";

        assertThat(plan(MODEL).alert("ShopConfidenceDecayWarning").orElseThrow().supersededBy())
                .isEmpty();
        assertThat(plan(confidence)
                        .alert("ShopConfidenceDecayWarning")
                        .orElseThrow()
                        .supersededBy())
                .containsExactly("ShopConfidenceDecay");
    }

    @Test
    void aWrittenAlertOfAnotherKindOrOfMoreClausesDoesNotSpeakForDrift() {
        for (String condition : List.of(
                "prediction_drift.psi > 0.2 over 24h",
                "feature_drift.psi{column=\"x\"} > 0.2 over 24h and feature_drift.ks{column=\"x\"} > 0.1 over 24h")) {
            assertThat(plan(MODEL + alert("XDrift", condition, "P2"))
                            .alert("ShopFeatureDrift")
                            .orElseThrow()
                            .supersededBy())
                    .isEmpty();
        }
    }

    @Test
    void whatIsDownIsSaidAsFarAsItsSourcesKnow() {
        String own = "sources: {application: [{preset: watchbill}]}\n";
        String scraped = "sources: {application: [{preset: micrometer}]}\n";
        assertThat(plan(MODEL + own).alert("ShopDown").orElseThrow().description())
                .startsWith("No request to model {{ $labels.model }} has succeeded for five minutes.");
        assertThat(plan(MODEL + scraped).alert("ShopDown").orElseThrow().description())
                .isEqualTo("No instance of the system answers.");
        assertThat(plan(MODEL + own)
                        .alert("ShopDown")
                        .orElseThrow()
                        .expression()
                        .text())
                .contains("ALERTS{alertname=\"ShopDown\"");
        assertThat(plan(MODEL + scraped)
                        .alert("ShopDown")
                        .orElseThrow()
                        .expression()
                        .text())
                .doesNotContain("ALERTS");
    }

    @Test
    void aWrittenAlertTakesThePlaceOfTheImpliedOneWithTheSameCondition() {
        Plan plan = plan(MODEL + ERROR_RATE + alert("TooManyErrors", "error_rate > 0.02 for 1h", "P1"));

        assertThat(plan.alerts())
                .extracting(PlannedAlert::name)
                .contains("TooManyErrors", "ShopErrorRateHighWarning")
                .doesNotContain("ShopErrorRateHigh");
        assertThat(plan.alert("ShopErrorRateHighWarning").orElseThrow().supersededBy())
                .containsExactly("TooManyErrors");
    }

    @Test
    void aWrittenAlertTakesThePlaceOfTheImpliedOneOfTheSameName() {
        Plan plan = plan(MODEL + ERROR_RATE + alert("ShopDown", "error_rate > 50%", "P1"));
        assertThat(plan.alert("ShopDown").orElseThrow().kind()).isEqualTo(AlertKind.WRITTEN_CONDITION);
    }

    @Test
    void aWrittenDriftAlertSpeaksFirstWhereItIsAsUrgent() {
        String condition = "feature_drift.psi{column=\"x\"} > 0.2 over 24h";
        assertThat(plan(MODEL + alert("XDrift", condition, "P2"))
                        .alert("ShopFeatureDrift")
                        .orElseThrow()
                        .supersededBy())
                .containsExactly("XDrift");
        assertThat(plan(MODEL + alert("XDrift", condition, "P3"))
                        .alert("ShopFeatureDrift")
                        .orElseThrow()
                        .supersededBy())
                .isEmpty();
    }

    @Test
    void aMetricListedTwiceHasTwoNames() {
        String keyMetrics = """
                monitoring:
                  keyMetrics:
                    - {metric: accuracy, over: 24h, critical: "< 60%"}
                    - {metric: accuracy, over: 7d, critical: "< 65%"}
                """;
        assertThat(names(MODEL + keyMetrics)).contains("ShopAccuracyLow24h", "ShopAccuracyLow7d");
    }

    @Test
    void aShadowAlertNotifiesNobody() {
        String alert =
                alert("XDrift", "feature_drift.psi{column=\"x\"} > 0.2 over 24h", "P2") + "      state: shadow\n";
        Plan plan = plan(MODEL + alert);
        assertThat(plan.alert("XDrift").orElseThrow().state()).isEqualTo(AlertState.SHADOW);
        assertThat(plan.alert("ShopFeatureDrift").orElseThrow().supersededBy()).isEmpty();
    }

    @Test
    void aSystemIsDownWhenNoInstanceAnswers() {
        String sources = "sources: {application: [{preset: micrometer, selector: 'job=\"shop\"'}]}\n";
        PlannedAlert down = plan(MODEL + sources).alert("ShopDown").orElseThrow();
        assertThat(down.priority()).isEqualTo(Priority.P1);
        assertThat(PlanText.watched(down))
                .isEqualTo("max by (cluster) (up{job=\"shop\"}) == 0 or max by (cluster) (absent(up{job=\"shop\"}))");
    }

    @Test
    void aBatchModelIsNotDownBetweenItsRuns() {
        String model = """
                models:
                  m:
                    task: regression
                    features: {x: {type: numeric}}
                    serving: {batch: {schedule: "every day 02:00"}}
                sources: {application: [{preset: watchbill}]}
                """;
        assertThat(names(model)).doesNotContain("ShopDown", "ShopIngestionStopped");
    }

    @Test
    void replayedEventsAreNotBehind() {
        assertThat(names(MODEL.replace("    task:", "    clock: replay\n    task:")))
                .doesNotContain("ShopMonitoringBehind");
    }

    @Test
    void whatPeopleWriteIsNoTemplate() {
        Plan plan = plan(MODEL + """
                alerting:
                  severities: {P4: {labels: {severity: 'info {{ $value }}'}}}
                """);
        assertThat(plan.alert("ShopSpecMismatch").orElseThrow().labels())
                .containsEntry("severity", "info {{ \"{{\" }} $value }}");
        assertThat(Promtool.check(plan)).contains("SUCCESS");
    }

    @Test
    void theEnvironmentIsALabelAndPartOfTheUid() {
        Plan plan = Planner.plan(Specifications.of("""
                        apiVersion: watchbill/v1
                        kind: OperationsSpecification
                        metadata: {name: shop, title: 'Shop {{ x', owner: team, environment: staging,
                          links: {dashboards: 'https://g.example.com'}}
                        models: {m: {task: regression, features: {x: {type: numeric}}}}
                        """), Target.DEFAULT);
        PlannedAlert watchdog = plan.alert("ShopWatchdog").orElseThrow();
        assertThat(watchdog.labels()).containsEntry("environment", "staging");
        assertThat(watchdog.summary()).isEqualTo("The alerting path of Shop {{ \"{{\" }} x works.");
        assertThat(watchdog.dashboard().url().orElseThrow())
                .startsWith("https://g.example.com/d/shop-staging-exporter?viewPanel=");
        assertThat(watchdog.runbook().url()).isEmpty();
        assertThat(Promtool.check(plan)).contains("SUCCESS");
    }

    private static String alert(String name, String condition, String priority) {
        return "alerting:\n  alerts:\n    - name: " + name + "\n      condition: '" + condition + "'\n      severity: "
                + priority + "\n      runbook: https://example.com/r\n";
    }

    private static Plan plan(String sections) {
        return Planner.plan(Specifications.shop(sections), Target.DEFAULT);
    }

    private static List<String> names(String sections) {
        return plan(sections).alerts().stream().map(PlannedAlert::name).toList();
    }

    private static String promql(String sections, String alert) {
        Plan plan = plan(sections);
        assertThat(Promtool.check(plan)).contains("SUCCESS");
        return PlanText.watched(plan.alert(alert).orElseThrow());
    }
}
