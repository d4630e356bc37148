package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice at the top of the dashboard. What is chosen at first is Grafana's business: the first value.
 *
 * @param query the data source's kind, the values separated by commas, or a {@link Question}
 * @param refresh 1: when the dashboard opens; 2: also when the time range changes
 * @param sort 0: as they come
 * @param regex what of an answer is the value: its first group; empty for all of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
        String name,
        String label,
        String description,
        String type,
        @Nullable DatasourceRef datasource,
        Object query,
        @Nullable String definition,
        @Nullable Integer refresh,
        @Nullable Integer sort,
        @Nullable String regex,
        @JsonProperty("multi") boolean multi,
        boolean includeAll,
        @Nullable String allValue,
        int hide) {

    /** A question to Prometheus, such as {@code query_result(up)}. */
    public record Question(String query, String refId) {}

    /** The data source that answers every panel. */
    public static Variable datasource(String description) {
        return new Variable(
                "datasource",
                "Data source",
                description,
                "datasource",
                null,
                "prometheus",
                null,
                1,
                null,
                "",
                false,
                false,
                null,
                0);
    }

    /** One of values known when the dashboard was generated; they hold neither commas nor colons. */
    public static Variable oneOf(String name, String label, String description, List<String> values) {
        return new Variable(
                name,
                label,
                description,
                "custom",
                null,
                String.join(",", values),
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                0);
    }

    /**
     * One of the values of a label, in an order that a query gives: the first one is what the dashboard opens with.
     *
     * @param promql gives one series for each value, with no other label, the first value first
     */
    public static Variable ranked(String name, String label, String description, String promql, String of) {
        String query = "query_result(" + promql + ")";
        return new Variable(
                name,
                label,
                description,
                "query",
                DatasourceRef.CHOSEN,
                new Question(query, "Variable-" + name),
                query,
                2,
                0,
                // A line of the answer reads {label="value"} 0.5 1767225600000.
                "/^\\{" + of + "=\"(.*)\"\\} \\S+ \\S+$/",
                false,
                false,
                null,
                0);
    }
}
