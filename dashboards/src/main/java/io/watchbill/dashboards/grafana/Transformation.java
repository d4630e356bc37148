package io.watchbill.dashboards.grafana;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is done with the answers before they are drawn. Grafana skips one whose id it does not know, in silence. */
public record Transformation(String id, Object options) {

    /** Puts the answers side by side, one row per value of {@code field}. */
    public static Transformation joinBy(String field) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("byField", field);
        options.put("mode", "outer");
        return new Transformation("joinByField", Collections.unmodifiableMap(options));
    }

    /** Makes one row of the rows of all answers whose labels are the same. */
    public static Transformation merge() {
        return new Transformation("merge", Map.of());
    }

    /**
     * Drops, orders and renames columns.
     *
     * @param names new name by old name, in the order of the columns
     */
    public static Transformation arrange(List<String> dropped, Map<String, String> names) {
        Map<String, Boolean> exclude = new LinkedHashMap<>();
        dropped.forEach(name -> exclude.put(name, true));
        Map<String, Integer> order = new LinkedHashMap<>();
        names.keySet().forEach(name -> order.put(name, order.size()));
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("excludeByName", exclude);
        options.put("indexByName", order);
        options.put("renameByName", new LinkedHashMap<>(names));
        return new Transformation("organize", Collections.unmodifiableMap(options));
    }

    /** Orders the rows by one column. */
    public static Transformation sortBy(String field, boolean descending) {
        Map<String, Object> sort = new LinkedHashMap<>();
        sort.put("field", field);
        sort.put("desc", descending);
        return new Transformation("sortBy", Map.of("sort", List.of(sort)));
    }
}
