package io.watchbill.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.watchbill.plan.lint.LintCode;
import io.watchbill.spec.finding.Finding;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.reader.SpecificationCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportsTest {
    private static final String HOSTILE = "50 % of \"this\", <that> & ]]> \u0007 \ud83d\ude80 ::error::\nline: two";

    private static final Finding ERROR = new Finding(
            SpecificationCode.UNKNOWN_KEY,
            new Location("a b/100%,x:y.yaml", 3, 5, 4),
            "    \u0000key: \"<&>\"",
            HOSTILE,
            Optional.of("one, or two"),
            Optional.of("mend it"));
    private static final Finding WARNING = new Finding(
            LintCode.NOISY, new Location("ops.yaml", 7, 1, 0), "", "noise", Optional.empty(), Optional.empty());
    private static final Finding INFO = new Finding(
            LintCode.UNPROVEN, new Location("/abs/ops.yaml", 9, 2, 1), "", "note", Optional.empty(), Optional.empty());
    private static final Checked CHECKED =
            new Checked(List.of(Path.of("clean.yaml"), Path.of("ops.yaml")), List.of(ERROR, WARNING, INFO), Map.of());

    @Test
    void sarifIsValidByItsSchema() throws IOException {
        JsonNode log = new ObjectMapper().readTree(Reports.sarif(CHECKED, "1.2.3"));

        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                .getSchema(schema())
                .validate(log);

        assertThat(errors).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoSarif() throws IOException {
        JsonNode log = new ObjectMapper()
                .readTree(Reports.sarif(CHECKED, "1.2.3").replace("\"startLine\" : 3", "\"startLine\" : 0"));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                        .getSchema(schema())
                        .validate(log))
                .isNotEmpty();
    }

    @Test
    void sarifSaysWhatWhereAndHowBad() throws IOException {
        JsonNode run = new ObjectMapper()
                .readTree(Reports.sarif(CHECKED, "1.2.3"))
                .path("runs")
                .path(0);

        assertThat(run.path("columnKind").asText()).isEqualTo("unicodeCodePoints");
        assertThat(run.at("/tool/driver/rules").findValuesAsText("id")).containsExactly("WB103", "WB705", "WB813");
        assertThat(run.path("results").findValuesAsText("level")).containsExactly("error", "warning", "note");
        assertThat(run.path("results").findValuesAsText("ruleIndex")).containsExactly("0", "1", "2");
        assertThat(run.path("results").findValuesAsText("uri"))
                .containsExactly("./a%20b/100%25,x:y.yaml", "ops.yaml", "file:///abs/ops.yaml");
        assertThat(run.at("/results/0/message/text").asText())
                .isEqualTo(HOSTILE + "\nexpected: one, or two\nhelp: mend it");
        JsonNode region = run.at("/results/0/locations/0/physicalLocation/region");
        assertThat(region.path("startLine").asInt()).isEqualTo(3);
        assertThat(region.path("startColumn").asInt()).isEqualTo(5);
        assertThat(region.path("endColumn").asInt()).isEqualTo(9);
    }

    @Test
    void workflowCommandsEscapeWhatWouldEndThem() {
        assertThat(Reports.github(CHECKED).lines())
                .containsExactly(
                        "::error file=a b/100%25%2Cx%3Ay.yaml,line=3,endLine=3,col=5,endColumn=8,title=WB103%3A a key that"
                                + " the format does not have::50 %25 of \"this\", <that> & ]]> \u0007 \ud83d\ude80"
                                + " ::error::%0Aline: two%0Aexpected: one, or two%0Ahelp: mend it",
                        "::warning file=ops.yaml,line=7,endLine=7,col=1,endColumn=1,title=WB705%3A an alert fires at a"
                                + " single evaluation::noise",
                        "::notice file=/abs/ops.yaml,line=9,endLine=9,col=2,endColumn=2,title=WB813%3A no generated test"
                                + " can prove an alert::note");
    }

    @Test
    void junitIsWellFormedWhateverTheFindingsSay() throws Exception {
        Document document = document(Reports.junit(CHECKED, false));

        List<Element> suites = children(document.getDocumentElement());
        assertThat(suites)
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly("clean.yaml", "ops.yaml", "a b/100%,x:y.yaml", "/abs/ops.yaml");
        assertThat(suites).extracting(suite -> suite.getAttribute("failures")).containsExactly("0", "0", "1", "0");
        assertThat(suites).extracting(suite -> suite.getAttribute("skipped")).containsExactly("0", "1", "0", "1");
        assertThat(suites).extracting(suite -> suite.getAttribute("tests")).containsExactly("1", "1", "1", "1");
        Element failure = children(children(suites.get(2)).get(0)).get(0);
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("message"))
                .isEqualTo(HOSTILE.replace('\u0007', '\ufffd').replace('\n', ' '));
        assertThat(failure.getTextContent()).contains("a b/100%,x:y.yaml:3:5: error[WB103]: ");
    }

    @Test
    void underStrictAWarningIsAFailureOfJunitToo() throws Exception {
        List<Element> suites = children(document(Reports.junit(CHECKED, true)).getDocumentElement());

        assertThat(suites).extracting(suite -> suite.getAttribute("failures")).containsExactly("0", "1", "1", "0");
    }

    private static JsonNode schema() throws IOException {
        try (InputStream in = ReportsTest.class.getResourceAsStream("sarif-2.1.0.schema.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        }
    }

    private static Document document(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static List<Element> children(Element element) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(index -> element.getChildNodes().item(index))
                .filter(node -> node instanceof Element)
                .map(node -> (Element) node)
                .toList();
    }
}
