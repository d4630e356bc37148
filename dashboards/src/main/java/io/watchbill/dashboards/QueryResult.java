package io.watchbill.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a variable that asks {@code query_result(…)} holds: each series of the answer as a line of text such as
 * <code>{version="2"} 0.5 1767225600000</code>, of which a regex takes the value. Source: metric_find_query.ts of Grafana's
 * Prometheus data source, 9.2 to 13.
 */
public final class QueryResult {

    private QueryResult() {}

    /**
     * The values in the order of the answer, each once.
     *
     * @param vector what Prometheus answers under {@code data.result}
     * @param regex of the variable, between slashes
     */
    public static List<String> values(JsonNode vector, String regex) {
        Pattern pattern = pattern(regex);
        Set<String> values = new LinkedHashSet<>();
        for (JsonNode series : vector) {
            Matcher match = pattern.matcher(text(series));
            if (match.find()) {
                values.add(match.group(1));
            }
        }
        return List.copyOf(values);
    }

    /** Of a regex between slashes what stands between them. */
    public static Pattern pattern(String regex) {
        return Pattern.compile(regex.replaceAll("^/|/$", ""));
    }

    private static String text(JsonNode series) {
        List<String> labels = new ArrayList<>();
        series.path("metric").properties().forEach(label -> {
            if (!label.getKey().equals("__name__")) {
                labels.add(label.getKey() + "=\"" + label.getValue().asText() + "\"");
            }
        });
        JsonNode value = series.path("value");
        return series.path("metric").path("__name__").asText() + "{" + String.join(",", labels) + "} "
                + value.path(1).asText() + " " + Math.round(value.path(0).asDouble() * 1000);
    }
}
