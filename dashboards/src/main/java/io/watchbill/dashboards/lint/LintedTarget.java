package io.watchbill.dashboards.lint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A query of a panel.
 *
 * @param pointer its place in the panel
 * @param promql what it asks, read; of no meaning for a query to Loki
 */
record LintedTarget(LintedPanel panel, JsonNode json, String pointer, Promql promql) {

    private static final String LOKI = "loki";

    static LintedTarget of(LintedPanel panel, JsonNode json, String pointer) {
        return new LintedTarget(
                panel, json, pointer, Promql.of(json.path("expr").asText()));
    }

    String expr() {
        return json.path("expr").asText();
    }

    /** Whether it asks Loki instead of Prometheus. */
    boolean isLoki() {
        return json.path("datasource").path("type").asText().equals(LOKI);
    }

    Place place(String more) {
        return panel.place(pointer + more);
    }
}
