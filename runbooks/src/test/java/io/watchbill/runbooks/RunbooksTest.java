package io.watchbill.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.runbooks.template.Templates;
import io.watchbill.testing.MarkdownLint;
import io.watchbill.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunbooksTest {

    private static final Pattern COMMANDS = Pattern.compile("(?m)^ *```sh\\n((?s).*?)^ *```$");
    private static final Pattern QUERY = Pattern.compile(
            "promtool query instant \"\\$PROMETHEUS\" (?:\\\\\\n\\s*)?(?:'((?:[^']|'\\\\'')*)'|(\\S+))");

    private static final String EXAMPLE = text(ExamplePlans.flightDelay());

    @TempDir
    Path folder;

    @Test
    void runbookFollowsTheStandardTemplate() {
        List<String> chapters =
                EXAMPLE.lines().filter(line -> line.matches("##? .*")).toList();

        assertThat(chapters)
                .containsExactly(
                        "# Runbook: Flight delay predictor",
                        "## Quick Reference",
                        "## Architecture Overview",
                        "## Common Operations",
                        "## Troubleshooting",
                        "## Escalation");
    }

    @Test
    void runbookIsCleanMarkdown() {
        assertThat(MarkdownLint.faults(EXAMPLE)).isEmpty();
    }

    @Test
    void everyAlertHasItsAnchorAndEveryAnchorIsLinked() {
        Plan plan = ExamplePlans.flightDelay();

        List<String> alerts = plan.alerts().stream()
                .map(PlannedAlert::runbook)
                .map(PlannedAlert.RunbookLink::anchor)
                .toList();
        assertThat(MarkdownOutline.of(EXAMPLE).alerts()).containsExactlyElementsOf(alerts);
        assertThat(linked(EXAMPLE)).containsExactlyInAnyOrderElementsOf(anchors(EXAMPLE));
    }

    @Test
    void sectionSaysWhatThePersonOnCallNeeds() {
        assertThat(section("flightdelaydistancedrift"))
                .contains(
                        "| Priority | P2 High: somebody answers within 1h |",
                        "| Dashboard | [its panel](https://grafana.example.com/d/flight-delay-production-drift?viewPanel=",
                        "**Meaning:** \\<column> of the flight delay predictor has drifted from the training data",
                        "**Impact:** Delay warnings reach the wrong travellers.",
                        "**It fires when** feature_drift.psi (PSI of a feature against the training data) of column distance"
                                + " is above 0.25 over 24h, for 15m without a break:",
                        "**Is it a false alarm?**",
                        "**First three actions:**",
                        "'sum by (column, bin) (increase(ml_column_bin_total{model=\"flight_delay\",column=\"distance\"}[6h]))'",
                        "3. Look at one flight in the logs and check its value by hand.",
                        "**Resolution:** Have the feed put right, or switch the warnings off; if the world changed, retrain.",
                        "- L2: Secondary (Ben, Chi, Ana in turn), not acknowledged within 1h");
    }

    @Test
    void burnRateSaysWhatIsLeftOfTheBudgetAndWhenItEnds() {
        assertThat(section("flightdelayavailabilityburn1h"))
                .contains(
                        "the error budget of availability burns more than 14.4 times faster than allowed over 1h and still"
                                + " over the last 5m:",
                        "&from=now-3h&to=now",
                        "availability promises 99.9% over 30d, which allows\n   43m12s of complete failure",
                        "a whole budget is gone in 2d2h",
                        "'slo:error_budget:remaining_ratio{system=\"flight-delay\"",
                        " * 2592000 / slo:burn_rate:ratio5m{system=\"flight-delay\"");
    }

    @Test
    void impliedDriftSaysItsThresholdsTheColumnsAndHowToCompareThem() {
        assertThat(section("flightdelayfeaturedrift"))
                .contains(
                        "an effect passes its threshold (PSI 0.25, KS 0.2, Cramér's V 0.25) and its adjusted p-value is"
                                + " under 0.001",
                        "those that can be meant: `distance` (numeric), `departure_hour` (numeric), `origin` (categorical):",
                        "./watchbill evaluate SPEC --data PRODUCTION.parquet --report drift.html");
    }

    @Test
    void accuracyLooksAtVersionsAndAtSegmentsWhereThereAreAny() {
        Plan plan = ExamplePlans.shop("""
                models:
                  orders:
                    task: regression
                    features: {price: {type: numeric}}
                    segments: [country]
                    references: {default: orders.json}
                """);
        String text = text(plan);

        assertThat(text)
                .contains("max by (version, metric, window) (ml_performance_drop{", "ml_segment_performance{")
                .doesNotContain("the specification names no segments");
        assertThat(section("flightdelayperformancedrop")).contains("the specification names no segments to compare");
    }

    @Test
    void panelIsOpenedAtATimeThatShowsHowItCameToBe() {
        assertThat(section("flightdelaydistancedrift")).contains("&from=now-48h&to=now)");
        assertThat(section("flightdelaydown")).contains("&from=now-3h&to=now)");
    }

    @Test
    void sectionSaysWhatChangedHowToGoBackAndWhenItIsOver() {
        assertThat(section("flightdelaydown"))
                .contains(
                        "| Last review | 2026-11-20 |",
                        "unless count by (model, version) (ml_predictions_total{model=\"flight_delay\"} offset 1d)",
                        "**To go back:**\n\n- [Roll back the model](#operation-roll-back-the-model)",
                        "- the query above has answered with nothing for 15m",
                        "- the incident's file says what was done",
                        "- L1: Primary (Ana, Ben, Chi in turn), at once; told 10s after it fires, again every 15m");
    }

    @Test
    void alertsOfTheMonitoringHaveActionsOfTheirOwn() {
        assertThat(section("flightdelayrulesfailing"))
                .contains("prometheus_rule_evaluation_failures_total[15m]", "lastError");
        assertThat(section("flightdelaysnapshotold")).contains("df -h");
        assertThat(section("flightdelayspecmismatch")).contains("compile SPEC -o OUT --check");
        assertThat(section("flightdelaylabelsstopped")).contains("Run the job again");
    }

    @Test
    void underscoresOfANameAreDashesInItsAnchor() {
        String text = text(ExamplePlans.shop("""
                models:
                  orders: {task: regression, features: {price: {type: numeric}}, references: {default: orders.json}}
                alerting:
                  receivers: {page: {}, chat: {}, mail: {}}
                  alerts: [{name: Disk_Full, promql: vector(1) > 2, severity: P4, summary: Full.}]
                """));

        assertThat(text).contains("<a id=\"disk-full\"></a>\n\n### Disk_Full\n");
    }

    @Test
    void everyAlertHasThreeNumberedActions() {
        Plan plan = ExamplePlans.flightDelay();
        for (PlannedAlert alert : plan.alerts()) {
            String section = section(alert.runbook().anchor());
            String actions = section.substring(section.indexOf("**First three actions"));

            assertThat(actions).as(alert.name()).contains("\n1. ", "\n2. ", "\n3. ");
        }
    }

    @Test
    void addressesKeptElsewhereAreNotShown() {
        assertThat(EXAMPLE)
                .contains("| Ana | Primary, Secondary | Slack @ana; address kept in the variable ANA_PHONE |");
        assertThat(EXAMPLE).doesNotContain("routing_key", "/etc/alertmanager");
    }

    @Test
    void commandsAreGoodShell() throws IOException {
        String commands = commands(EXAMPLE);
        Path script = Files.writeString(folder.resolve("commands.sh"), commands);

        assertThat(Tool.named("bash").run("-n", script)).isEqualTo(new Tool.Result(0, ""));
        assertThat(commands).contains("promtool query instant", "amtool", "curl");
    }

    private static String commands(String text) {
        return COMMANDS.matcher(text).results().map(match -> match.group(1)).collect(Collectors.joining("\n"));
    }

    @Test
    void queriesAreAcceptedByPrometheus() throws IOException {
        List<String> queries = queries(EXAMPLE);

        assertThat(queries).hasSizeGreaterThan(40);
        assertAccepted(queries);
    }

    private static List<String> queries(String text) {
        return QUERY.matcher(text)
                .results()
                .map(match ->
                        match.group(1) == null ? match.group(2) : match.group(1).replace("'\\''", "'"))
                .distinct()
                .toList();
    }

    private void assertAccepted(List<String> queries) throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n- name: runbook\n  rules:\n");
        for (int i = 0; i < queries.size(); i++) {
            rules.append("  - record: q:")
                    .append(i)
                    .append("\n    expr: '")
                    .append(queries.get(i).replace("'", "''").replace("\n", " "))
                    .append("'\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules, StandardCharsets.UTF_8);

        Tool.Result result = Tool.named("promtool").run("check", "rules", "--lint=none", file);
        assertThat(result.output()).contains("SUCCESS: " + queries.size() + " rules found");
    }

    @Test
    void samePlanGivesTheSameBytes() {
        assertThat(text(ExamplePlans.flightDelay())).isEqualTo(EXAMPLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.watchbill.runbooks.ExamplePlans#systems")
    void everyKindOfSystemHasACleanRunbook(String name, Plan plan) throws IOException {
        String text = text(plan);

        assertThat(MarkdownLint.faults(text)).isEmpty();
        assertThat(MarkdownLint.faults(
                        OperationsDocument.render(plan, List.of()).get(0).content()))
                .isEmpty();
        assertThat(linked(text)).containsExactlyInAnyOrderElementsOf(anchors(text));
        Path script = Files.writeString(folder.resolve("commands.sh"), commands(text));
        assertThat(Tool.named("bash").run("-n", script)).isEqualTo(new Tool.Result(0, ""));
        assertAccepted(queries(text));
    }

    @Test
    void hostileTextStaysText() {
        String text = text(ExamplePlans.shop("""
                models:
                  orders:
                    task: regression
                    features: {price: {type: numeric}}
                    references: {default: orders.json}
                alerting:
                  receivers: {page: {}, chat: {}, mail: {}}
                  alerts:
                    - name: Hostile
                      promql: vector(1)
                      severity: P4
                      summary: "{{ 7 * 7 }} </td> [x](javascript:alert(1)) | # `rm -rf` <script>"
                      impact: "## Heading\\n| a | b |\\n{% include 'x' %}"
                      runbook: odd
                runbooks:
                  troubleshooting:
                    - id: odd
                      symptom: "<img src=x> *odd* | ```"
                      causes: ["{{ system }}", "- nested"]
                      investigation: ["1. first", "```"]
                      resolution: "run `make clean | tee log` or ``"
                """));

        assertThat(MarkdownLint.faults(text)).isEmpty();
        assertThat(text)
                .contains(
                        "**Meaning:** … \\</td> \\[x\\](javascript:alert(1)) \\| \\# \\`rm -rf\\` \\<script>",
                        "**Impact:** \\#\\# Heading \\| a \\| b \\| {&#37; include 'x' %}",
                        "### \\<img src=x> \\*odd\\* \\| \\`\\`\\`",
                        "- {\\{ system }}\n- \\- nested\n",
                        "1. 1\\. first\n2. \\`\\`\\`\n",
                        "run `make clean | tee log` or \\`\\`");
    }

    @Test
    void codeThatLooksLikeATemplateIsLeftAloneByJekyllAndNothingElseShowsIt() {
        String text = text(ExamplePlans.shop("""
                models:
                  orders:
                    task: regression
                    features: {price: {type: numeric}}
                    references: {default: orders.json}
                runbooks:
                  troubleshooting:
                    - id: odd
                      symptom: It is odd
                      investigation: ["Run `docker ps --format '{{.Names}}'`"]
                      resolution: "{{ none }}"
                """));

        assertThat(MarkdownLint.faults(text)).isEmpty();
        assertThat(text)
                .startsWith("<!-- {% raw %} -->\n\n# Runbook: ")
                .endsWith("\n\n<!-- {% endraw %} -->\n")
                .contains("1. Run `docker ps --format '{{.Names}}'`", "{\\{ none }}");
        assertThat(EXAMPLE).doesNotContain("{%");
    }

    private static List<String> anchors(String text) {
        return MarkdownOutline.of(text).anchors();
    }

    /** The places of the same file that its links name. */
    private static Set<String> linked(String text) {
        return MarkdownOutline.of(text).links().stream()
                .filter(link -> link.startsWith("#"))
                .map(link -> link.substring(1))
                .collect(Collectors.toSet());
    }

    private static String section(String anchor) {
        int from = EXAMPLE.indexOf("<a id=\"" + anchor + "\"></a>");
        return EXAMPLE.substring(from, EXAMPLE.indexOf("<a id=", from + 1));
    }

    private static String text(Plan plan) {
        return Runbooks.render(plan, Templates.of(RunbookTemplates.SET)).get(0).content();
    }
}
