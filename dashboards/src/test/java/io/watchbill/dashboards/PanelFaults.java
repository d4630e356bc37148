package io.watchbill.dashboards;

import java.util.stream.Stream;

/** Ways to spoil what panels are and how they look. */
final class PanelFaults {

    private static final String TIMESERIES = "/panels/1";
    private static final String STAT = "/panels/2";
    private static final String GAUGE = "/panels/3";
    private static final String HEATMAP = "/panels/4";
    private static final String TIMELINE = "/panels/5";
    private static final String TABLE = "/panels/6";
    private static final String BARS = "/panels/7";
    private static final String ANNOTATION = "/annotations/list/0";

    private PanelFaults() {}

    static Stream<PlantedFault> all() {
        return Stream.of(
                new PlantedFault(
                        "panel-type",
                        "no kind of panel named 'timeserie'",
                        s -> s.put(TIMESERIES + "/type", "\"timeserie\"")),
                new PlantedFault(
                        "panel-datasource-rule",
                        "not the chosen data source",
                        s -> s.put(BARS + "/datasource", "\"Prometheus\"")),
                new PlantedFault(
                        "panel-datasource-rule",
                        "not the chosen data source",
                        s -> s.put(HEATMAP + "/targets/0/datasource/uid", "\"abc\"")),
                new PlantedFault(
                        "panel-title-description-rule", "there is no title", s -> s.put(BARS + "/title", "\" \"")),
                new PlantedFault(
                        "panel-title-description-rule",
                        "there is no description",
                        s -> s.remove(TIMELINE + "/description")),
                new PlantedFault("panel-no-targets-rule", "there is no query", s -> s.put(TIMELINE + "/targets", "[]")),
                new PlantedFault(
                        "panel-letters", "two queries are named A", s -> s.put(TABLE + "/targets/1/refId", "\"A\"")),
                new PlantedFault(
                        "transformation-id",
                        "no transformation 'joinByFeild'",
                        s -> s.put(TABLE + "/transformations/0/id", "\"joinByFeild\"")),
                new PlantedFault(
                        "join-key",
                        "joins its answers by 'bin', which query B does not keep",
                        s -> s.put(BARS + "/targets/1/expr", "\"sum by (column) (ml_drift_psi)\"")),
                new PlantedFault(
                        "organize-names",
                        "there is no column 'Value #C'",
                        s -> s.put(TABLE + "/transformations/1/options/renameByName/Value #C", "\"C\"")),
                new PlantedFault(
                        "organize-names",
                        "the column 'Value #A' has 7 there",
                        s -> s.put(TABLE + "/transformations/1/options/renameByName/Value #A", "7")),
                new PlantedFault(
                        "reducer-id",
                        "there is no reducer 'lastNonNull'",
                        s -> s.put(TIMESERIES + "/options/legend/calcs/0", "\"lastNonNull\"")),
                new PlantedFault(
                        "heatmap-rows",
                        "of which a heat map makes no rows",
                        s -> s.put(
                                HEATMAP + "/targets/0/expr",
                                "\"sum by (job, model) (increase(ml_request_duration_seconds_bucket[$__rate_interval]))\"")),
                new PlantedFault(
                        "panel-units-rule",
                        "there is no unit 'percent-unit'",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/unit", "\"percent-unit\"")),
                new PlantedFault(
                        "panel-units-rule",
                        "there is no unit 'percentunits'",
                        s -> s.put(TIMESERIES + "/fieldConfig/overrides/0/properties/0/value", "\"percentunits\"")),
                new PlantedFault(
                        "panel-units-rule",
                        "the values have no unit",
                        s -> s.remove(STAT + "/fieldConfig/defaults/unit")
                                .put(STAT + "/fieldConfig/defaults/mappings", "[]")),
                new PlantedFault(
                        "no-value",
                        "nothing is said where there is no value",
                        s -> s.remove(STAT + "/fieldConfig/defaults/noValue")),
                new PlantedFault(
                        "threshold-steps",
                        "the first threshold begins at 0",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/0/value", "0")),
                new PlantedFault(
                        "threshold-steps",
                        "the threshold 0.05 does not lie over",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/1/value", "0.1")),
                new PlantedFault(
                        "gauge-ends",
                        "between ends that depend on the values",
                        s -> s.remove(GAUGE + "/fieldConfig/defaults/max")),
                new PlantedFault(
                        "matcher-id",
                        "there is no matcher 'byname'",
                        s -> s.put(TIMESERIES + "/fieldConfig/overrides/0/matcher/id", "\"byname\"")),
                new PlantedFault(
                        "rows-joined",
                        "there are 2 queries of rows, of which Grafana shows one at a time",
                        s -> s.remove(BARS + "/transformations")),
                new PlantedFault(
                        "join-key",
                        "nothing says what becomes of a row that only one query has",
                        s -> s.remove(BARS + "/transformations/0/options/mode")),
                new PlantedFault(
                        "legend-twice",
                        "a query before names its series",
                        s -> s.put(
                                        TIMESERIES + "/targets/1",
                                        s.json().at(TIMESERIES + "/targets/0").toString())
                                .put(TIMESERIES + "/targets/1/refId", "\"B\"")),
                new PlantedFault(
                        "query-names",
                        "the series of query B have no name",
                        s -> s.put(
                                        TIMESERIES + "/targets/1",
                                        s.json().at(TIMESERIES + "/targets/0").toString())
                                .put(TIMESERIES + "/targets/1/refId", "\"B\"")
                                .remove(TIMESERIES + "/targets/1/legendFormat")),
                new PlantedFault(
                        "look-said", "it is not said", s -> s.remove(TIMESERIES + "/options/legend/placement")),
                new PlantedFault("look-said", "it is not said", s -> s.remove(STAT + "/options/textMode")),
                new PlantedFault("look-said", "it is not said", s -> s.remove(TABLE + "/fieldConfig/defaults/color")),
                new PlantedFault(
                        "value-mappings",
                        "the values stand in the order [0, 2]",
                        s -> s.remove(TIMELINE + "/fieldConfig/defaults/mappings/0/options/1")),
                new PlantedFault(
                        "value-mappings",
                        "instead of words",
                        s -> s.remove(TIMELINE + "/fieldConfig/defaults/mappings/0/options/1/color")),
                new PlantedFault(
                        "override-value",
                        "the setting 'unit' is set to nothing",
                        s -> s.remove(TIMESERIES + "/fieldConfig/overrides/0/properties/0/value")),
                new PlantedFault(
                        "override-value",
                        "the setting 'thresholds' is set to ",
                        s -> s.put(
                                TIMESERIES + "/fieldConfig/overrides/0/properties/1",
                                "{\"id\": \"thresholds\", \"value\": {\"mode\": \"absolute\", \"steps\": [{\"value\": null}]}}")),
                new PlantedFault(
                        "color-known",
                        "there is no colour 'rd'",
                        s -> s.put(TIMESERIES + "/fieldConfig/defaults/thresholds/steps/2/color", "\"rd\"")),
                new PlantedFault(
                        "color-known", "there is no colour 'redd'", s -> s.put(ANNOTATION + "/iconColor", "\"redd\"")));
    }
}
