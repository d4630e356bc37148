package io.watchbill.plan;

import io.watchbill.plan.yaml.YamlText;
import io.watchbill.spec.Durations;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What promtool says about a plan. */
final class Promtool {

    private static final Pattern NAMED = Pattern.compile("alertname=~?\"([^\"]+)\"");

    private Promtool() {}

    /** The output of {@code promtool check rules}, which parses expressions and templates. */
    static String check(Plan plan) {
        try {
            Path file = Files.createTempFile("plan", ".yaml");
            Files.writeString(file, rules(plan, alert -> true));
            Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=none", file);
            Files.delete(file);
            return result.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The output of {@code promtool test rules} with what the plan records, and with its alerts that the tests name: promtool
     * evaluates every rule at every step.
     *
     * @param tests the file's YAML behind {@code rule_files}
     */
    static String test(Path folder, Plan plan, String tests) {
        return test(Tool.named("promtool"), folder, plan, tests);
    }

    /** The same of one of several promtools. */
    static String test(Tool promtool, Path folder, Plan plan, String tests) {
        try {
            if (tests.replace("ALERTS{alertname", "").contains("ALERTS")) {
                throw new IllegalArgumentException("expected the alerts' names: ALERTS{alertname=\"…\"}");
            }
            List<Pattern> named = NAMED.matcher(tests)
                    .results()
                    .map(name -> Pattern.compile(name.group(1)))
                    .toList();
            Files.writeString(
                    folder.resolve("rules.yaml"),
                    rules(
                            plan,
                            alert -> named.stream()
                                    .anyMatch(name -> name.matcher(alert.name()).matches())));
            Path file = Files.writeString(folder.resolve("tests.yaml"), "rule_files: [rules.yaml]\n" + tests);
            return promtool.run("test", "rules", file).output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rules(Plan plan, Predicate<PlannedAlert> wanted) {
        List<Map<String, Object>> rules = new ArrayList<>();
        plan.recordings().forEach(series -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("record", series.name());
            rule.put("expr", series.expression().text());
            rule.put("labels", series.labels());
            rules.add(rule);
        });
        plan.alerts().stream().filter(wanted).forEach(alert -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("alert", alert.name());
            rule.put("expr", alert.expression().text());
            rule.put("for", Durations.format(alert.holdFor()));
            alert.keepFiringFor().ifPresent(keep -> rule.put("keep_firing_for", Durations.format(keep)));
            rule.put("labels", alert.labels());
            rule.put("annotations", alert.annotations());
            rules.add(rule);
        });
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", plan.system());
        group.put("rules", rules);
        return YamlText.of(Map.of("groups", List.of(group)), List.of());
    }
}
