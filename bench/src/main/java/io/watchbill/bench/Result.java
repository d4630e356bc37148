package io.watchbill.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;

/**
 * What was measured, and where.
 *
 * @param command what repeats it
 * @param machine processor, cores, Java, and how busy the machine was when it began
 * @param values the numbers by name
 * @param targets what they are held against: {@code >= 300000}
 */
@JsonPropertyOrder({"command", "machine", "values", "targets"})
record Result(String command, Map<String, String> machine, Map<String, Double> values, Map<String, String> targets) {
    /** Whether a value meets its target. */
    boolean meets(String name) {
        String target = targets.get(name);
        Double value = values.get(name);
        if (target == null || value == null) {
            return value != null;
        }
        double bound = Double.parseDouble(target.substring(2).strip());
        return target.startsWith(">=") ? value >= bound : value <= bound;
    }
}
