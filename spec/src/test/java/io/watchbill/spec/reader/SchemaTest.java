package io.watchbill.spec.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.catalogue.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaTest {
    private static final Path SCHEMA = Path.of("src/main/resources/io/watchbill/spec/watchbill.schema.json");
    private static final Path COMPLETE = Path.of("src/test/resources/io/watchbill/spec/reader/complete.yaml");
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    private static JsonNode schema() throws IOException {
        return new ObjectMapper().readTree(Files.readString(SCHEMA));
    }

    private static List<Error> errors(JsonNode specification) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
        return schema.validate(specification);
    }

    @Test
    void theSchemaIsOneItself() throws IOException {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

        assertThat(meta.validate(schema())).isEmpty();
    }

    @Test
    void theExampleIsAccepted() throws IOException {
        assertThat(errors(YAML.readTree(Files.readString(EXAMPLE)))).isEmpty();
    }

    @Test
    void aSpecificationWithEveryKeyIsAcceptedByBoth() throws IOException {
        assertThat(errors(YAML.readTree(Files.readString(COMPLETE)))).isEmpty();
        assertThat(new SpecificationReader(TextFiles.ofFileSystem())
                        .read(COMPLETE)
                        .findings())
                .isEmpty();
    }

    @Test
    void anOverlayMayLeaveOutWhatItsBaseHasAndRemoveWithNull() throws IOException {
        String overlay = """
                extends: [ops.yaml]
                metadata: {environment: staging, useCase: null}
                alerting: {alerts: [{name: FlightDelayDistanceDrift, severity: P3}]}
                maintenance: null
                """;

        assertThat(errors(YAML.readTree(overlay))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/name | Flight Delay",
                "/metadata/owners | team",
                "/models/flight_delay/task | clustering",
                "/models/flight_delay/drift/windows | yesterday",
                "/models/flight_delay/drift/warning/pValue | little",
                "/models/flight_delay/performance/labelDelay | 2 hours",
                "/alerting/receivers/page/pager_configs | x",
                "/alerting/severities | P5",
                "/onCall/escalation/by | nobody",
                "/metadata/links/logs | logs.example.com",
                "/apiVersion | watchbill/v2"
            })
    void aWrongValueIsRejected(String pointer, String value) throws IOException {
        JsonNode example = YAML.readTree(Files.readString(EXAMPLE));
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) example.at(pointer.substring(0, last))).put(pointer.substring(last + 1), value);

        assertThat(errors(example)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metadata/owner", "/models/flight_delay/task", "/models", "/kind"})
    void aMissingKeyIsRejected(String pointer) throws IOException {
        JsonNode example = YAML.readTree(Files.readString(EXAMPLE));
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) example.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));

        assertThat(errors(example)).isNotEmpty();
    }

    @Test
    void schemaAndReaderKnowTheSameKeys() throws IOException {
        Map<String, Set<String>> ofSchema = new TreeMap<>();
        collect(schema(), List.of(schema()), "", ofSchema);
        ofSchema.get("").remove(ExtendingFiles.EXTENDS);

        assertThat(ofReader()).isEqualTo(ofSchema);
    }

    @Test
    void everyKeyHasADescription() throws IOException {
        JsonNode schema = schema();
        ((ObjectNode) schema.get("$defs")).remove("complete");
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        properties("", schema, properties);

        assertThat(properties).hasSizeGreaterThan(150);
        assertThat(properties.values()).allMatch(property -> property.has("description"));
    }

    private static void properties(String path, JsonNode node, Map<String, JsonNode> found) {
        node.path("properties").properties().forEach(entry -> found.put(path + "/" + entry.getKey(), entry.getValue()));
        node.properties().forEach(entry -> properties(path + "/" + entry.getKey(), entry.getValue(), found));
        node.path("anyOf").forEach(option -> properties(path + "/anyOf", option, found));
    }

    @Test
    void editorsOfferExactlyThePresets() throws IOException {
        List<String> shown = new ArrayList<>();
        schema().findParents("preset")
                .forEach(parent -> parent.path("preset").path("examples").forEach(name -> shown.add(name.asText())));

        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        MetricCatalogue.presets().stream().map(Preset::name).toList());
    }

    @Test
    void theCopyForEditorsIsTheSame() throws IOException {
        assertThat(Path.of("../docs/watchbill.schema.json")).hasSameTextualContentAs(SCHEMA);
    }

    /** The keys that the reader asks for, by the path of their map; names that users choose are {@code *}, elements of lists {@code []}. */
    static Map<String, Set<String>> ofReader() throws IOException {
        Findings findings = new Findings();
        Node.Mapping content = new ExtendingFiles(TextFiles.ofFileSystem(), findings).open(COMPLETE);
        ReadingContext context = new ReadingContext(findings, Set.of());
        RootReader.read(new MapReader(context, List.of(), content, content.location(), true));
        Map<String, Set<String>> keys = new TreeMap<>();
        context.keys()
                .forEach((path, known) -> keys.computeIfAbsent(general(path), ignored -> new TreeSet<>())
                        .addAll(known));
        return keys;
    }

    static String general(List<String> path) {
        return Setting.dotted(path)
                .replaceAll("\\[\\d+]", "[]")
                .replaceAll("^models\\.[^.]+", "models.*")
                .replaceAll("\\.(features|quality|people)\\.[^.]+", ".$1.*");
    }

    private static void collect(JsonNode root, List<JsonNode> nodes, String path, Map<String, Set<String>> keys) {
        Map<String, List<JsonNode>> below = new LinkedHashMap<>();
        for (JsonNode node : alternatives(root, nodes)) {
            node.path("properties").properties().forEach(property -> {
                keys.computeIfAbsent(path, ignored -> new TreeSet<>()).add(property.getKey());
                String next = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                below.computeIfAbsent(next, ignored -> new ArrayList<>()).add(property.getValue());
            });
            if (node.path("items").isObject()) {
                below.computeIfAbsent(path + "[]", ignored -> new ArrayList<>()).add(node.get("items"));
            }
            if (node.path("additionalProperties").isObject()) {
                below.computeIfAbsent(path + ".*", ignored -> new ArrayList<>()).add(node.get("additionalProperties"));
            }
        }
        below.forEach((next, children) -> collect(root, children, next, keys));
    }

    private static Set<JsonNode> alternatives(JsonNode root, List<JsonNode> nodes) {
        Set<JsonNode> all = new LinkedHashSet<>();
        for (JsonNode node : nodes) {
            all.add(node);
            node.path("anyOf").forEach(option -> all.addAll(alternatives(root, List.of(option))));
            if (node.has("$ref")) {
                all.add(root.at(node.get("$ref").asText().substring(1)));
            }
        }
        return all;
    }
}
