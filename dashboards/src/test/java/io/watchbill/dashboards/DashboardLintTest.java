package io.watchbill.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchbill.dashboards.lint.DashboardLint;
import io.watchbill.dashboards.lint.Fault;
import io.watchbill.dashboards.lint.Rule;
import io.watchbill.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardLintTest {

    private static final String TIMESERIES = "/panels/1";
    private static final String STAT = "/panels/2";
    private static final String GAUGE = "/panels/3";
    private static final String HEATMAP = "/panels/4";
    private static final String TIMELINE = "/panels/5";
    private static final String TABLE = "/panels/6";
    private static final String BARS = "/panels/7";

    @Test
    void aDashboardWithoutFaultsHasNone() {
        assertThat(Specimen.whole().faults()).isEmpty();
    }

    @Test
    void theExamplesDashboardsKeepEveryRule() {
        assertThat(GeneratedFolder.of(ExamplePlans.flightDelay()).faults()).isEmpty();
    }

    @Test
    void severalSystemsKeepEveryRuleTogether() {
        Plan shop = (Plan) ExamplePlans.systems().findFirst().orElseThrow().get()[1];

        assertThat(GeneratedFolder.of(ExamplePlans.flightDelay(), shop).faults())
                .isEmpty();
    }

    static Stream<Arguments> everySystem() {
        return ExamplePlans.systems();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everySystem")
    void everySystemsDashboardsKeepEveryRule(String system, Plan plan) {
        assertThat(GeneratedFolder.of(plan).faults()).as(system).isEmpty();
    }

    /**
     * A way to spoil the specimen.
     *
     * @param rule that finds it
     * @param problem a part of what it says
     */
    private record Planted(String rule, String problem, UnaryOperator<Specimen> spoil) {
        @Override
        public String toString() {
            return rule + ": " + problem;
        }
    }

    static Stream<Planted> faults() {
        return Stream.of(
                planted("uneditable-dashboard", "people may edit it", s -> s.remove("/editable")),
                planted("uid-form", "the uid 'shop overview' is not", s -> s.put("/uid", "\"shop overview\"")),
                planted("dashboard-title", "there is no title", s -> s.put("/title", "\"\"")),
                planted("schema-version", "the schema version is 42", s -> s.put("/schemaVersion", "42")),
                planted("schema-version", "instead of 39", s -> s.remove("/schemaVersion")),
                planted("refresh-form", "refresh is false", s -> s.put("/refresh", "false")),
                planted("refresh-form", "refresh is \"often\"", s -> s.put("/refresh", "\"often\"")),
                planted("no-inputs", "__inputs is only filled in", s -> s.put("/__inputs", "[]")),
                planted(
                        "dashboard-size",
                        "more than the 250000",
                        s -> s.put("/description", "\"" + "x".repeat(250_000) + "\"")),
                planted("rows-first", "the first of the panels is no row", s -> s.remove("/panels/0")),
                planted(
                        "row-panels",
                        "panels stand inside a row that is open",
                        s -> s.put("/panels/8/collapsed", "false")),
                planted("panel-id", "has the id 2 too", s -> s.put(STAT + "/id", "2")),
                planted("panel-id", "the id 0 is no whole number", s -> s.put(STAT + "/id", "0")),
                planted("panel-id", "the id \"3\" is no whole number", s -> s.put(STAT + "/id", "\"3\"")),
                planted("panel-grid", "does not lie on the grid of 24 columns", s -> s.put(STAT + "/gridPos/w", "13")),
                planted("panel-grid", "it lies on panel \"Error rate\"", s -> s.put(STAT + "/gridPos/x", "11")),
                planted(
                        "template-datasource-rule",
                        "no variable of type datasource",
                        s -> s.remove("/templating/list/0")),
                planted(
                        "template-datasource-rule",
                        "is named source",
                        s -> s.put("/templating/list/0/name", "\"source\"")),
                planted(
                        "template-datasource-rule",
                        "is labelled 'Source'",
                        s -> s.put("/templating/list/0/label", "\"Source\"")),
                planted("template-job-rule", "All lists every job", s -> s.remove("/templating/list/1/allValue")),
                planted(
                        "template-job-rule",
                        "only one job can be chosen",
                        s -> s.put("/templating/list/1/multi", "false")),
                planted("template-job-rule", "is labelled 'job'", s -> s.put("/templating/list/1/label", "\"job\"")),
                planted("template-job-rule", "is no query", s -> s.put("/templating/list/1/type", "\"custom\"")),
                planted(
                        "template-instance-rule",
                        "All lists every instance",
                        s -> s.put("/templating/list/2/allValue", "\".*\"")),
                planted(
                        "template-label-promql-rule",
                        "which is none of label_values",
                        s -> s.put("/templating/list/1/query/query", "\"label_value(up, job)\"")),
                planted(
                        "template-label-promql-rule",
                        "asks of does not read: ",
                        s -> s.put("/templating/list/1/query/query", "\"label_values(up{a=\\\"b\\\", job)\"")),
                planted(
                        "template-on-time-change-reload-rule",
                        "keeps the values",
                        s -> s.put("/templating/list/1/refresh", "1")),
                planted(
                        "variable-label",
                        "the variable job has no label",
                        s -> s.put("/templating/list/1/label", "\"\"")),
                planted(
                        "variable-datasource",
                        "not the chosen data source",
                        s -> s.put("/templating/list/1/datasource/uid", "\"abc\"")),
                planted("variable-twice", "job is declared twice", s -> s.put("/templating/list/2/name", "\"job\"")),
                planted(
                        "variable-declared",
                        "the variable jbo is not declared",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(rate(ml_requests_total{job=~\\\"$jbo\\\"}[$__rate_interval]))\"")),
                planted(
                        "variable-declared",
                        "the variable where is not declared",
                        s -> s.put(STAT + "/title", "\"Requests of [[where]]\"")),
                planted("variable-used", "the variable job is not used", s -> {
                    try {
                        String text = s.json().toString().replace("$job", "any").replace("var-job", "var-instance");
                        return Specimen.whole()
                                .put(
                                        "/panels",
                                        new ObjectMapper()
                                                .readTree(text)
                                                .path("panels")
                                                .toString())
                                .put("/templating/list/2/query/query", "\"label_values(up, instance)\"")
                                .put("/templating/list/2/definition", "\"\"");
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }),
                planted(
                        "variable-order",
                        "needs instance, which does not stand before it",
                        s -> s.put(
                                "/templating/list/1/query/query",
                                "\"label_values(up{instance=~\\\"$instance\\\"}, job)\"")),
                planted(
                        "panel-type",
                        "no kind of panel named 'timeserie'",
                        s -> s.put(TIMESERIES + "/type", "\"timeserie\"")),
                planted(
                        "panel-datasource-rule",
                        "not the chosen data source",
                        s -> s.put(BARS + "/datasource", "\"Prometheus\"")),
                planted(
                        "panel-datasource-rule",
                        "not the chosen data source",
                        s -> s.put(HEATMAP + "/targets/0/datasource/uid", "\"abc\"")),
                planted("panel-title-description-rule", "there is no title", s -> s.put(BARS + "/title", "\" \"")),
                planted(
                        "panel-title-description-rule",
                        "there is no description",
                        s -> s.remove(TIMELINE + "/description")),
                planted("panel-no-targets-rule", "there is no query", s -> s.put(TIMELINE + "/targets", "[]")),
                planted("panel-letters", "two queries are named A", s -> s.put(TABLE + "/targets/1/refId", "\"A\"")),
                planted(
                        "transformation-id",
                        "no transformation 'joinByFeild'",
                        s -> s.put(TABLE + "/transformations/0/id", "\"joinByFeild\"")),
                planted(
                        "join-key",
                        "joins its answers by 'bin', which query B does not keep",
                        s -> s.put(BARS + "/targets/1/expr", "\"sum by (column) (ml_drift_psi)\"")),
                planted(
                        "organize-names",
                        "there is no column 'Value #C'",
                        s -> s.put(TABLE + "/transformations/1/options/renameByName/Value #C", "\"C\"")),
                planted(
                        "organize-names",
                        "the column 'Value #A' has 7 there",
                        s -> s.put(TABLE + "/transformations/1/options/renameByName/Value #A", "7")),
                planted(
                        "reducer-id",
                        "there is no reducer 'lastNonNull'",
                        s -> s.put(TIMESERIES + "/options/legend/calcs/0", "\"lastNonNull\"")),
                planted(
                        "heatmap-rows",
                        "of which a heat map makes no rows",
                        s -> s.put(
                                HEATMAP + "/targets/0/expr",
                                "\"sum by (job, model) (increase(ml_request_duration_seconds_bucket[$__rate_interval]))\"")),
                planted(
                        "panel-units-rule",
                        "there is no unit 'percent-unit'",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/unit", "\"percent-unit\"")),
                planted(
                        "panel-units-rule",
                        "there is no unit 'percentunits'",
                        s -> s.put(TIMESERIES + "/fieldConfig/overrides/0/properties/0/value", "\"percentunits\"")),
                planted(
                        "panel-units-rule",
                        "the values have no unit",
                        s -> s.remove(STAT + "/fieldConfig/defaults/unit")
                                .put(STAT + "/fieldConfig/defaults/mappings", "[]")),
                planted(
                        "no-value",
                        "nothing is said where there is no value",
                        s -> s.remove(STAT + "/fieldConfig/defaults/noValue")),
                planted(
                        "threshold-steps",
                        "the first threshold begins at 0",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/0/value", "0")),
                planted(
                        "threshold-steps",
                        "the threshold 0.05 does not lie over",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/1/value", "0.1")),
                planted(
                        "gauge-ends",
                        "between ends that depend on the values",
                        s -> s.remove(GAUGE + "/fieldConfig/defaults/max")),
                planted(
                        "matcher-id",
                        "there is no matcher 'byname'",
                        s -> s.put(TIMESERIES + "/fieldConfig/overrides/0/matcher/id", "\"byname\"")),
                planted(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"rate(x[5m]\"")),
                planted(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"sum(shop:requests:rate5m[$__rate_interval])\"")),
                planted(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"\"")),
                planted(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"sum(ml_drift_psi{a=\\\"b})\"")),
                planted(
                        "target-logql-rule",
                        "has no selector of streams",
                        s -> s.put(BARS + "/targets/0/datasource/type", "\"loki\"")
                                .put(BARS + "/targets/0/expr", "\"count_over_time(error[$__auto])\"")),
                planted(
                        "target-logql-auto-rule",
                        "the range is [5m]",
                        s -> s.put(BARS + "/targets/0/datasource/type", "\"loki\"")
                                .put(
                                        BARS + "/targets/0/expr",
                                        "\"sum(count_over_time({job=\\\"api\\\"} |= `x` [5m]))\"")),
                planted(
                        "target-rate-interval-rule",
                        "ml_requests_total is taken over [3m]",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(rate(ml_requests_total{job=~\\\"$job\\\",instance=~\\\"$instance\\\"}[3m]))\"")),
                planted(
                        "target-counter-agg-rule",
                        "the counter ml_requests_total is drawn as it is",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(ml_requests_total{job=~\\\"$job\\\",instance=~\\\"$instance\\\"})\"")),
                planted(
                        "target-job-rule",
                        "ml_drift_verdict is asked of every job",
                        s -> s.put(
                                TIMELINE + "/targets/0/expr",
                                "\"max by (column) (ml_drift_verdict{instance=~\\\"$instance\\\"})\"")),
                planted(
                        "target-instance-rule",
                        "ml_drift_verdict is asked of every instance",
                        s -> s.put(
                                TIMELINE + "/targets/0/expr",
                                "\"max by (column) (ml_drift_verdict{job=~\\\"$job\\\"})\"")),
                planted(
                        "target-series",
                        "neither the exporter nor a rule gives ml_drift_verdicts",
                        s -> s.put(TIMELINE + "/targets/0/expr", "\"max by (column) (ml_drift_verdicts)\"")),
                planted(
                        "target-series",
                        "neither the exporter nor a rule gives shop:requests:rate1h",
                        s -> s.put(STAT + "/targets/0/expr", "\"shop:requests:rate1h\"")),
                planted(
                        "target-format",
                        "there is no format 'series'",
                        s -> s.put(STAT + "/targets/0/format", "\"series\"")),
                planted(
                        "target-format",
                        "a barchart needs rows",
                        s -> s.put(BARS + "/targets/0/format", "\"time_series\"")),
                planted(
                        "target-format",
                        "buckets by le add up",
                        s -> s.put(HEATMAP + "/targets/0/format", "\"time_series\"")),
                planted(
                        "target-format",
                        "either of an instant or of a range",
                        s -> s.put(STAT + "/targets/0/instant", "false")),
                planted(
                        "legend-labels",
                        "the series have no label model",
                        s -> s.put(TIMELINE + "/targets/0/legendFormat", "\"{{model}} {{column}}\"")),
                planted("target-count", "more than the 26th query", s -> {
                    String query = s.json().at(TIMELINE + "/targets/0").toString();
                    IntStream.range(1, 27)
                            .forEach(i -> s.put(TIMELINE + "/targets/" + i, query.replace("\"A\"", "\"Q" + i + "\"")));
                    return s;
                }),
                planted("uid-unique", "have the uid 'shop-model'", s -> s.put("/uid", "\"shop-model\"")),
                planted("title-unique", "have the title 'Shop / Model'", s -> s.put("/title", "\"Shop / Model\"")),
                planted("link-target", "'' leads nowhere", s -> s.put(TIMESERIES + "/links/0/url", "\"\"")),
                planted(
                        "link-target",
                        "no dashboard of the folder has the uid shop-drift",
                        s -> s.put(TIMELINE + "/fieldConfig/defaults/links/0/url", "\"/d/shop-drift?var-job=a\"")),
                planted(
                        "link-target",
                        "has no variable column",
                        s -> s.put(TIMELINE + "/fieldConfig/defaults/links/0/url", "\"/d/shop-model?var-column=a\"")),
                planted("link-tags", "has the tag 'watchdog'", s -> s.put("/links/1/tags/0", "\"watchdog\"")),
                planted(
                        "alert-panel",
                        "ShopErrors links to panel 2, which is not there",
                        s -> s.put(TIMESERIES + "/id", "22")),
                planted(
                        "alert-panel",
                        "no dashboard of the folder has the uid shop-overview",
                        s -> s.put("/uid", "\"shop\"")),
                planted("alert-panel", "ShopErrors passes on the variable job", s -> s.remove("/templating/list/1")),
                planted(
                        "alert-named",
                        "ShopErrors leads here, and nothing names it",
                        s -> s.put(TIMESERIES + "/description", "\"Share of requests that failed.\"")),
                planted(
                        "threshold-of-alert",
                        "draws with 0.05, and no step is there: [0.01, 0.5]",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/2/value", "0.5")));
    }

    private static Planted planted(String rule, String problem, UnaryOperator<Specimen> spoil) {
        return new Planted(rule, problem, spoil);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aFaultIsFoundByItsRule(Planted planted) {
        assertThat(planted.spoil().apply(Specimen.whole()).faults()).anySatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo(planted.rule());
            assertThat(fault.problem()).contains(planted.problem());
        });
    }

    @Test
    void everyRuleHasAFaultThatItFinds() {
        assertThat(faults().map(Planted::rule).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        DashboardLint.rules().stream().map(Rule::name).toList());
    }

    @Test
    void everyRuleOfGrafanasLinterIsAmongThem() {
        assertThat(DashboardLint.rules())
                .extracting(Rule::name)
                .contains(
                        "template-datasource-rule",
                        "template-job-rule",
                        "template-instance-rule",
                        "template-label-promql-rule",
                        "template-on-time-change-reload-rule",
                        "panel-datasource-rule",
                        "panel-title-description-rule",
                        "panel-units-rule",
                        "panel-no-targets-rule",
                        "target-logql-rule",
                        "target-logql-auto-rule",
                        "target-promql-rule",
                        "target-rate-interval-rule",
                        "target-job-rule",
                        "target-instance-rule",
                        "target-counter-agg-rule",
                        "uneditable-dashboard");
    }

    @Test
    void aFaultNamesDashboardPanelPlaceAndRemedy() {
        assertThat(Specimen.whole()
                        .put(TIMESERIES + "/fieldConfig/defaults/unit", "\"percentunti\"")
                        .faults())
                .extracting(Fault::text)
                .containsExactly("Shop / Overview, panel \"Error rate\", /panels/1/fieldConfig/defaults/unit:"
                        + " there is no unit 'percentunti'; did you mean 'percentunit'? (panel-units-rule)");
    }

    @Test
    void theDocumentationHasEveryRule() throws IOException {
        String page = Files.readString(Path.of("../docs/dashboard-checks.md"));

        assertThat(DashboardLint.rules().stream()
                        .map(rule -> "| `" + rule.name() + "` | " + rule.demand() + " |")
                        .filter(row -> !page.contains(row)))
                .isEmpty();
    }
}
