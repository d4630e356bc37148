package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofDashboard;
import static io.watchbill.dashboards.lint.Rule.ofPanel;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Rules about what decides how a panel looks, so that it is the file and not the release of Grafana. */
final class LookRules {

    private static final List<String> NAMES = List.of(
            "/options/legend/showLegend",
            "/options/legend/displayMode",
            "/options/legend/placement",
            "/options/legend/calcs",
            "/options/tooltip/mode",
            "/options/tooltip/sort");

    private static final List<String> REDUCED =
            List.of("/options/orientation", "/options/reduceOptions/calcs", "/options/reduceOptions/values");

    /** What each kind of panel says beside colour and thresholds. */
    private static final Map<String, List<String>> SAID = Map.of(
            "timeseries",
            and(
                    NAMES,
                    "/fieldConfig/defaults/custom/drawStyle",
                    "/fieldConfig/defaults/custom/lineInterpolation",
                    "/fieldConfig/defaults/custom/lineWidth",
                    "/fieldConfig/defaults/custom/fillOpacity",
                    "/fieldConfig/defaults/custom/showPoints",
                    "/fieldConfig/defaults/custom/spanNulls",
                    "/fieldConfig/defaults/custom/axisLabel",
                    "/fieldConfig/defaults/custom/stacking/mode",
                    "/fieldConfig/defaults/custom/thresholdsStyle/mode"),
            "stat",
            and(REDUCED, "/options/textMode", "/options/colorMode", "/options/graphMode", "/options/justifyMode"),
            "gauge",
            and(REDUCED, "/options/showThresholdLabels", "/options/showThresholdMarkers"),
            "table",
            List.of(
                    "/options/showHeader",
                    "/options/cellHeight",
                    "/fieldConfig/defaults/custom/align",
                    "/fieldConfig/defaults/custom/cellOptions/type"),
            "barchart",
            and(
                    NAMES,
                    "/options/orientation",
                    "/options/xField",
                    "/options/stacking",
                    "/options/showValue",
                    "/options/groupWidth",
                    "/options/barWidth",
                    "/fieldConfig/defaults/custom/lineWidth",
                    "/fieldConfig/defaults/custom/fillOpacity"),
            "state-timeline",
            and(
                    NAMES,
                    "/options/mergeValues",
                    "/options/showValue",
                    "/options/alignValue",
                    "/options/rowHeight",
                    "/fieldConfig/defaults/custom/lineWidth",
                    "/fieldConfig/defaults/custom/fillOpacity"),
            "heatmap",
            List.of(
                    "/options/calculate",
                    "/options/cellGap",
                    "/options/cellValues/unit",
                    "/options/color/mode",
                    "/options/color/scheme",
                    "/options/color/scale",
                    "/options/color/steps",
                    "/options/filterValues/le",
                    "/options/legend/show",
                    "/options/rowsFrame/layout",
                    "/options/tooltip/mode",
                    "/options/yAxis/axisPlacement",
                    "/options/yAxis/unit"),
            "text",
            List.of("/options/mode", "/options/content"));

    private static final List<String> OF_VALUES = List.of(
            "/fieldConfig/defaults/color/mode",
            "/fieldConfig/defaults/thresholds/mode",
            "/fieldConfig/defaults/thresholds/steps");

    private static final Set<String> THRESHOLD_MODES = Set.of("absolute", "percentage");

    private static final Pattern COLOR = Pattern.compile(
            "(?:(?:super-light|light|semi-dark|dark)-)?(?:red|orange|yellow|green|blue|purple)|text|transparent"
                    + "|#[0-9a-fA-F]{3,8}|rgba?\\([0-9., %]+\\)");

    private LookRules() {}

