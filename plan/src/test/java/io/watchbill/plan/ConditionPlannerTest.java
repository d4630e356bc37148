package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conditions of written alerts, and the PromQL that they become. */
class ConditionPlannerTest {

    private static final String MODEL = """
            models:
              m:
                task: binary-classification
                positiveClass: yes_please
                features: {x: {type: numeric}}
            """;

    private static final String SOURCES = """
            sources:
              infrastructure: [{preset: node-exporter, selector: 'job="node"'}]
              application: [{preset: micrometer, selector: 'job="shop"', capacity: 400rps}]
            """;

    @Test
    void aDriftScoreCountsOnlyWhereThereIsAVerdict() {
        assertThat(promql("feature_drift.psi{column=\"x\"} > 0.25 over 24h"))
                .isEqualTo("max by (cluster, model, version, column, kind, window)"
                        + " (ml_drift_psi{kind=\"feature\",model=\"m\",column=\"x\",window=\"24h\"}) > 0.25"
                        + " and on (cluster, model, version, column, kind, window)"
                        + " ml_drift_verdict{kind=\"feature\",model=\"m\",column=\"x\",window=\"24h\"}");
    }

    @Test
    void aMetricThatIsWorseWhenLowerTakesTheLowestReplica() {
        assertThat(promql("accuracy < 70% over 7d"))
                .isEqualTo("min by (cluster, model, version, window)"
                        + " (ml_performance_accuracy{model=\"m\",window=\"7d\"}) < 0.7");
    }

    @Test
    void outsideMeansBelowOrAbove() {
        assertThat(promql("conversion_rate outside 1.5%..5% over 7d"))
                .isEqualTo("min by (cluster, model, version, window, arm)"
                        + " (ml_conversion_ratio{model=\"m\",window=\"7d\"}) < 0.015"
                        + " or max by (cluster, model, version, window, arm)"
                        + " (ml_conversion_ratio{model=\"m\",window=\"7d\"}) > 0.05");
    }

    @Test
    void outsideOnADriftScoreIsJoinedAsAWhole() {
        assertThat(promql("prediction_drift.ks outside 0.1..0.9 over 24h"))
                .startsWith("(min by (")
                .contains(") < 0.1 or max by (")
                .contains(") > 0.9) and on (cluster, model, version, column, kind, window) ml_drift_verdict{");
    }

    @Test
    void aRatioWithoutTrafficIsAbsentAndWithoutErrorsZero() {
        String total = "sum by (cluster) (rate(http_server_requests_seconds_count{job=\"shop\"}[5m]))";
        assertThat(promql("error_rate > 2%"))
                .isEqualTo("((sum by (cluster) (rate(http_server_requests_seconds_count{outcome=\"SERVER_ERROR\","
                        + "job=\"shop\"}[5m])) or 0 * " + total + ") / (" + total + " > 0)) > 0.02");
    }

    @Test
    void overIsTheRangeOfARate() {
        assertThat(promql("cpu_usage > 90% over 30m"))
                .isEqualTo("max by (cluster) (1 - avg by (cluster, instance)"
                        + " (rate(node_cpu_seconds_total{mode=\"idle\",job=\"node\"}[30m]))) > 0.9");
    }

    @Test
    void usageIsHeldAgainstTheSourcesCapacity() {
        assertThat(promql("throughput_usage > 80%"))
                .isEqualTo("(sum by (cluster) (rate(http_server_requests_seconds_count{job=\"shop\"}[5m])) / 400)"
                        + " > 0.8");
    }

    @Test
    void aSourceWithoutCapacityIsLeftOutOfUsage() {
        String sources = """
                sources:
                  application: [{preset: micrometer}, {preset: watchbill, capacity: 50rps}]
                """;
        assertThat(promql(MODEL + sources, "throughput_usage > 80%"))
                .isEqualTo("(sum by (cluster, model) (rate(ml_requests_total{model=\"m\"}[5m])) / 50) > 0.8");
    }

    @Test
    void durationsAreComparedInSeconds() {
        assertThat(promql("latency_p99 > 250ms"))
                .endsWith("(rate(http_server_requests_seconds_bucket{job=\"shop\"}[5m])))" + " > 0.25");
    }

    @Test
    void clausesAreJoinedOnTheLabelsThatTheyShare() {
        assertThat(promql("missing_rate{column=\"x\"} > 5% and accuracy < 70% over 24h"))
                .contains(" > 0.05 and on (cluster, model, version) min by (cluster, model, version, window) (");
        assertThat(promql("accuracy < 70% over 24h and cpu_usage > 90%"))
                .contains(" < 0.7 and on (cluster) max by (cluster) (");
    }

    @Test
    void clausesOverDifferentWindowsAreNotJoinedOnTheWindow() {
        assertThat(promql("accuracy < 70% over 24h and accuracy < 75% over 7d"))
                .contains(" < 0.7 and on (cluster, model, version) min by (");
        assertThat(promql("accuracy < 70% over 24h and precision < 75% over 24h"))
                .contains(" < 0.7 and on (cluster, model, version, window) min by (");
    }

