package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofDashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules about a dashboard as a whole. */
final class DashboardRules {

    private static final int SCHEMA_VERSION = 39;
    private static final int MOST_BYTES = 250_000;
    private static final int COLUMNS = 24;

    private DashboardRules() {}

    static List<Rule> all() {
        return List.of(
                ofDashboard("uneditable-dashboard", "Nobody edits what is generated.", DashboardRules::uneditable),
                ofDashboard(
                        "uid-form",
                        "A uid has 1 to 40 letters, digits, dashes and underscores.",
                        (dashboard, faults) -> faults.require(
                                dashboard.uid().matches("[A-Za-z0-9_-]{1,40}"),
                                dashboard.place("/uid"),
                                "the uid '" + dashboard.uid() + "' is not 1 to 40 letters, digits, - and _",
                                "give it one: Grafana makes one up otherwise, and no link holds")),
                ofDashboard(
                        "dashboard-title",
                        "A dashboard has a title.",
                        (dashboard, faults) -> faults.require(
                                !dashboard.json().path("title").asText().isBlank(),
                                dashboard.place("/title"),
                                "there is no title",
                                "write one: Grafana refuses the file otherwise")),
                ofDashboard(
                        "schema-version",
                        "The schema version is one that Grafana 10.4 to 13 reads.",
                        (dashboard, faults) -> faults.require(
                                dashboard.json().path("schemaVersion").asInt() == SCHEMA_VERSION,
                                dashboard.place("/schemaVersion"),
                                "the schema version is " + dashboard.json().path("schemaVersion") + " instead of "
                                        + SCHEMA_VERSION,
                                "write " + SCHEMA_VERSION + ": without it Grafana takes the file for a very old one")),
                ofDashboard(
                        "refresh-form",
                        "The refresh is a length of time, or empty for never.",
                        (dashboard, faults) -> faults.require(
                                dashboard.json().path("refresh").isTextual()
                                        && dashboard
                                                .json()
                                                .path("refresh")
                                                .asText()
                                                .matches("|[1-9][0-9]*(ms|s|m|h|d)"),
                                dashboard.place("/refresh"),
                                "refresh is " + dashboard.json().path("refresh")
                                        + ", no length of time such as \"30s\"",
                                "write one, or \"\" for never")),
                ofDashboard(
                        "no-inputs",
                        "Nothing has to be filled in when the file is provisioned.",
                        (dashboard, faults) -> {
                            for (String field : List.of("__inputs", "__requires", "__elements")) {
                                faults.require(
                                        !dashboard.json().has(field),
                                        dashboard.place("/" + field),
                                        field + " is only filled in by a person who imports the file",
                                        "take it out: provisioning leaves it as it is");
                            }
                        }),
                ofDashboard("dashboard-size", "A file has at most 250 kB.", DashboardRules::size),
                ofDashboard(
                        "rows-first",
                        "A dashboard begins with a row.",
                        (dashboard, faults) -> faults.require(
                                dashboard
                                        .json()
                                        .path("panels")
                                        .path(0)
                                        .path("type")
                                        .asText()
                                        .equals("row"),
                                dashboard.place("/panels/0"),
                                "the first of the panels is no row",
                                "begin with a row that says what the panels under it are for")),
                ofDashboard(
                        "row-panels", "Panels stand inside a row only while it is collapsed.", DashboardRules::rows),
                ofDashboard(
                        "panel-id",
                        "A panel's id is a whole number from 1 to 2147483647 that no other has.",
                        DashboardRules::ids),
                ofDashboard(
                        "panel-grid",
                        "Panels lie on the grid of 24 columns and on no other panel.",
                        DashboardRules::grid));
    }

    private static void uneditable(LintedDashboard dashboard, Faults faults) {
        faults.require(
                !dashboard.json().path("editable").asBoolean(true),
                dashboard.place("/editable"),
                "people may edit it, and lose that when it is generated again",
                "write \"editable\": false");
    }

    private static void size(LintedDashboard dashboard, Faults faults) {
        int bytes = dashboard.json().toPrettyString().getBytes(StandardCharsets.UTF_8).length;
        faults.require(
                bytes <= MOST_BYTES,
                dashboard.place(""),
                "it has " + bytes + " bytes, more than the " + MOST_BYTES + " that fit into a ConfigMap's annotation",
                "move a row to a dashboard of its own");
    }

    private static void rows(LintedDashboard dashboard, Faults faults) {
        for (LintedPanel item : dashboard.items()) {
            boolean open = !item.json().path("collapsed").asBoolean(false);
            faults.require(
                    item.json().path("panels").isEmpty() || (item.isRow() && !open),
                    item.place("/panels"),
                    "panels stand inside a " + (item.isRow() ? "row that is open" : item.type())
                            + ", where Grafana does not show them",
                    "put them behind it, or collapse the row");
            faults.require(
                    item.row().isEmpty() || !item.isRow(),
                    item.place(""),
                    "a row stands inside a row",
                    "put it behind the row");
        }
    }

    private static void ids(LintedDashboard dashboard, Faults faults) {
        Map<Long, String> seen = new HashMap<>();
        for (LintedPanel item : dashboard.items()) {
            JsonNode id = item.json().path("id");
            boolean whole = id.isIntegralNumber() && id.asLong() > 0 && id.asLong() <= Integer.MAX_VALUE;
            faults.require(
                    whole,
                    item.place("/id"),
                    "the id " + id + " is no whole number from 1 to 2147483647",
                    "give it one that does not change when panels are added");
            String other = whole ? seen.putIfAbsent(id.asLong(), item.name()) : null;
            faults.require(
                    other == null,
                    item.place("/id"),
                    "panel \"" + other + "\" has the id " + id + " too",
                    "give it another: Grafana changes one of them at each load, and links break");
        }
    }

    /** Cells by where they lie; panels of a collapsed row have a grid of their own. */
    private static void grid(LintedDashboard dashboard, Faults faults) {
        Map<String, String> taken = new HashMap<>();
        for (LintedPanel item : dashboard.items()) {
            JsonNode grid = item.json().path("gridPos");
            int x = whole(grid.path("x"));
            int y = whole(grid.path("y"));
            int width = whole(grid.path("w"));
            int height = whole(grid.path("h"));
            if (x < 0 || y < 0 || width < 1 || height < 1 || x + width > COLUMNS) {
                faults.add(
                        item.place("/gridPos"),
                        "it does not lie on the grid of " + COLUMNS + " columns: " + grid,
                        "let x + w be at most " + COLUMNS);
                continue;
            }
            String home = item.row().map(LintedPanel::pointer).orElse("");
            String other = null;
            for (int column = x; column < x + width; column++) {
                for (int line = y; line < y + height; line++) {
                    String before = taken.putIfAbsent(home + " " + column + " " + line, item.name());
                    other = before == null ? other : before;
                }
            }
            faults.require(
                    other == null,
                    item.place("/gridPos"),
                    "it lies on panel \"" + other + "\"",
                    "move it: Grafana pushes one of them down, and rows lose their panels");
        }
    }

    private static int whole(JsonNode number) {
        return number.isInt() ? number.asInt() : -1;
    }
}
