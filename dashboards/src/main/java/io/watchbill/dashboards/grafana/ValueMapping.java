package io.watchbill.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.Map;

/** Words and colours instead of numbers, so that nothing is said by colour alone. */
public record ValueMapping(String type, Object options) {

    /** What is shown. */
    public record Result(String text, String color, int index) {}

    /** What is shown for exact values, in their order. */
    public static ValueMapping values(Map<String, Result> results) {
        return new ValueMapping("value", new LinkedHashMap<>(results));
    }
}
