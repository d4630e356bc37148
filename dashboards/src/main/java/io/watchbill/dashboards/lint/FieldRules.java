package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofPanel;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** Rules about how values look. */
final class FieldRules {

    /** Kinds whose bar or needle has ends. */
    private static final Set<String> BOUNDED = Set.of("gauge", "bargauge");

    private FieldRules() {}

    static List<Rule> all() {
        return List.of(
                ofPanel(
                        "panel-units-rule",
                        "Values have a unit that Grafana has, unless words stand for them.",
                        FieldRules::unit),
                ofPanel(
                        "no-value",
                        "A panel says what it means when it shows nothing.",
                        (panel, faults) -> faults.require(
                                panel.isText()
                                        || !panel.defaults()
                                                .path("noValue")
                                                .asText()
                                                .isBlank(),
                                panel.place("/fieldConfig/defaults/noValue"),
                                "nothing is said where there is no value",
                                "say what it means: 'none', 'no exporter', 'too few samples'")),
                ofPanel("threshold-steps", "Thresholds begin without a value and rise.", FieldRules::thresholds),
                ofPanel(
                        "gauge-ends",
                        "A share on a gauge runs from 0 to 1.",
                        (panel, faults) -> faults.require(
                                !BOUNDED.contains(panel.type())
                                        || !panel.defaults()
                                                .path("unit")
                                                .asText()
                                                .equals("percentunit")
                                        || (panel.defaults().path("min").isNumber()
                                                && panel.defaults().path("max").isNumber()),
                                panel.place("/fieldConfig/defaults"),
                                "a share is drawn between ends that depend on the values",
                                "give min and max")),
                ofPanel(
                        "matcher-id",
                        "What an override is for is said in a way that Grafana knows.",
                        FieldRules::matchers));
    }

    private static void unit(LintedPanel panel, Faults faults) {
        if (panel.isText()) {
            return;
        }
        JsonNode unit = panel.defaults().path("unit");
        boolean words = !panel.defaults().path("mappings").isEmpty();
        boolean noNumber = panel.type().equals("stat")
                && !panel.json()
                        .path("options")
                        .path("reduceOptions")
                        .path("fields")
                        .asText()
                        .isEmpty();
        if (!unit.isMissingNode()) {
            unit(panel, "/fieldConfig/defaults/unit", unit.asText(), faults);
        } else {
            faults.require(
                    words || noNumber,
                    panel.place("/fieldConfig/defaults/unit"),
                    "the values have no unit",
                    "give one, such as percentunit for a share and s for seconds");
        }
        JsonNode overrides = panel.json().path("fieldConfig").path("overrides");
        for (int i = 0; i < overrides.size(); i++) {
            JsonNode properties = overrides.get(i).path("properties");
            for (int j = 0; j < properties.size(); j++) {
                if (properties.get(j).path("id").asText().equals("unit")) {
                    String at = "/fieldConfig/overrides/" + i + "/properties/" + j + "/value";
                    unit(panel, at, properties.get(j).path("value").asText(), faults);
                }
            }
        }
    }

    private static void unit(LintedPanel panel, String at, String unit, Faults faults) {
        // After these a unit of one's own may follow, such as "suffix:flights".
        boolean own = unit.matches("(prefix|suffix|time|si|count|currency|bool):.+");
        faults.require(
                own || GrafanaNames.UNITS.has(unit),
                panel.place(at),
                "there is no unit '" + unit + "'",
                GrafanaNames.UNITS.remedy(unit));
    }

    private static void thresholds(LintedPanel panel, Faults faults) {
        if (panel.isText()) {
            return;
        }
        List<JsonNode> all = panel.json().path("fieldConfig").findValues("steps");
        for (JsonNode steps : all) {
            BigDecimal last = null;
            for (int i = 0; i < steps.size(); i++) {
                JsonNode value = steps.get(i).path("value");
                if (i == 0) {
                    faults.require(
                            value.isNull(),
                            panel.place("/fieldConfig"),
                            "the first threshold begins at " + value,
                            "let it begin at null: values under it have no colour otherwise");
                    continue;
                }
                boolean rises = value.isNumber()
                        && (last == null || value.decimalValue().compareTo(last) > 0);
                faults.require(
                        rises,
                        panel.place("/fieldConfig"),
                        "the threshold " + value + " does not lie over the one before it",
                        "order the steps by their values");
                last = value.isNumber() ? value.decimalValue() : last;
            }
        }
    }

    private static void matchers(LintedPanel panel, Faults faults) {
        JsonNode overrides = panel.json().path("fieldConfig").path("overrides");
        for (int i = 0; i < overrides.size(); i++) {
            String id = overrides.get(i).path("matcher").path("id").asText();
            faults.require(
                    GrafanaNames.MATCHERS.has(id),
                    panel.place("/fieldConfig/overrides/" + i + "/matcher/id"),
                    "there is no matcher '" + id + "'",
                    GrafanaNames.MATCHERS.remedy(id));
        }
    }
}
