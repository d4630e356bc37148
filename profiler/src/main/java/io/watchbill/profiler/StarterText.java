package io.watchbill.profiler;

import io.watchbill.spec.Drift;

/** The parts of a starter specification that data say nothing about. */
final class StarterText {
    private static final int COARSE_BINS = 10;
    /** The standard normal quantile of 1 − 1e−4. */
    private static final double RARELY = 3.719;

    private StarterText() {}

    /**
     * How many samples a window needs so that PSI without drift passes the warning threshold once in 10,000 windows:
     * χ²(1 − 1e−4; k − 1)/threshold after Wilson and Hilferty (1931), rounded up to hundreds.
     *
     * @param categories bins of the categorical feature with the most; numeric ones have ten
     */
    static long minimumSamples(long categories) {
        double degrees = Math.max(COARSE_BINS, categories) - 1.0;
        double root = 1 - 2 / (9 * degrees) + RARELY * Math.sqrt(2 / (9 * degrees));
        double quantile = degrees * root * root * root;
        double threshold = Drift.DEFAULT.warning().psi().doubleValue();
        return (long) Math.ceil(quantile / threshold / 100) * 100;
    }

    static void rest(CommentedYaml yaml) {
        yaml.line("sources:", "which series measure the machine and the service; `watchbill metrics` lists the presets")
                .line("  infrastructure: [{preset: node-exporter, selector: 'job=\"node\"'}]")
                .line("  application:    [{preset: watchbill}]", "measured by Watchbill's own exporter")
                .line("")
                .line("monitoring:")
                .line(
                        "  keyMetrics:",
                        "what is normal, and when somebody is told (warning: P4) or called (critical: P2)")
                .line("    - {metric: error_rate,  normal: \"< 0.1%\", warning: \"> 0.5% for 5m\","
                        + " critical: \"> 2% for 5m\"}")
                .line("    - {metric: latency_p99, normal: \"< 80ms\", warning: \"> 100ms for 5m\","
                        + " critical: \"> 250ms for 5m\"}")
                .line("");
        yaml.line("alerting:")
                .line("  receivers:", "replace by yours, such as pagerduty_configs, slack_configs, email_configs")
                .line("    page: {webhook_configs: [{url: \"http://localhost:9099/page\"}]}", "P1 and P2")
                .line("    chat: {webhook_configs: [{url: \"http://localhost:9099/chat\"}]}", "P3")
                .line("    mail: {webhook_configs: [{url: \"http://localhost:9099/mail\"}]}", "P4")
                .line("")
                .line("slos:")
                .line("  - {name: availability, target: 99.9%, period: 30d, measurement: error_rate}")
                .line("  - {name: latency-p99, target: \"< 100ms\", period: 30d, measurement: latency_p99}")
                .line("")
                .line("onCall:")
                .line("  timezone: UTC")
                .line("  rotations:")
                .line("    - {role: Primary, schedule: weekly from 2026-01-05 09:00, members: [me]}", "a Monday")
                .line("  people: {me: {name: Me}}")
                .line("  escalation: {levels: [{level: L1, contact: Primary, when: at once}]}");
    }
}
