package io.watchbill.dashboards.grafana;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Colours by value: each step holds from its value up to the next one. */
public record Thresholds(String mode, List<Step> steps) {

    /** From {@code value} on, {@code color}; the first step has no value: it holds from below. */
    public record Step(
            String color,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal value) {}

    public Thresholds {
        steps = List.copyOf(steps);
    }

    /** One colour whatever the value. */
    public static Thresholds none(String color) {
        return new Thresholds("absolute", List.of(new Step(color, null)));
    }

    /** {@code base} from below, then each step; the values must rise. */
    public static Thresholds rising(String base, List<Step> steps) {
        List<Step> all = new ArrayList<>();
        all.add(new Step(base, null));
        for (Step step : steps) {
            BigDecimal previous = all.get(all.size() - 1).value();
            BigDecimal value = step.value();
            if (value == null || (previous != null && previous.compareTo(value) >= 0)) {
                throw new IllegalArgumentException("threshold steps must rise: " + steps);
            }
            all.add(step);
        }
        return new Thresholds("absolute", all);
    }
}
