package io.watchbill.bench.objectives;

import io.watchbill.bench.objectives.Rule.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that Sloth makes of an objective of 99.9 % over 30 days: seventeen, of which seven are error ratios that are read
 * from the counters over windows of up to three days, and the ratio of 30 days is the mean of those of five minutes.
 *
 * <p>They are written anew from Sloth's documentation (https://sloth.dev) and not copied; what each rule reads was compared
 * with the objective {@code slo1} of its own test, test/integration/prometheus/testdata/out-base.yaml.tpl at commit 08adc51.
 * Labels and texts that cost nothing are left out.
 */
final class SlothRules {

    /** What stands for the ratio over the whole period. */
    static final String PERIOD_RATIO = "slo:sli_error:ratio_rate30d";

    private static final String OBJECTIVE = "0.999";
    private static final String BUDGET = "0.001";
    private static final Map<String, String> IDENTITY = identity();
    private static final String SELECTED = "{sloth_id=\"shop-requests\",sloth_service=\"shop\",sloth_slo=\"requests\"}";
    private static final String ON_IDENTITY = " / on (sloth_id, sloth_slo, sloth_service) group_left ";

    private final List<Rule> rules = new ArrayList<>();

    private SlothRules() {}

    private static Map<String, String> identity() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("sloth_id", "shop-requests");
        labels.put("sloth_service", "shop");
        labels.put("sloth_slo", "requests");
        return labels;
    }

    /** All of them, in the order of evaluation. */
    static List<Rule> of(String failed, String all) {
        SlothRules made = new SlothRules();
        made.ratios(failed, all);
        made.metadata();
        made.alert(burns("5m", "1h", "14.4") + " or " + burns("30m", "6h", "6"));
        made.alert(burns("2h", "1d", "3") + " or " + burns("6h", "3d", "1"));
        return List.copyOf(made.rules);
    }

    private void ratios(String failed, String all) {
        for (String window : List.of("5m", "30m", "1h", "2h", "6h", "1d", "3d")) {
            String range = "[" + window + "]";
            ratio(window, "(sum(rate(" + failed + range + "))) / (sum(rate(" + all + range + ")))");
        }
        String short30d = ratioOf("5m") + "[30d]";
        ratio("30d", "sum_over_time(" + short30d + ") / ignoring (sloth_window) count_over_time(" + short30d + ")");
    }

    private void ratio(String window, String expression) {
        Map<String, String> labels = new LinkedHashMap<>(IDENTITY);
        labels.put("sloth_window", window);
        rules.add(new Rule(Kind.RECORDING, "slo:sli_error:ratio_rate" + window, expression, labels));
    }

    private void metadata() {
        String budget = "slo:error_budget:ratio" + SELECTED;
        record("slo:objective:ratio", "vector(" + OBJECTIVE + ")");
        record("slo:error_budget:ratio", "vector(1 - " + OBJECTIVE + ")");
        record("slo:time_period:days", "vector(30)");
        record("slo:current_burn_rate:ratio", ratioOf("5m") + ON_IDENTITY + budget);
        record("slo:period_burn_rate:ratio", ratioOf("30d") + ON_IDENTITY + budget);
        record("slo:period_error_budget_remaining:ratio", "1 - slo:period_burn_rate:ratio" + SELECTED);
        record("sloth_slo_info", "vector(1)");
    }

    private void record(String name, String expression) {
        rules.add(new Rule(Kind.RECORDING, name, expression, IDENTITY));
    }

    private void alert(String expression) {
        rules.add(new Rule(Kind.ALERTING, "ShopRequests", expression, Map.of()));
    }

    private static String burns(String recent, String window, String factor) {
        return "(" + above(recent, factor) + " and " + above(window, factor) + ")";
    }

    private static String above(String window, String factor) {
        return "max without (sloth_window) (" + ratioOf(window) + " > (" + factor + " * " + BUDGET + "))";
    }

    private static String ratioOf(String window) {
        return "slo:sli_error:ratio_rate" + window + SELECTED;
    }
}
