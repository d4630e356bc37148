package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Ways to spoil the specimen as a whole, and its variables. */
final class DashboardFaults {

    private static final String STAT = "/panels/2";

    private DashboardFaults() {}

    static Stream<PlantedFault> all() {
        return Stream.of(
                new PlantedFault("uneditable-dashboard", "people may edit it", s -> s.remove("/editable")),
                new PlantedFault("uid-form", "the uid 'shop overview' is not", s -> s.put("/uid", "\"shop overview\"")),
                new PlantedFault("dashboard-title", "there is no title", s -> s.put("/title", "\"\"")),
                new PlantedFault("schema-version", "the schema version is 42", s -> s.put("/schemaVersion", "42")),
                new PlantedFault("schema-version", "instead of 39", s -> s.remove("/schemaVersion")),
                new PlantedFault("refresh-form", "refresh is false", s -> s.put("/refresh", "false")),
                new PlantedFault("refresh-form", "refresh is \"often\"", s -> s.put("/refresh", "\"often\"")),
                new PlantedFault("no-inputs", "__inputs is only filled in", s -> s.put("/__inputs", "[]")),
                new PlantedFault(
                        "dashboard-size",
                        "more than the 250000",
                        s -> s.put("/description", "\"" + "x".repeat(250_000) + "\"")),
                new PlantedFault("rows-first", "the first of the panels is no row", s -> s.remove("/panels/0")),
                new PlantedFault(
                        "row-panels",
                        "panels stand inside a row that is open",
                        s -> s.put("/panels/8/collapsed", "false")),
                new PlantedFault("panel-id", "has the id 2 too", s -> s.put(STAT + "/id", "2")),
                new PlantedFault("panel-id", "the id 0 is no whole number", s -> s.put(STAT + "/id", "0")),
                new PlantedFault("panel-id", "the id \"3\" is no whole number", s -> s.put(STAT + "/id", "\"3\"")),
                new PlantedFault(
                        "panel-grid", "does not lie on the grid of 24 columns", s -> s.put(STAT + "/gridPos/w", "13")),
                new PlantedFault(
                        "panel-grid", "it lies on panel \"Error rate\"", s -> s.put(STAT + "/gridPos/x", "11")),
                new PlantedFault(
                        "template-datasource-rule",
                        "no variable of type datasource",
                        s -> s.remove("/templating/list/0")),
                new PlantedFault(
                        "template-datasource-rule",
                        "is named source",
                        s -> s.put("/templating/list/0/name", "\"source\"")),
                new PlantedFault(
                        "template-datasource-rule",
                        "is labelled 'Source'",
                        s -> s.put("/templating/list/0/label", "\"Source\"")),
                new PlantedFault(
                        "template-job-rule", "All lists every job", s -> s.remove("/templating/list/1/allValue")),
                new PlantedFault(
                        "template-job-rule",
                        "only one job can be chosen",
                        s -> s.put("/templating/list/1/multi", "false")),
                new PlantedFault(
                        "template-job-rule", "is labelled 'job'", s -> s.put("/templating/list/1/label", "\"job\"")),
                new PlantedFault(
                        "template-job-rule", "is no query", s -> s.put("/templating/list/1/type", "\"custom\"")),
                new PlantedFault(
                        "template-instance-rule",
                        "All lists every instance",
                        s -> s.put("/templating/list/2/allValue", "\".*\"")),
                new PlantedFault(
                        "template-label-promql-rule",
                        "which is none of label_values",
                        s -> s.put("/templating/list/1/query/query", "\"label_value(up, job)\"")),
                new PlantedFault(
                        "template-label-promql-rule",
                        "asks of does not read: ",
                        s -> s.put("/templating/list/1/query/query", "\"label_values(up{a=\\\"b\\\", job)\"")),
                new PlantedFault(
                        "template-on-time-change-reload-rule",
                        "keeps the values",
                        s -> s.put("/templating/list/1/refresh", "1")),
                new PlantedFault(
                        "variable-regex",
                        "takes no label's value",
                        s -> s.put("/templating/list/1/query/query", "\"query_result(count by (job) (up))\"")),
                new PlantedFault(
                        "variable-regex",
                        "takes no label's value",
                        s -> s.put("/templating/list/1/query/query", "\"query_result(count by (job) (up))\"")
                                .put("/templating/list/1/regex", "\"/job=\\\"(.*)/\"")),
                new PlantedFault(
                        "variable-label",
                        "the variable job has no label",
                        s -> s.put("/templating/list/1/label", "\"\"")),
                new PlantedFault(
                        "variable-datasource",
                        "not the chosen data source",
                        s -> s.put("/templating/list/1/datasource/uid", "\"abc\"")),
                new PlantedFault(
                        "variable-twice", "job is declared twice", s -> s.put("/templating/list/2/name", "\"job\"")),
                new PlantedFault(
                        "variable-declared",
                        "the variable jbo is not declared",
                        s -> s.put(
                                STAT + "/targets/0/expr",
                                "\"sum(rate(ml_requests_total{job=~\\\"$jbo\\\"}[$__rate_interval]))\"")),
                new PlantedFault(
                        "variable-declared",
                        "the variable where is not declared",
                        s -> s.put(STAT + "/title", "\"Requests of [[where]]\"")),
                new PlantedFault("variable-used", "the variable job is not used", s -> {
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
                new PlantedFault(
                        "variable-order",
                        "needs instance, which does not stand before it",
                        s -> s.put(
                                "/templating/list/1/query/query",
                                "\"label_values(up{instance=~\\\"$instance\\\"}, job)\"")));
    }
}
