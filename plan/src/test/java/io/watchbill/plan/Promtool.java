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

/** What promtool says about a plan. */
final class Promtool {

    private Promtool() {}

    /** The output of {@code promtool check rules}, which parses expressions and templates. */
    static String check(Plan plan) {
        List<Map<String, Object>> rules = new ArrayList<>();
        plan.recordings().forEach(series -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("record", series.name());
            rule.put("expr", series.expression().text());
            rule.put("labels", series.labels());
            rules.add(rule);
        });
        plan.alerts().forEach(alert -> {
            Map<String, Object> rule = new LinkedHashMap<>();
            rule.put("alert", alert.name());
            rule.put("expr", alert.expression().text());
            rule.put("for", Durations.format(alert.holdFor()));
            rule.put("labels", alert.labels());
            rule.put("annotations", alert.annotations());
            rules.add(rule);
        });
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("name", plan.system());
        group.put("rules", rules);
        try {
            Path file = Files.createTempFile("plan", ".yaml");
            Files.writeString(file, YamlText.of(Map.of("groups", List.of(group)), List.of()));
            Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=none", file);
            Files.delete(file);
            return result.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
