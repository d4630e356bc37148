package io.watchbill.rules.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.yaml.YamlText;
import io.watchbill.rules.format.AlertExpectation;
import io.watchbill.rules.format.AlertingRule;
import io.watchbill.rules.format.ExpectedAlert;
import io.watchbill.rules.format.Rule;
import io.watchbill.rules.format.RuleFile;
import io.watchbill.rules.format.RuleGroup;
import io.watchbill.rules.format.TestCase;
import io.watchbill.rules.format.TestFile;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateReadingTest {

    private static final Map<String, String> LABELS = Map.of("column", "a b*~/&=?\u00fc", "model", "m");

    private static final List<String> TEMPLATES = List.of(
            "{{ $value | humanize }}",
            "{{ $value | humanize1024 }}B/s",
            "{{ $value | humanizePercentage }}",
            "{{ $value | humanizeDuration }}",
            "{{ $value | printf \"%.4g\" }}",
            "{{ \"{{\" }} is {{ $labels.column }}, {{ $labels.absent }}.",
            "?var={{ $labels.column | urlquery }}&{{$labels.model}}");

    @TempDir
    Path directory;

    @Test
    void valuesAndLabelsReadAsPrometheusWritesThem() throws IOException {
        List<Rule> rules = new ArrayList<>();
        List<AlertExpectation> expectations = new ArrayList<>();
        for (String value : List.of(
                "0",
                "1",
                "-1",
                "0.25",
                "0.009999",
                "0.02505",
                "1e-05",
                "-0.00012345",
                "59.99",
                "60",
                "61.7",
                "3600.5",
                "90061",
                "-7322",
                "999.95",
                "1000",
                "1023",
                "1024",
                "12345.678",
                "1048576",
                "123456789012",
                "4e+15")) {
            String name = "Value" + rules.size();
            Map<String, String> templates = new LinkedHashMap<>();
            TEMPLATES.forEach(template -> templates.put("t" + templates.size(), template));
            String labelled = "label_replace(label_replace(vector(" + value + "), \"column\", \"" + LABELS.get("column")
                    + "\", \"\", \"\"), \"model\", \"m\", \"\", \"\")";
            rules.add(new AlertingRule(name, labelled, null, null, Map.of(), templates));
            TemplateReading reading = new TemplateReading(LABELS, Double.parseDouble(value));
            expectations.add(new AlertExpectation(
                    "0s",
                    name,
                    List.of(new ExpectedAlert(LABELS, reading.readAll(templates).orElseThrow()))));
        }
        RuleFile file = new RuleFile(List.of(new RuleGroup("values", null, rules)));
        Files.writeString(directory.resolve("rules.yaml"), YamlText.of(file, List.of()));
        TestFile tests = new TestFile(
                List.of("rules.yaml"), "1m", List.of(new TestCase("values", "1m", List.of(), expectations)));
        Path testFile = Files.writeString(directory.resolve("tests.yaml"), YamlText.of(tests, List.of()));

        Tool.Result result = Tool.named("promtool").run("test", "rules", testFile);

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if $value }}x{{ end }}",
                "{{ $value | query }}",
                "{{- $labels.model }}",
                "{{ $labels.model | toUpper }}",
                "{{ query \"up\" }}",
                "{{ $externalLabels.x }}"
            })
    void whatIsNotReadIsNotGuessed(String template) {
        assertThat(new TemplateReading(LABELS, 1).read(template)).isEmpty();
    }
}
