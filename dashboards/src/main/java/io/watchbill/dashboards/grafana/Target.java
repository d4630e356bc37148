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
 * @param interval the least step between points, of which Grafana also makes {@code $__rate_interval}: it spans four of
 *     them. Absent: what the data source says, which is 15 s where nobody has said anything
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
        @Nullable String interval,
        String editorMode) {

    private static final String SERIES = "time_series";

    /** A series over the time range. */
    public static Target over(String refId, String expr, String legend) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, legend, SERIES, false, true, null, "code");
    }

    /** One value at the end of the time range. */
    public static Target now(String refId, String expr, String legend) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, legend, SERIES, true, false, null, "code");
    }

    /** One row per series, labels as columns, at the end of the time range. */
    public static Target table(String refId, String expr) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, null, "table", true, false, null, "code");
    }

    /** The same with that least step, a duration of Prometheus. */
    public Target every(String least) {
        return new Target(refId, datasource, expr, legendFormat, format, instant, range, least, editorMode);
    }

    /** Buckets by {@code le} over the time range. */
    public static Target buckets(String refId, String expr) {
        return new Target(refId, DatasourceRef.CHOSEN, expr, "{{le}}", "heatmap", false, true, null, "code");
    }
}
