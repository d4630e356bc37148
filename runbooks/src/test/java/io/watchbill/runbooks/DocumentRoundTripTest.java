package io.watchbill.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.watchbill.plan.Planner;
import io.watchbill.plan.Target;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.NoTraffic;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Person;
import io.watchbill.spec.Rotation;
import io.watchbill.spec.finding.FindingText;
import io.watchbill.spec.promql.OneLine;
import io.watchbill.spec.reader.DocumentTables;
import io.watchbill.spec.reader.ImportedDocument;
import io.watchbill.spec.reader.LoadedSpecification;
import io.watchbill.spec.reader.ReadResult;
import io.watchbill.spec.reader.SpecificationReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document's tables hold is the same after any way through them. */
class DocumentRoundTripTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path EXAMPLE = Path.of("../examples/flight-delay/ops.yaml");
    private static final Path EVERY_KEY = Path.of("../spec/src/test/resources/io/watchbill/spec/reader/complete.yaml");
    private static final int GENERATED = 40;

    static Stream<ObjectNode> specifications() throws IOException {
        return Stream.concat(
                Stream.of(tree(Files.readString(EXAMPLE)), tree(Files.readString(EVERY_KEY))),
                IntStream.range(0, GENERATED).mapToObj(GeneratedSpecifications::of));
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void tablesWithTheRestAsFrontMatterSayTheSame(ObjectNode written) throws IOException {
        LoadedSpecification original = read("ops.yaml", text(written));
        String document = document(original);

        LoadedSpecification back = read("ops.md", frontMatter(written) + document);

        assertThat(Held.of(back)).usingRecursiveComparison().isEqualTo(Held.of(original));
        assertThat(withoutComment(document(back))).isEqualTo(withoutComment(document));
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void renderedTwiceTheDocumentIsTheSameBytes(ObjectNode written) throws IOException {
        String first = document(read("ops.md", frontMatter(written) + document(read("ops.yaml", text(written)))));

        String second = document(read("ops.md", frontMatter(written) + first));

        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void theImportedYamlIsTheDocumentsSpecification(ObjectNode written) throws IOException {
        String document = frontMatter(written) + document(read("ops.yaml", text(written)));

        ImportedDocument imported = ImportedDocument.read(path -> document, Path.of("ops.md"));

        assertThat(read("ops.yaml", imported.yaml().orElseThrow()).specification())
                .isEqualTo(read("ops.md", document).specification());
    }

    @ParameterizedTest
    @MethodSource("specifications")
    void theTablesAloneAreImportedAndListWhatIsElsewhere(ObjectNode written) throws IOException {
        LoadedSpecification original = read("ops.yaml", text(written));

        ImportedDocument imported = ImportedDocument.read(path -> document(original), Path.of("ops.md"));

        assertThat(imported.yaml()).isPresent();
        assertThat(imported.elsewhere()).isEqualTo(DocumentTables.elsewhere(original));
        JsonNode tables = YAML.readTree(imported.yaml().orElseThrow());
        assertThat(tables.path("monitoring").path("keyMetrics").size())
                .isEqualTo(original.specification().monitoring().keyMetrics().size());
        assertThat(tables.path("slos").size())
                .isEqualTo(original.specification().slos().size());
        assertThat(tables.path("onCall").path("rotations").size())
                .isEqualTo(original.specification().onCall().rotations().size());
        original.specification().onCall().rotations().stream()
                .filter(Rotation.Scheduled.class::isInstance)
                .flatMap(rotation -> ((Rotation.Scheduled) rotation).members().stream())
                .filter(id -> !id.equals(GeneratedSpecifications.UNTELLABLE))
                .forEach(id -> assertThat(tables.path("onCall")
                                .path("people")
                                .path(id)
                                .path("name")
                                .asText())
                        .isEqualTo(original.specification()
                                .onCall()
                                .person(id)
                                .map(Person::name)
                                .orElseThrow()));
    }

    @Test
    void whatNoTableHoldsIsListedAtTheDocumentsEnd() throws IOException {
        String document = document(read("ops.yaml", Files.readString(EXAMPLE)));

        assertThat(document.lines().toList())
                .last()
                .asString()
                .startsWith("<!-- The specification also says: alerting.alerts[].impact, alerting.alerts[].summary, ")
                .contains("metadata.name", "models", "monitoring.keyMetrics[].severity", "onCall.people", "sources")
                .doesNotContain("slos", "maintenance,", "rotations");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops.md", "OPS.MD", "ops.markdown"})
    void aDocumentIsKnownByItsName(String name) throws IOException {
        ObjectNode written = tree(Files.readString(EXAMPLE));
        String document = frontMatter(written) + document(read("ops.yaml", text(written)));

        assertThat(read(name, document.replace("\n", "\r\n")).specification().slos())
                .hasSize(4);
    }

    private static String document(LoadedSpecification written) {
        return OperationsDocument.render(Planner.plan(written, Target.DEFAULT), DocumentTables.elsewhere(written))
                .get(0)
                .content();
    }

    private static String withoutComment(String document) {
        return document.replaceAll("(?m)^<!--.*-->$", "");
    }

    private static LoadedSpecification read(String name, String content) {
        ReadResult result = new SpecificationReader(path -> content).read(Path.of(name));
        assertThat(result.findings().stream().map(FindingText::render).toList())
                .as(content)
                .isEmpty();
        return result.loaded().orElseThrow();
    }

    private static ObjectNode tree(String yaml) throws IOException {
        return (ObjectNode) YAML.readTree(yaml);
    }

    private static String text(JsonNode node) throws IOException {
        return YAML.writeValueAsString(node);
    }

    /** The specification without what the tables hold. */
    private static String frontMatter(ObjectNode written) throws IOException {
        ObjectNode rest = written.deepCopy();
        rest.remove(List.of("maintenance", "slos"));
        rest.withObject("/metadata").remove("title");
        rest.withObject("/monitoring").remove(List.of("keyMetrics", "dashboards"));
        rest.withObject("/alerting").remove("alerts");
        rest.withObject("/onCall").remove(List.of("rotations", "timezone"));
        return text(rest) + "---\n\n";
    }

    /** What the tables hold of a specification. */
    private record Held(
            String title,
            Object timezone,
            List<?> dashboards,
            List<?> keyMetrics,
            List<?> alerts,
            List<?> rotations,
            List<?> maintenance,
            List<?> objectives) {

        static Held of(LoadedSpecification loaded) {
            OperationsSpecification specification = loaded.specification();
            return new Held(
                    specification.metadata().title(),
                    specification.onCall().timezone(),
                    specification.monitoring().dashboards(),
                    specification.monitoring().keyMetrics().stream()
                            .map(metric -> List.of(
                                    metric.metric(),
                                    metric.matchers(),
                                    metric.over(),
                                    metric.normal(),
                                    metric.warning(),
                                    metric.critical()))
                            .toList(),
                    specification.alerting().alerts().stream()
                            .map(alert -> List.of(
                                    alert.name(), expression(alert.expression()), alert.severity(), alert.runbook()))
                            .toList(),
                    specification.onCall().rotations().stream()
                            .map(Held::rotation)
                            .toList(),
                    specification.maintenance().stream()
                            .map(window -> List.of(
                                    window.name(),
                                    window.frequency(),
                                    window.duration(),
                                    window.timezone(),
                                    window.activities()))
                            .toList(),
                    specification.slos().stream()
                            .map(slo -> List.of(
                                    slo.name(),
                                    slo.objective(),
                                    slo.target(),
                                    slo.period(),
                                    NoTraffic.UNKNOWN,
                                    measurement(slo.measurement())))
                            .toList());
        }

        private static Object expression(AlertExpression expression) {
            return expression instanceof AlertExpression.Promql promql
                    ? new AlertExpression.Promql(OneLine.of(promql.query()), promql.holdFor())
                    : expression;
        }

        private static Object rotation(Rotation rotation) {
            return rotation instanceof Rotation.Scheduled scheduled
                    ? List.of(scheduled.role(), scheduled.shifts())
                    : rotation;
        }

        private static Object measurement(Measurement measurement) {
            if (measurement instanceof Measurement.BadEvents events) {
                return List.of("bad", event(events.bad()), event(events.total()));
            }
            return measurement instanceof Measurement.GoodEvents events
                    ? List.of("good", event(events.good()), event(events.total()))
                    : measurement;
        }

        /** The words that part two counters may stand inside a text in another way. */
        private static String event(String counter) {
            return OneLine.of(counter).replace("of\\x20total", "of total");
        }
    }
}