    static List<Rule> all() {
        return List.of(
                ofPanel(
                        "look-said",
                        "A panel says what decides how it looks: what it does not say, each release of Grafana decides.",
                        LookRules::said),
                ofPanel(
                        "value-mappings",
                        "Words for values have an order, from 0 on without a gap, and a colour each.",
                        (panel, faults) -> mappings(
                                panel, panel.defaults().path("mappings"), "/fieldConfig/defaults/mappings", faults)),
                ofPanel(
                        "override-value",
                        "An exception sets a value that has the form of that setting.",
                        LookRules::overrides),
                ofDashboard(
                        "color-known",
                        "A colour is one of Grafana's names, or #rrggbb, or rgba(…).",
                        LookRules::colors));
    }

    private static List<String> and(List<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static void said(LintedPanel panel, Faults faults) {
        Stream.concat(
                        SAID.getOrDefault(panel.type(), List.of()).stream(),
                        panel.isText() ? Stream.of() : OF_VALUES.stream())
                .filter(pointer -> panel.json().at(pointer).isMissingNode())
                .forEach(pointer -> faults.add(
                        panel.place(pointer),
                        "it is not said",
                        "say it: the panel looks one way in one release of Grafana and another in the next"));
    }

    private static void mappings(LintedPanel panel, JsonNode mappings, String at, Faults faults) {
        Set<Integer> order = new TreeSet<>();
        int results = 0;
        for (JsonNode mapping : mappings) {
            // Only exact values hold a result for each; the others hold one.
            List<JsonNode> all = mapping.path("type").asText().equals("value")
                    ? mapping.path("options").properties().stream()
                            .map(Map.Entry::getValue)
                            .toList()
                    : List.of(mapping.path("options").path("result"));
            for (JsonNode result : all) {
                results++;
                order.add(result.path("index").asInt(-1));
                faults.require(
                        result.path("text").isTextual() && result.path("color").isTextual(),
                        panel.place(at),
                        "a value has " + result + " instead of words",
                        "give it text and color");
            }
        }
        faults.require(
                order.equals(new TreeSet<>(
                        Stream.iterate(0, i -> i + 1).limit(results).toList())),
                panel.place(at),
                "the values stand in the order " + order,
                "number them from 0 on, each once");
    }

    private static void overrides(LintedPanel panel, Faults faults) {
        JsonNode overrides = panel.json().path("fieldConfig").path("overrides");
        for (int i = 0; i < overrides.size(); i++) {
            JsonNode properties = overrides.get(i).path("properties");
            for (int j = 0; j < properties.size(); j++) {
                String at = "/fieldConfig/overrides/" + i + "/properties/" + j + "/value";
                String setting = properties.get(j).path("id").asText();
                JsonNode value = properties.get(j).path("value");
                faults.require(
                        fits(setting, value),
                        panel.place(at),
                        "the setting '" + setting + "' is set to "
                                + (value.isMissingNode() ? "nothing" : value.toString()),
                        "write the same as under fieldConfig.defaults");
                if (setting.equals("mappings")) {
                    mappings(panel, value, at, faults);
                }
            }
        }
    }

    private static boolean fits(String setting, JsonNode value) {
        return switch (setting) {
            case "thresholds" ->
                THRESHOLD_MODES.contains(value.path("mode").asText())
                        && !value.path("steps").isEmpty()
                        && allHave(value.path("steps"), "color");
            case "links" -> value.isArray() && allHave(value, "url") && allHave(value, "title");
            case "mappings" -> value.isArray() && allHave(value, "type");
            case "color" -> value.path("mode").isTextual();
            case "unit" -> value.isTextual();
            case "decimals", "min", "max" -> value.isNumber();
            default -> !setting.isEmpty() && !value.isMissingNode();
        };
    }

    private static boolean allHave(JsonNode list, String text) {
        boolean all = true;
        for (JsonNode each : list) {
            all &= each.path(text).isTextual();
        }
        return all;
    }

    private static void colors(LintedDashboard dashboard, Faults faults) {
        LintedDashboard.texts(
                dashboard.json(),
                "",
                (at, text) -> faults.require(
                        !at.matches(".*/(color|fixedColor|iconColor|fill)")
                                || COLOR.matcher(text).matches(),
                        dashboard.placeInPanel(at),
                        "there is no colour '" + text + "'",
                        "take a name such as dark-red, or #rrggbb"));
    }
}
