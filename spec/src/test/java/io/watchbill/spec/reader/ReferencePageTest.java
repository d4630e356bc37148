package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.spec.finding.FindingText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Holds docs/spec.md against the code. */
class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/spec.md");
    private static final Path SCHEMA = Path.of("src/main/resources/io/watchbill/spec/watchbill.schema.json");
    private static final Path CASES = Path.of("src/test/resources/io/watchbill/spec/reader/findings");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*) \\| (.*) \\|");

    /** The cells of each table row by the path and key that it describes. */
    private static Map<String, Map<String, String>> rows() throws IOException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        String path = "none";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("### ")) {
                path = line.substring(5, line.length() - 1).replace("the file", "");
            } else if (line.startsWith("## ")) {
                path = "none";
            }
            Matcher row = ROW.matcher(line);
            if (!path.equals("none") && row.matches()) {
                rows.computeIfAbsent(path, ignored -> new LinkedHashMap<>()).put(row.group(1), row.group(3));
            }
        }
        return rows;
    }

    @Test
    void thePageDescribesExactlyTheKeysOfTheReader() throws IOException {
        Map<String, Set<String>> described = new TreeMap<>();
        rows().forEach((path, keys) -> described.put(path, new TreeSet<>(keys.keySet())));
        described.get("").remove(ExtendingFiles.EXTENDS);

        assertThat(described).isEqualTo(SchemaTest.ofReader());
    }

    @Test
    void thePageListsExactlyTheCodes() throws IOException {
        List<String> listed = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| WB"))
                .toList();

        assertThat(listed)
                .containsExactlyElementsOf(Arrays.stream(SpecificationCode.values())
                        .map(code -> "| " + code.id() + " | " + code.title() + " |")
                        .toList());
    }

    @Test
    void defaultsOfPageAndSchemaAreThoseOfTheReader() throws IOException {
        LoadedSpecification loaded = new SpecificationReader(path -> minimal())
                .read(Path.of("ops.yaml"))
                .loaded()
                .orElseThrow();
        JsonNode schema = new ObjectMapper().readTree(Files.readString(SCHEMA));
        Map<String, Map<String, String>> rows = rows();
        List<String> compared = new ArrayList<>();
        for (Setting setting : loaded.settings()) {
            String key = setting.path().get(setting.path().size() - 1);
            JsonNode node = at(schema, setting.path());
            if (setting.origin().isPresent() || node.path("default").isMissingNode()) {
                continue;
            }
            List<String> path = setting.path().subList(0, setting.path().size() - 1);
            String cell = rows.get(SchemaTest.general(path)).get(key);

            assertThat(text(node.get("default"))).as(setting.path().toString()).isEqualTo(text(setting.value()));
            assertThat(cell)
                    .as(setting.path().toString())
                    .isEqualTo(text(setting.value()).isEmpty() ? "empty" : "`" + text(setting.value()) + "`");
            compared.add(key);
        }
        assertThat(compared).hasSizeGreaterThan(60);
    }

    @Test
    void thePageShowsAFindingAsItIsPrinted() throws IOException {
        String overlay = Files.readString(CASES.resolve("WB103.txt")).split("-- \\S+ --\n", -1)[1];
        ReadResult result = new SpecificationReader(path ->
                        path.toString().equals("base.yaml") ? Files.readString(CASES.resolve("base.yaml")) : overlay)
                .read(Path.of("ops.yaml"));

        assertThat(Files.readString(PAGE))
                .contains(FindingText.render(result.findings().get(0)));
    }

    @Test
    void theSmallestExampleOfThePageHasNoFindings() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```yaml\n") + 8;
        String example = page.substring(from, page.indexOf("```", from));

        assertThat(new SpecificationReader(path -> example)
                        .read(Path.of("ops.yaml"))
                        .findings())
                .isEmpty();
    }

    private static String minimal() {
        return """
                apiVersion: watchbill/v1
                kind: OperationsSpecification
                metadata: {name: churn, owner: team-churn}
                models:
                  churn:
                    task: regression
                    features: {plan: {type: categorical}}
                    performance: {holdout: {arm: holdout, share: 5%}}
                    quality: {groundedness: {}}
                business: {conversion: {event: bought, within: 1h}}
                sources: {application: [{preset: watchbill}]}
                monitoring:
                  keyMetrics: [{metric: error_rate, warning: "> 1%"}]
                  dashboards: [{name: Map, link: https://grafana.example.com}]
                alerting: {alerts: [{name: A, condition: error_rate > 1%, severity: P3, tests: [{firesAt: 5m, value: 1}]}]}
                slos: [{name: availability, target: 99.9%, measurement: error_rate}]
                maintenance: [{name: Retraining, frequency: every day, duration: 1h}]
                runbooks:
                  operations: [{name: Roll back}]
                  troubleshooting: [{id: drift, symptom: It drifts.}]
                """;
    }

    private static JsonNode at(JsonNode schema, List<String> path) {
        JsonNode node = schema;
        for (String key : path) {
            node = key.startsWith("[") ? node.path("items") : below(node, key);
        }
        return node;
    }

    private static JsonNode below(JsonNode node, String key) {
        JsonNode direct = node.path("properties").path(key);
        return direct.isMissingNode() ? node.path("additionalProperties") : direct;
    }

    private static String text(JsonNode value) {
        return value.isArray()
                ? "["
                        + String.join(
                                ", ",
                                StreamSupport.stream(value.spliterator(), false)
                                        .map(JsonNode::asText)
                                        .toList())
                        + "]"
                : value.asText();
    }

    private static String text(Setting.Value value) {
        if (value instanceof Setting.Value.Text text) {
            return text.text();
        }
        return value instanceof Setting.Value.Texts texts ? "[" + String.join(", ", texts.texts()) + "]" : "{}";
    }
}