    @Test
    void aConditionMayChooseItsModel() {
        assertThat(promql("accuracy{model=~\"m|n\"} < 70% over 24h"))
                .contains("(ml_performance_accuracy{model=~\"m|n\",window=\"24h\"})");
    }

    @Test
    void aConditionMayChooseItsModelOfASourceToo() {
        String models = """
                models:
                  a: {task: regression, features: {x: {type: numeric}}}
                  b: {task: regression, features: {x: {type: numeric}}}
                sources: {application: [{preset: watchbill}]}
                """;
        assertThat(promql(models, "error_rate{model=\"a\"} > 2%"))
                .contains("ml_requests_total{model=\"a\"}")
                .doesNotContain("model=~");
    }

    /** Only a label that is asked to be one value, and another one, is no label to join on. */
    @Test
    void clausesAreJoinedOnALabelThatOneOfThemAsksForByPattern() {
        assertThat(promql("missing_rate{column=~\"x|y\"} > 5% and missing_rate{column=\"x\"} > 2%"))
                .contains(" > 0.05 and on (cluster, model, version, column) (sum by (");
        assertThat(promql(
                        MODEL.replace("x: {", "y: {type: numeric}, x: {"),
                        "missing_rate{column=\"y\"} > 5% and missing_rate{column=\"x\"} > 2%"))
                .contains(" > 0.05 and on (cluster, model, version) (sum by (");
    }

    @Test
    void whatAConditionComparesIsKnownWithItsClause() {
        PlannedAlert alert = plan(MODEL + SOURCES, "accuracy < 70% over 24h and cpu_usage > 90%");
        assertThat(alert.compared()).extracting(Compared::metric).containsExactly("accuracy", "cpu_usage");
    }

    @Test
    void theMetricsOfSeveralSourcesAreComparedOneByOne() {
        String sources = """
                sources:
                  infrastructure:
                    - {preset: node-exporter, selector: 'job="a"'}
                    - {preset: node-exporter, selector: 'job="b"'}
                """;
        assertThat(promql(MODEL + sources, "disk_io_usage > 90%"))
                .isEqualTo("max by (cluster) (rate(node_disk_io_time_seconds_total{job=\"a\"}[5m])) > 0.9"
                        + " or max by (cluster) (rate(node_disk_io_time_seconds_total{job=\"b\"}[5m])) > 0.9");
    }

    @Test
    void aSourceWithoutSelectorLeavesNoTrace() {
        String sources = "sources: {infrastructure: [{preset: node-exporter}]}\n";
        assertThat(promql(MODEL + sources, "cpu_usage > 90%")).contains("node_cpu_seconds_total{mode=\"idle\"}[5m]");
        assertThat(promql(MODEL + sources, "memory_usage > 90%"))
                .isEqualTo("max by (cluster) (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes) > 0.9");
    }

    @Test
    void severalModelsAreSelectedLiterally() {
        String models = """
                models:
                  a.b: {task: regression, features: {x: {type: numeric}}}
                  c: {task: regression, features: {x: {type: numeric}}}
                """;
        assertThat(promql(models, "label_coverage < 90% over 24h"))
                .contains("ml_label_coverage_ratio{model=~\"a\\\\.b|c\",window=\"24h\"}");
    }

    @Test
    void failedOutcomesAreValuesNotPatterns() {
        String business = "business: {downstream: {failed: ['rejected', 'a.*|\"b']}}\n";
        assertThat(promql(MODEL + business, "downstream_failure_rate > 1%"))
                .contains("ml_downstream_effects_total{outcome=~\"rejected|a\\\\.\\\\*\\\\|\\\"b\",model=\"m\"}[5m]");
    }

    @Test
    void aTeamsOwnMetricIsItsOwnQuery() {
        String metrics = """
                metrics:
                  - {name: queue_depth, layer: application, unit: count, worse: higher, promql: 'sum(a) + sum(b)'}
                """;
        assertThat(promql(MODEL + metrics, "queue_depth > 100")).isEqualTo("(sum(a) + sum(b)) > 100");
    }

    @Test
    void matcherValuesCannotLeaveTheirQuotes() {
        String value = "\\\"} or vector(1) #";
        assertThat(promql("feature_drift.psi{column!=\"" + value + "\"} > 0.25 over 24h"))
                .contains("column!=\"\\\"} or vector(1) #\"");
    }

    private static String promql(String condition) {
        return promql(MODEL + SOURCES, condition);
    }

    private static String promql(String sections, String condition) {
        return PlanText.watched(plan(sections, condition));
    }

    private static PlannedAlert plan(String sections, String condition) {
        String alert = "alerting:\n  alerts:\n    - name: A\n      condition: '" + condition.replace("'", "''")
                + "'\n      severity: P2\n      runbook: https://example.com/runbook\n";
        Plan plan = Planner.plan(Specifications.shop(sections + alert), Target.DEFAULT);
        assertThat(Promtool.check(plan)).contains("SUCCESS");
        return plan.alert("A").orElseThrow();
    }
}
