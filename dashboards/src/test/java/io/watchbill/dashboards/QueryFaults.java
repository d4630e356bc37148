package io.watchbill.dashboards;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways to spoil what is asked, and what a folder and its alerts agree on. */
final class QueryFaults {

    private static final String TIMESERIES = "/panels/1";
    private static final String STAT = "/panels/2";
    private static final String HEATMAP = "/panels/4";
    private static final String TIMELINE = "/panels/5";
    private static final String BARS = "/panels/7";
    private static final String ANNOTATION = "/annotations/list/0";

    private static final String ERRORS = "sum by (model) (rate(ml_requests_total{outcome=\\\"error\\\"}[5m]))"
            + " / sum by (model) (rate(ml_requests_total[5m]))";

    private QueryFaults() {}

    static Stream<PlantedFault> all() {
        return Stream.of(
                new PlantedFault(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"rate(x[5m]\"")),
                new PlantedFault(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"sum(shop:requests:rate5m[$__rate_interval])\"")),
                new PlantedFault(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"\"")),
                new PlantedFault(
                        "target-promql-rule",
                        "the PromQL does not read: ",
                        s -> s.put(BARS + "/targets/0/expr", "\"sum(ml_drift_psi{a=\\\"b})\"")),
                new PlantedFault(
                        "target-logql-rule",
                        "has no selector of streams",
                        s -> s.put(BARS + "/targets/0/datasource/type", "\"loki\"")
                                .put(BARS + "/targets/0/expr", "\"count_over_time(error[$__auto])\"")),
                new PlantedFault(
                        "target-logql-auto-rule",
                        "the range is [5m]",
                        s -> s.put(BARS + "/targets/0/datasource/type", "\"loki\"")
                                .put(
                                        BARS + "/targets/0/expr",
                                        "\"sum(count_over_time({job=\\\"api\\\"} |= `x` [5m]))\"")),
                new PlantedFault(
                        "target-rate-interval-rule",
                        "ml_requests_total is taken over [3m]",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(rate(ml_requests_total{job=~\\\"$job\\\",instance=~\\\"$instance\\\"}[3m]))\"")),
                new PlantedFault(
                        "target-counter-agg-rule",
                        "the counter ml_requests_total is drawn as it is",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(ml_requests_total{job=~\\\"$job\\\",instance=~\\\"$instance\\\"})\"")),
                new PlantedFault(
                        "target-job-rule",
                        "ml_drift_verdict is asked of every job",
                        s -> s.put(
                                TIMELINE + "/targets/0/expr",
                                "\"max by (column) (ml_drift_verdict{instance=~\\\"$instance\\\"})\"")),
                new PlantedFault(
                        "target-instance-rule",
                        "ml_drift_verdict is asked of every instance",
                        s -> s.put(
                                TIMELINE + "/targets/0/expr",
                                "\"max by (column) (ml_drift_verdict{job=~\\\"$job\\\"})\"")),
                new PlantedFault(
                        "target-series",
                        "neither the exporter nor a rule gives ml_drift_verdicts",
                        s -> s.put(TIMELINE + "/targets/0/expr", "\"max by (column) (ml_drift_verdicts)\"")),
                new PlantedFault(
                        "target-series",
                        "neither the exporter nor a rule gives shop:requests:rate1h",
                        s -> s.put(STAT + "/targets/0/expr", "\"shop:requests:rate1h\"")),
                new PlantedFault(
                        "target-format",
                        "there is no format 'series'",
                        s -> s.put(STAT + "/targets/0/format", "\"series\"")),
                new PlantedFault(
                        "target-format",
                        "a barchart needs rows",
                        s -> s.put(BARS + "/targets/0/format", "\"time_series\"")),
                new PlantedFault(
                        "target-format",
                        "buckets by le add up",
                        s -> s.put(HEATMAP + "/targets/0/format", "\"time_series\"")),
                new PlantedFault(
                        "target-format",
                        "either of an instant or of a range",
                        s -> s.put(STAT + "/targets/0/instant", "false")),
                new PlantedFault(
                        "target-step", "the least step is \"1x\"", s -> s.put(STAT + "/targets/0/interval", "\"1x\"")),
                new PlantedFault("target-step", "the least step is ", s -> s.remove(STAT + "/targets/0/interval")),
                new PlantedFault(
                        "legend-labels",
                        "the series have no label model",
                        s -> s.put(TIMELINE + "/targets/0/legendFormat", "\"{{model}} {{column}}\"")),
                new PlantedFault("target-count", "more than the 26th query", s -> {
                    String query = s.json().at(TIMELINE + "/targets/0").toString();
                    IntStream.range(1, 27)
                            .forEach(i -> s.put(TIMELINE + "/targets/" + i, query.replace("\"A\"", "\"Q" + i + "\"")));
                    return s;
                }),
                new PlantedFault("uid-unique", "have the uid 'shop-model'", s -> s.put("/uid", "\"shop-model\"")),
                new PlantedFault(
                        "title-unique", "have the title 'Shop / Model'", s -> s.put("/title", "\"Shop / Model\"")),
                new PlantedFault("link-target", "'' leads nowhere", s -> s.put(TIMESERIES + "/links/0/url", "\"\"")),
                new PlantedFault(
                        "link-target",
                        "no dashboard of the folder has the uid shop-drift",
                        s -> s.put(TIMELINE + "/fieldConfig/defaults/links/0/url", "\"/d/shop-drift?var-job=a\"")),
                new PlantedFault(
                        "link-target",
                        "has no variable column",
                        s -> s.put(TIMELINE + "/fieldConfig/defaults/links/0/url", "\"/d/shop-model?var-column=a\"")),
                new PlantedFault("link-tags", "has the tag 'watchdog'", s -> s.put("/links/1/tags/0", "\"watchdog\"")),
                new PlantedFault(
                        "alert-panel",
                        "ShopErrors links to panel 2, which is not there",
                        s -> s.put(TIMESERIES + "/id", "22")),
                new PlantedFault(
                        "alert-panel",
                        "no dashboard of the folder has the uid shop-overview",
                        s -> s.put("/uid", "\"shop\"")),
                new PlantedFault(
                        "alert-panel", "ShopErrors passes on the variable job", s -> s.remove("/templating/list/1")),
                new PlantedFault(
                        "alert-named",
                        "ShopErrors leads here, and nothing names it",
                        s -> s.put(TIMESERIES + "/description", "\"Share of requests that failed.\"")),
                new PlantedFault(
                        "threshold-of-alert",
                        "draws with 0.05, and no step is there: [0.01, 0.5]",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/2/value", "0.5")),
                new PlantedFault(
                        "threshold-of-alert",
                        "draws with 0.05, and no step is there: [0.01, 0.5]",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/2/value", "0.5")
                                .put(
                                        TIMESERIES + "/targets/0/expr",
                                        "\"(" + ERRORS
                                                + ") * (sum by (model) (rate(ml_requests_total[5m])) > bool 1)\"")),
                new PlantedFault(
                        "threshold-of-alert",
                        "draws with 0.05, and no step is there: [0.01, 0.5]",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/2/value", "0.5")
                                .put(TIMESERIES + "/targets/0/expr", "\"min(" + ERRORS + ")\"")),
                new PlantedFault(
                        "target-system",
                        "watchbill_limit_used is asked of the exporters of every system",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"max(watchbill_limit_used{job=~\\\"$job\\\",instance=~\\\"$instance\\\"}"
                                        + " and on (job, instance) watchbill_spec_info{name=\\\"other\\\"})\"")),
                new PlantedFault(
                        "target-system",
                        "watchbill_spec_info is asked of the exporters of every system",
                        s -> s.put(STAT + "/targets/0/expr", "\"count(watchbill_spec_info)\"")),
                new PlantedFault("target-format", "there is no format ''", s -> s.remove(STAT + "/targets/0/format")),
                new PlantedFault(
                        "annotation-query",
                        "the PromQL does not read",
                        s -> s.put(ANNOTATION + "/target/expr", "\"ALERTS{\"")),
                new PlantedFault(
                        "annotation-query",
                        "neither the exporter nor a rule gives ml_request_total",
                        s -> s.put(ANNOTATION + "/target/expr", "\"sum by (alertname) (ml_request_total)\"")),
                new PlantedFault(
                        "annotation-words",
                        "the marks have no label alertname",
                        s -> s.put(ANNOTATION + "/target/expr", "\"max by (system) (ALERTS)\"")),
                new PlantedFault(
                        "annotation-words",
                        "in which a bracket does not close",
                        s -> s.put(ANNOTATION + "/textFormat", "\"{{alertname}\"")));
    }
}
