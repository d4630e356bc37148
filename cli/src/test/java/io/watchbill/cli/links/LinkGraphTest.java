package io.watchbill.cli.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.watchbill.cli.links.BrokenLink.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each break is planted in what the example compiles to. */
class LinkGraphTest {

    private static final Path GENERATED = Path.of("../examples/flight-delay/generated");
    private static final String RUNBOOK = "runbooks/flight-delay.md";
    private static final String RULES = "rules/flight-delay.yaml";
    private static final String DASHBOARD = "dashboards/flight-delay-production-application.json";
    private static final String ROUTES = "alertmanager/alertmanager.yml";
    private static final String DOWN = "<a id=\"flightdelaydown\"></a>\n\n### FlightDelayDown\n";

    private final Map<String, String> files = files();

    @Test
    void whatTheExampleCompilesToIsClosed() {
        assertThat(broken()).isEmpty();
    }

    @Test
    void anAlertWhoseSectionIsGoneIsFoundWithEveryLinkToIt() {
        change(RUNBOOK, DOWN, "### FlightDelayDown\n");

        assertThat(broken())
                .extracting(BrokenLink::kind, BrokenLink::text)
                .containsExactly(
                        tuple(
                                Kind.ALERT_WITHOUT_SECTION,
                                RULES + ": FlightDelayDown has no section in " + RUNBOOK
                                        + ": expected <a id=\"flightdelaydown\"></a> and a heading of its name, with its"
                                        + " query"),
                        tuple(
                                Kind.DEAD_LINK,
                                RULES + ": the runbook_url of FlightDelayDown leads to #flightdelaydown, which is no"
                                        + " anchor of " + RUNBOOK),
                        tuple(
                                Kind.DEAD_LINK,
                                RUNBOOK + ": a link leads to #flightdelaydown, which is no anchor of the file"));
    }

    @Test
    void aSectionOfAnAlertThatNoRuleHasIsFound() {
        change(RULES, "alert: FlightDelayDown\n", "alert: FlightDelayGone\n");

        assertOnly(
                Kind.SECTION_WITHOUT_ALERT,
                RUNBOOK + ": the section #flightdelaydown is about an alert that no rule has");
    }

    @Test
    void anAnchorThatNothingLeadsToIsFound() {
        change(RUNBOOK, "## Escalation\n", "<a id=\"nowhere\"></a>\n\n## Escalation\n");

        assertOnly(Kind.ANCHOR_WITHOUT_LINK, RUNBOOK + ": no link of the file leads to #nowhere");
    }

    @Test
    void twoAnchorsOfOneNameAreFound() {
        change(RUNBOOK, DOWN, "<a id=\"escalation\"></a>\n\n" + DOWN);

        assertOnly(Kind.ANCHOR_TWICE, RUNBOOK + ": #escalation is there twice: give one of them another name");
    }

    @Test
    void aLinkToAFileThatIsNotGeneratedIsFound() {
        change(RUNBOOK, "## Escalation\n", "## Escalation\n\nSee [this](../notes/other.md#x).\n");

        assertOnly(Kind.DEAD_LINK, RUNBOOK + ": a link leads to notes/other.md, which is no generated file");
    }

    @Test
    void aLinkOfTheDocumentToAPlaceThatTheRunbookDoesNotHaveIsFound() {
        String document = files.keySet().stream()
                .filter(path -> path.endsWith("operations-specification.md"))
                .findFirst()
                .orElseThrow();
        files.computeIfPresent(
                document, (path, content) -> content + "\n[a](../../runbooks/flight-delay.md#lost)\n[b](#lost)\n");

        assertOnly(Kind.DEAD_LINK, document + ": a link leads to #lost, which is no anchor of " + RUNBOOK);
        assertOnly(Kind.DEAD_LINK, document + ": a link leads to #lost, which is no anchor of the file");
    }

    @Test
    void aPanelThatIsNotOnItsDashboardIsFound() {
        String rule = files.getOrDefault(RULES, "");
        String panel = rule.replaceAll("(?s).*alert: FlightDelayDown\n.*?viewPanel=(\\d+).*", "$1");
        files.computeIfPresent(DASHBOARD, (path, content) -> content.replace("\"id\": " + panel + ",", "\"id\": 1,"));

        assertOnly(
                Kind.DEAD_PANEL,
                RULES + ": the dashboard_url of FlightDelayDown leads to the panel " + panel
                        + ", which is not on the dashboard flight-delay-production-application");
    }

    @Test
    void aDashboardThatIsNotGeneratedIsFound() {
        change(RULES, "/d/flight-delay-production-application", "/d/another");

        assertThat(broken()).isNotEmpty().allSatisfy(link -> {
            assertThat(link.kind()).isEqualTo(Kind.DEAD_PANEL);
            assertThat(link.message()).endsWith("leads to the dashboard another, which is none of the generated ones");
        });
        assertOnly(
                Kind.DEAD_PANEL,
                RULES + ": the dashboard_url of FlightDelayDown leads to the dashboard another, which is none of the"
                        + " generated ones");
    }

    @Test
    void anAlertThatNoRouteTakesIsFound() {
        change(ROUTES, "system=\"flight-delay\"\n      routes", "system=\"another\"\n      routes");

        assertOnly(
                Kind.ALERT_WITHOUT_ROUTE,
                RULES + ": no route of " + ROUTES + " takes FlightDelayDown: it would reach the catch-all only");
    }

    @Test
    void aReceiverThatNoRouteNamesIsFound() {
        change(ROUTES, "receivers:\n", "receivers:\n  - name: flight-delay/lost\n");

        assertOnly(Kind.RECEIVER_WITHOUT_ROUTE, ROUTES + ": no route leads to the receiver flight-delay/lost");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        change(RULES, "groups:\n", "groups: [\n");

        assertThatThrownBy(this::broken)
                .isInstanceOf(UnreadableFile.class)
                .hasMessageStartingWith(RULES + ": cannot be read: ");
    }

    private List<BrokenLink> broken() {
        CompiledFiles compiled = new CompiledFiles();
        files.forEach(compiled::add);
        return LinkGraph.broken(compiled);
    }

    private void assertOnly(Kind kind, String text) {
        assertThat(broken())
                .filteredOn(link -> link.kind() == kind)
                .extracting(BrokenLink::text)
                .contains(text);
    }

    private void change(String file, String from, String to) {
        String content = files.getOrDefault(file, "");
        assertThat(content).contains(from);
        files.put(file, content.replace(from, to));
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(GENERATED)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(GENERATED.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
