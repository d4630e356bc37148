package io.watchbill.dashboards.lint;

import java.util.Optional;

/**
 * A rule that Prometheus evaluates beside the dashboards; what they draw is held against it.
 *
 * @param name of the alert, or of the recorded series
 * @param isAlert whether it is an alert
 * @param expression PromQL
 * @param dashboardUrl where the alert says its picture is
 */
public record GeneratedRule(String name, boolean isAlert, String expression, Optional<String> dashboardUrl) {}
