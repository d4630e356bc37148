package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofPanel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Rules about panels and what they do with the answers. */
final class PanelRules {

    private static final Set<String> ROWS_OF_TABLES = Set.of("joinByField", "organize", "sortBy");

    private static final Set<String> JOINS = Set.of("outer", "inner", "outerTabular");
    private static final Set<String> TOGETHER = Set.of("joinByField", "merge", "concatenate", "joinByLabels");

    private PanelRules() {}

    static List<Rule> all() {
        return List.of(
                ofPanel(
                        "panel-type",
                        "A panel is of a kind that Grafana has.",
                        (panel, faults) -> faults.require(
                                GrafanaNames.PANEL_TYPES.has(panel.type()),
                                panel.place("/type"),
                                "there is no kind of panel named '" + panel.type() + "'",
                                GrafanaNames.PANEL_TYPES.remedy(panel.type()))),
                ofPanel(
                        "panel-datasource-rule",
                        "Every panel and every query asks the chosen data source.",
                        DatasourceRule::check),
                ofPanel(
                        "panel-title-description-rule",
                        "Every panel has a title, and a description unless it is text.",
                        PanelRules::words),
                ofPanel(
                        "panel-no-targets-rule",
                        "A panel has a query unless it is text.",
                        (panel, faults) -> faults.require(
                                panel.isText() || !panel.targets().isEmpty(),
                                panel.place("/targets"),
                                "there is no query",
                                "ask something, or take the panel out")),
                ofPanel("panel-letters", "Each query of a panel has a letter of its own.", PanelRules::letters),
                ofPanel("transformation-id", "A transformation is one that Grafana has.", PanelRules::transformations),
                ofPanel(
                        "join-key",
                        "Every query of a panel keeps the label by which the panel joins them.",
                        PanelRules::joinKey),
                ofPanel(
                        "rows-joined",
                        "Rows of several queries are joined, merged or put one below the other.",
                        PanelRules::joined),
                ofPanel(
                        "query-names",
                        "Where a panel has several queries, each says what its series are called.",
                        PanelRules::names),
                ofPanel(
                        "legend-twice",
                        "No two queries of a panel give the same series the same name.",
                        PanelRules::twice),
                ofPanel("organize-names", "Columns that are renamed or dropped are there.", PanelRules::organize),
                ofPanel("reducer-id", "A reducer is one that Grafana has.", PanelRules::reducers),
                ofPanel(
                        "heatmap-rows",
                        "A heat map has a row for each le, or for each value of one label.",
                        PanelRules::heatmap));
    }

    private static void words(LintedPanel panel, Faults faults) {
        faults.require(
                !panel.json().path("title").asText().isBlank(),
                panel.place("/title"),
                "there is no title",
                "say in a few words what is shown");
        faults.require(
                panel.isText() || !panel.json().path("description").asText().isBlank(),
                panel.place("/description"),
                "there is no description",
                "say what the value means, what is normal and what to do when it is not");
    }

    private static void letters(LintedPanel panel, Faults faults) {
        Set<String> seen = new HashSet<>();
        for (LintedTarget target : panel.targets()) {
            String letter = target.json().path("refId").asText();
            faults.require(
                    !letter.isBlank() && seen.add(letter),
                    target.place("/refId"),
                    letter.isBlank() ? "the query has no letter" : "two queries are named " + letter,
                    "give each its own: what Grafana does to one it does to both");
        }
    }

    private static void transformations(LintedPanel panel, Faults faults) {
        each(panel.json().path("transformations"), (i, step) -> {
            String id = step.path("id").asText();
            faults.require(
                    GrafanaNames.TRANSFORMATIONS.has(id),
                    panel.place("/transformations/" + i + "/id"),
                    "there is no transformation '" + id + "', and Grafana skips it in silence",
                    GrafanaNames.TRANSFORMATIONS.remedy(id));
        });
    }

    private static void joinKey(LintedPanel panel, Faults faults) {
        each(panel.json().path("transformations"), (i, step) -> {
            String key = step.path("options").path("byField").asText();
            if (!step.path("id").asText().equals("joinByField")) {
                return;
            }
            faults.require(
                    JOINS.contains(step.path("options").path("mode").asText()),
                    panel.place("/transformations/" + i + "/options/mode"),
                    "nothing says what becomes of a row that only one query has",
                    "write \"mode\": \"outer\" to keep it");
            if (key.equals("Time")) {
                return;
            }
            for (LintedTarget target : panel.targets()) {
                target.promql()
                        .labels()
                        .filter(labels -> !labels.contains(key))
                        .ifPresent(labels -> faults.add(
                                target.place("/expr"),
                                "the panel joins its answers by '" + key + "', which query "
                                        + target.json().path("refId").asText() + " does not keep",
                                "aggregate by (" + key + ")"));
            }
        });
    }

    private static void joined(LintedPanel panel, Faults faults) {
        boolean together = false;
        for (JsonNode step : panel.json().path("transformations")) {
            together |= TOGETHER.contains(step.path("id").asText());
        }
        long tables = panel.targets().stream()
                .filter(target -> target.json().path("format").asText().equals("table"))
                .count();
        faults.require(
                tables < 2 || together,
                panel.place("/transformations"),
                "there are " + tables + " queries of rows, of which Grafana shows one at a time",
                "join them by a label, or merge them");
    }

