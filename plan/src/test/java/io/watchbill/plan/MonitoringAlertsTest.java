package io.watchbill.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MonitoringAlertsTest {

    private static final String TOPIC =
            "{id: %s, symptom: 'S.', causes: ['C.'], investigation: ['I.'], resolution: 'R.'}";

    /** A team may have written down what to do about the monitoring itself. */
    @Test
    void anAlertIsAboutTheTeamsOwnTopicOfItsName() {
        Plan plan = Planner.plan(
                Specifications.shop("models: {m: {task: regression, features: {x: {type: numeric}}}}\n"
                        + "runbooks: {troubleshooting: [" + TOPIC.formatted("labels-stopped") + ", "
                        + TOPIC.formatted("exporter-down") + "]}\n"),
                Target.DEFAULT);

        assertThat(topic(plan, "ShopLabelsStopped")).isEqualTo("labels-stopped");
        assertThat(topic(plan, "ShopExporterDown")).isEqualTo("exporter-down");
        assertThat(topic(plan, "ShopSnapshotOld")).isEqualTo("none");
    }

    private static String topic(Plan plan, String alert) {
        return plan.alerts().stream()
                .filter(planned -> planned.name().equals(alert))
                .findFirst()
                .orElseThrow()
                .troubleshooting()
                .orElse("none");
    }
}
