package io.watchbill.dashboards.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A panel or a row. */
final class LintedPanel {

    private final LintedDashboard dashboard;
    private final JsonNode json;
    private final String pointer;
    private final Optional<LintedPanel> row;
    private final List<LintedTarget> targets;

    /** @param row the row that holds it */
    LintedPanel(LintedDashboard dashboard, JsonNode json, String pointer, Optional<LintedPanel> row) {
        this.dashboard = dashboard;
        this.json = json;
        this.pointer = pointer;
        this.row = row;
        JsonNode queries = json.path("targets");
        targets = IntStream.range(0, queries.size())
                .mapToObj(i -> LintedTarget.of(this, queries.get(i), "/targets/" + i))
                .toList();
    }

    LintedDashboard dashboard() {
        return dashboard;
    }

    JsonNode json() {
        return json;
    }

    /** Its own place in the dashboard. */
    String pointer() {
        return pointer;
    }

    /** The row that holds it. */
    Optional<LintedPanel> row() {
        return row;
    }

    List<LintedTarget> targets() {
        return targets;
    }

    String type() {
        return json.path("type").asText();
    }

    boolean isRow() {
        return type().equals("row");
    }

    boolean isText() {
        return type().equals("text");
    }

    /** The title, or what it is where there is none. */
    String name() {
        String title = json.path("title").asText();
        return title.isBlank() ? type() + " " + json.path("id").asText() : title;
    }

    JsonNode defaults() {
        return json.path("fieldConfig").path("defaults");
    }

    /** The place of something in it. */
    Place place(String more) {
        return new Place(dashboard.file(), dashboard.name(), name(), pointer + more);
    }
}