    private static void names(LintedPanel panel, Faults faults) {
        if (panel.targets().size() < 2) {
            return;
        }
        for (LintedTarget target : panel.targets()) {
            faults.require(
                    target.json().path("format").asText().equals("table")
                            || !target.json().path("legendFormat").asText().isBlank(),
                    target.place("/legendFormat"),
                    "the series of query " + target.json().path("refId").asText() + " have no name",
                    "say what they are called, beside those of the other queries");
        }
    }

    private static void twice(LintedPanel panel, Faults faults) {
        Set<List<String>> seen = new HashSet<>();
        for (LintedTarget target : panel.targets()) {
            String legend = target.json().path("legendFormat").asText();
            List<String> name = new ArrayList<>(List.of(legend));
            if (legend.contains("{{")) {
                target.promql().asked().forEach(asked -> name.add(asked.series() + asked.matchers()));
            }
            faults.require(
                    legend.isBlank() || seen.add(name),
                    target.place("/legendFormat"),
                    "a query before names its series '" + legend + "' too",
                    "say what tells them apart, or ask once: two lines of one name cannot be told from each other");
        }
    }

    /** Where every transformation before it is known to leave names alone: labels, Time and the values' names. */
    private static void organize(LintedPanel panel, Faults faults) {
        each(panel.json().path("transformations"), (i, step) -> options(panel, i, step.path("options"), faults));
        Optional<Set<String>> fields = fields(panel);
        boolean plain = true;
        for (JsonNode step : panel.json().path("transformations")) {
            plain &= ROWS_OF_TABLES.contains(step.path("id").asText());
        }
        if (fields.isEmpty() || !plain) {
            return;
        }
        each(panel.json().path("transformations"), (i, step) -> {
            for (String option : List.of("renameByName", "indexByName", "excludeByName")) {
                step.path("options")
                        .path(option)
                        .fieldNames()
                        .forEachRemaining(name -> faults.require(
                                fields.get().contains(name),
                                panel.place("/transformations/" + i + "/options/" + option),
                                "there is no column '" + name + "'",
                                "take one of " + fields.get().stream().sorted().toList()));
            }
        });
    }

    private static void options(LintedPanel panel, int step, JsonNode options, Faults faults) {
        Map<String, Predicate<JsonNode>> kinds = Map.of(
                "renameByName", JsonNode::isTextual,
                "indexByName", JsonNode::isIntegralNumber,
                "excludeByName", JsonNode::isBoolean);
        kinds.forEach(
                (option, fits) -> options.path(option)
                        .properties()
                        .forEach(
                                field -> faults.require(
                                        fits.test(field.getValue()),
                                        panel.place("/transformations/" + step + "/options/" + option),
                                        "the column '" + field.getKey() + "' has " + field.getValue() + " there",
                                        "write a new name for renameByName, a place from 0 for indexByName, true or false for excludeByName")));
    }

    private static Optional<Set<String>> fields(LintedPanel panel) {
        Set<String> fields = new HashSet<>();
        List<LintedTarget> targets = panel.targets();
        fields.add("Time");
        for (int i = 0; i < targets.size(); i++) {
            Optional<Set<String>> labels = targets.get(i).promql().labels();
            if (labels.isEmpty()
                    || !targets.get(i).json().path("format").asText().equals("table")) {
                return Optional.empty();
            }
            fields.addAll(labels.get());
            fields.add("Time " + (i + 1));
            fields.add("Value #" + targets.get(i).json().path("refId").asText());
        }
        if (targets.size() == 1) {
            fields.add("Value");
        }
        return Optional.of(fields);
    }

    private static void reducers(LintedPanel panel, Faults faults) {
        LintedDashboard.texts(
                panel.json(),
                "",
                (at, text) -> faults.require(
                        !at.matches(".*/calcs/\\d+|.*/options/reducer|.*/reducers/\\d+")
                                || GrafanaNames.REDUCERS.has(text),
                        panel.place(at),
                        "there is no reducer '" + text + "'",
                        GrafanaNames.REDUCERS.remedy(text)));
    }

    private static void heatmap(LintedPanel panel, Faults faults) {
        if (!panel.type().equals("heatmap")) {
            return;
        }
        for (LintedTarget target : panel.targets()) {
            target.promql()
                    .labels()
                    .filter(labels -> !labels.contains("le") && labels.size() != 1)
                    .ifPresent(labels -> faults.add(
                            target.place("/expr"),
                            "the answers have the labels "
                                    + labels.stream().sorted().toList() + ", of which a heat map makes no rows",
                            "aggregate by (le), or by the one label that names the rows"));
        }
    }

    private interface Each {
        void accept(int index, JsonNode element);
    }

    private static void each(JsonNode array, Each each) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        for (int i = 0; i < elements.size(); i++) {
            each.accept(i, elements.get(i));
        }
    }
}
