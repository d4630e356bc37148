package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One PromQL query of a panel.
 *
 * @param refId a capital letter, unique in the panel
 * @param expr PromQL with Grafana's variables in it
 * @param legendFormat the series' name, with {@code {{label}}} in it; absent: no name is shown
 * @param format {@code time_series}, {@code table} or {@code heatmap}
 * @param instant one value at the end of the range, instead of a series over it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
        String refId,
        DatasourceRef datasource,
        String expr,
        @Nullable String legendFormat,
        String format,
        boolean instant,
        @JsonProperty("range") boolean range,
        String editorMode) {

    private static final String SERIES = "time_series";

    /** A series over the time range. */
    public static Target over(String refId, String expr, String legend) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, legend, SERIES, false, true, "code");
    }

    /** One value at the end of the time range. */
    public static Target now(String refId, String expr, String legend) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, legend, SERIES, true, false, "code");
    }

    /** One row per series, labels as columns, at the end of the time range. */
    public static Target table(String refId, String expr) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, null, "table", true, false, "code");
    }

    /** Buckets by {@code le} over the time range. */
    public static Target buckets(String refId, String expr) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, "{{le}}", "heatmap", false, true, "code");
    }
}
