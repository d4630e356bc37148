package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Custom;
import io.watchbill.dashboards.grafana.FieldConfig.Property;
import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Operator;
import io.watchbill.spec.condition.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One colour per meaning, everywhere: what is good, what warns, what is critical, what is training and production. */
final class Looks {

    static final String GOOD = "green";
    static final String WARNING = "orange";
    static final String CRITICAL = "red";
    static final String UNKNOWN = "text";
    /** Nobody can know: worse than unknown, since it hides what is bad. */
    static final String BLIND = "dark-purple";

    static final String TRAINING = "#8e8e8e";
    static final String PRODUCTION = "blue";

    private Looks() {}

    /** Words for a drift verdict. */
    static ValueMapping verdict() {
        Map<String, Result> words = new LinkedHashMap<>();
        words.put("0", new Result("no drift", GOOD, 0));
        words.put("1", new Result("warning", WARNING, 1));
        words.put("2", new Result("critical", CRITICAL, 2));
        return ValueMapping.values(words);
    }

    /** The colours of a drift verdict. */
    static Thresholds verdictColors() {
        return rising(BigDecimal.ONE, BigDecimal.valueOf(2));
    }

    /** Bad from the warning up, worse from the critical value up. */
    static Thresholds rising(BigDecimal warning, BigDecimal critical) {
        return of(troubles(warning, critical));
    }

    /** Bad from the warning up, worse from the critical value up. */
    static List<Trouble> troubles(BigDecimal warning, BigDecimal critical) {
        return List.of(atLeastTrouble(warning, false), atLeastTrouble(critical, true));
    }

    private static Trouble atLeastTrouble(BigDecimal limit, boolean critical) {
        return new Trouble(over(limit), critical);
    }

    /** The value and whatever is over it. */
    static Bound over(BigDecimal limit) {
        return new Bound.Comparison(
                Operator.AT_LEAST, new Quantity(limit, Quantity.Notation.PLAIN, limit.toPlainString()));
    }

    /** Whatever is under the value. */
    static Bound under(BigDecimal limit) {
        return new Bound.Comparison(Operator.LESS, new Quantity(limit, Quantity.Notation.PLAIN, limit.toPlainString()));
    }

    /** Critical from the value up. */
    static Thresholds atLeastIsTrouble(BigDecimal limit) {
        return Thresholds.rising(GOOD, List.of(new Step(CRITICAL, limit)));
    }

    /** Text in the colour of its value. */
    static Property coloredText() {
        return new Property("custom.cellOptions", new Custom.CellOptions("color-text"));
    }

    /** Bad under the value. */
    static Thresholds atLeast(BigDecimal minimum) {
        return Thresholds.rising(WARNING, List.of(new Step(GOOD, minimum)));
    }

    /**
     * The colours of bounds that are trouble, each with the colour of its trouble: green where none of them holds.
     * Where two hold, the worse one gives the colour.
     */
    static Thresholds of(List<Trouble> troubles) {
        List<BigDecimal> limits = troubles.stream()
                .flatMap(trouble -> limits(trouble.bound()).stream())
                .map(BigDecimal::stripTrailingZeros)
                .distinct()
                .sorted()
                .toList();
        if (limits.isEmpty()) {
            return Thresholds.none(GOOD);
        }
        List<Step> steps = new ArrayList<>();
        String below = colorAt(troubles, limits.get(0).subtract(BigDecimal.ONE));
        for (int i = 0; i < limits.size(); i++) {
            BigDecimal next =
                    i + 1 < limits.size() ? limits.get(i + 1) : limits.get(i).add(BigDecimal.ONE);
            // A colour holds from its step on, so that a point between two limits decides it.
            BigDecimal between = limits.get(i).add(next).divide(BigDecimal.valueOf(2));
            steps.add(new Step(colorAt(troubles, between), limits.get(i)));
        }
        return Thresholds.rising(below, steps);
    }

    /**
     * A bound that must not hold.
     *
     * @param critical whether it is a matter of P1 or P2
     */
    record Trouble(Bound bound, boolean critical) {}

    private static String colorAt(List<Trouble> troubles, BigDecimal value) {
        String color = GOOD;
        for (Trouble trouble : troubles) {
            if (trouble.bound().holds(value)) {
                if (trouble.critical()) {
                    return CRITICAL;
                }
                color = WARNING;
            }
        }
        return color;
    }

    /** The numbers of a bound, in the metric's unit. */
    static List<BigDecimal> limits(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            return List.of(comparison.limit().value());
        }
        if (bound instanceof Bound.Outside outside) {
            return List.of(outside.low().value(), outside.high().value());
        }
        Bound.Within within = (Bound.Within) bound;
        return List.of(within.low().value(), within.high().value());
    }
}
