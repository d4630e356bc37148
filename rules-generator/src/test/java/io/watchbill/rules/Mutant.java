package io.watchbill.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.format.AlertingRule;
import io.watchbill.rules.format.RecordingRule;
import io.watchbill.rules.format.Rule;
import io.watchbill.rules.format.RuleFile;
import io.watchbill.rules.format.RuleGroup;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * One alerting rule alone, as it is or with one thing changed, in front of the tests about that alert alone.
 *
 * @param recordings what the rule reads
 * @param rule the rule that the tests see
 */
record Mutant(List<RecordingRule> recordings, AlertingRule rule) {

    static Mutant original(Plan plan, String alert) {
        return Stream.of(RuleFiles.of(plan), RuleFiles.objectives(plan))
                .flatMap(file -> file.groups().stream())
                .flatMap(group -> group.rules().stream())
                .filter(AlertingRule.class::isInstance)
                .map(AlertingRule.class::cast)
                .filter(rule -> rule.alert().equals(alert))
                .map(rule -> new Mutant(recordings(plan, rule), rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the plan has no alert " + alert));
    }

    /** The series of the objective that the rule is about. */
    private static List<RecordingRule> recordings(Plan plan, AlertingRule rule) {
        String objective = rule.labels().get("slo");
        return Stream.of(RuleFiles.of(plan), RuleFiles.objectives(plan))
                .flatMap(file -> file.groups().stream())
                .flatMap(group -> group.rules().stream())
                .filter(RecordingRule.class::isInstance)
                .map(RecordingRule.class::cast)
                .filter(recording ->
                        objective != null && objective.equals(recording.labels().get("slo")))
                .toList();
    }

    /** The rule with the first {@code from} in its expression, duration, labels or annotations replaced. */
    Mutant replacing(String part, String from, String to) {
        Mutant mutant = switch (part) {
            case "expr" -> with(replaced(rule.expr(), from, to), rule.hold(), rule.labels(), rule.annotations());
            case "for" -> with(rule.expr(), replaced(rule.hold(), from, to), rule.labels(), rule.annotations());
            case "labels" -> with(rule.expr(), rule.hold(), replaced(rule.labels(), from, to), rule.annotations());
            case "annotations" -> with(rule.expr(), rule.hold(), rule.labels(), replaced(rule.annotations(), from, to));
            default -> throw new AssertionError("a rule has no " + part);
        };
        assertThat(mutant).as("'%s' in %s of %s", from, part, rule.alert()).isNotEqualTo(this);
        return mutant;
    }

    /** The rule with another expression. */
    Mutant asking(String expr) {
        return with(expr, rule.hold(), rule.labels(), rule.annotations());
    }

    /** The rule with another {@code for}. */
    Mutant holding(String hold) {
        return with(rule.expr(), hold, rule.labels(), rule.annotations());
    }

    /** What promtool says against the rule, empty if it passes every test about this alert in the files. */
    String complaint(Path directory, List<Path> testFiles) {
        List<Rule> rules = new ArrayList<>(recordings);
        rules.add(rule);
        write(
                directory.resolve("rules.yaml"),
                YamlText.of(new RuleFile(List.of(new RuleGroup("mutant", "30s", rules))), List.of()));
        boolean tested = false;
        for (Path testFile : testFiles) {
            Map<String, Object> own = testsOfAlert(testFile);
            if (!((List<?>) own.get("tests")).isEmpty()) {
                tested = true;
                Path file = write(directory.resolve("tests.yaml"), YamlText.of(own, List.of()));
                Tool.Result result = Tool.named("promtool").run("test", "rules", file);
                assertThat(result.output()).doesNotContain("unmarshal").doesNotContain("no such file");
                if (result.exitCode() != 0) {
                    return result.output();
                }
            }
        }
        assertThat(tested).as("some test is about %s", rule.alert()).isTrue();
        return "";
    }

    private Map<String, Object> testsOfAlert(Path testFile) {
        try {
            Map<String, Object> file =
                    new LinkedHashMap<>(new Yaml().<Map<String, Object>>load(Files.readString(testFile)));
            file.put("rule_files", List.of("rules.yaml"));
            List<Map<String, Object>> own = new ArrayList<>();
            for (Object test : (List<?>) file.get("tests")) {
                Map<String, Object> copy = new LinkedHashMap<>();
                ((Map<?, ?>) test).forEach((key, value) -> copy.put((String) key, value));
                // Some tests are about recorded series alone.
                List<?> expectations = ((List<?>) copy.getOrDefault("alert_rule_test", List.of()))
                        .stream()
                                .filter(it -> rule.alert().equals(((Map<?, ?>) it).get("alertname")))
                                .toList();
                copy.put("alert_rule_test", expectations);
                if (!expectations.isEmpty()) {
                    own.add(copy);
                }
            }
            file.put("tests", own);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mutant with(String expr, String hold, Map<String, String> labels, Map<String, String> annotations) {
        return new Mutant(
                recordings, new AlertingRule(rule.alert(), expr, hold, rule.keepFiringFor(), labels, annotations));
    }

    private static String replaced(String text, String from, String to) {
        int at = text.indexOf(from);
        return at < 0 ? text : text.substring(0, at) + to + text.substring(at + from.length());
    }

    private static Map<String, String> replaced(Map<String, String> texts, String from, String to) {
        Map<String, String> changed = new LinkedHashMap<>();
        texts.forEach((name, text) -> changed.put(name, replaced(text, from, to)));
        return changed;
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
