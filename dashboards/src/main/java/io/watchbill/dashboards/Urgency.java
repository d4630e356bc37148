package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.spec.Priority;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How urgent something is, as a number, in words and in colours, the same on every panel: 0 where nothing fires, then P4
 * to P1, and above them all that nobody knows, since the rules are not evaluated.
 */
final class Urgency {

    /** The rules are not evaluated: worse than any alert, since none can fire. */
    static final int NOT_EVALUATED = 5;

    /** How many alerts fire where the rules are not evaluated. */
    static final int NOT_COUNTED = -1;

    /** What is said of both. */
    static final String UNKNOWN = "rules not evaluated";

    private static final List<Priority> RISING = List.of(Priority.P4, Priority.P3, Priority.P2, Priority.P1);

    private Urgency() {}

    static int of(Priority priority) {
        return RISING.indexOf(priority) + 1;
    }

    static String color(Priority priority) {
        return switch (priority) {
            case P1 -> "dark-red";
            case P2 -> Looks.CRITICAL;
            case P3 -> Looks.WARNING;
            case P4 -> "blue";
        };
    }

    /** The colours of the numbers. */
    static Thresholds colors() {
        List<Step> steps = new ArrayList<>();
        RISING.forEach(priority -> steps.add(new Step(color(priority), BigDecimal.valueOf(of(priority)))));
        steps.add(new Step(Looks.BLIND, BigDecimal.valueOf(NOT_EVALUATED)));
        return Thresholds.rising(Looks.GOOD, steps);
    }

    /** The words for the numbers; {@code nothing} where nothing fires. */
    static ValueMapping words(String nothing, Function<Priority, String> words) {
        Map<String, Result> results = new LinkedHashMap<>();
        results.put("0", new Result(nothing, Looks.GOOD, 0));
        return rising(results, words);
    }

    /** The words for the numbers of what fires. */
    static ValueMapping names() {
        return rising(new LinkedHashMap<>(), Priority::name);
    }

    private static ValueMapping rising(Map<String, Result> results, Function<Priority, String> words) {
        for (Priority priority : RISING) {
            results.put(
                    String.valueOf(of(priority)), new Result(words.apply(priority), color(priority), results.size()));
        }
        results.put(String.valueOf(NOT_EVALUATED), new Result(UNKNOWN, Looks.BLIND, results.size()));
        return ValueMapping.values(results);
    }

    /** The colours of the priorities' names. */
    static ValueMapping labels() {
        Map<String, Result> words = new LinkedHashMap<>();
        for (Priority priority : Priority.values()) {
            words.put(priority.name(), new Result(priority.name(), color(priority), words.size()));
        }
        return ValueMapping.values(words);
    }

    /** The words for what is not counted. */
    static ValueMapping uncounted() {
        return ValueMapping.values(Map.of(String.valueOf(NOT_COUNTED), new Result(UNKNOWN, Looks.BLIND, 0)));
    }
}
