package io.watchbill.dashboards.lint;

import com.fasterxml.jackson.databind.JsonNode;

/** A variable of a dashboard. */
record LintedVariable(LintedDashboard dashboard, JsonNode json, String pointer) {

    String name() {
        return json.path("name").asText();
    }

    String label() {
        return json.path("label").asText();
    }

    boolean isQuery() {
        return json.path("type").asText().equals("query");
    }

    /** What it asks the data source. */
    String question() {
        JsonNode query = json.path("query");
        return query.isObject() ? query.path("query").asText() : query.asText();
    }

    Place place() {
        return dashboard.place(pointer);
    }
}
