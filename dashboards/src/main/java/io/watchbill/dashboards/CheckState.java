package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.Thresholds;
import io.watchbill.dashboards.grafana.Thresholds.Step;
import io.watchbill.dashboards.grafana.ValueMapping;
import io.watchbill.dashboards.grafana.ValueMapping.Result;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a check of the monitoring itself says. Fine is said only of what was looked at. */
enum CheckState {
    FINE(0, "fine", Looks.GOOD),
    TROUBLE(1, "trouble", Looks.CRITICAL),
    NOT_MEASURED(2, "not measured", Looks.TRAINING),
    NOT_EVALUATED(3, Urgency.UNKNOWN, Looks.BLIND);

    private final int value;
    private final String words;
    private final String color;

    CheckState(int value, String words, String color) {
        this.value = value;
        this.words = words;
        this.color = color;
    }

    static ValueMapping words() {
        Map<String, Result> results = new LinkedHashMap<>();
        for (CheckState state : values()) {
            results.put(String.valueOf(state.value), new Result(state.words, state.color, state.value));
        }
        return ValueMapping.values(results);
    }

    static Thresholds colors() {
        return Thresholds.rising(
                FINE.color,
                Arrays.stream(values())
                        .skip(1)
                        .map(state -> new Step(state.color, BigDecimal.valueOf(state.value)))
                        .toList());
    }

    /** The state of the check that an alert is, as its value: one sample, always. */
    static String promql(PlannedAlert alert, AlertSeries series) {
        String trouble = "clamp_max(count(" + alert.expression().text() + "), 1)";
        List<AlertLine> compared = compared(alert);
        String seen = compared.stream()
                .map(line -> " and count(" + line.value().text() + ")")
                .collect(Collectors.joining("", "(" + series.evaluated(), ")"));
        String fine = compared.isEmpty()
                ? series.evaluated()
                : seen + " or " + NOT_MEASURED.value + " + " + series.evaluated();
        return trouble + " or " + fine + " or vector(" + NOT_EVALUATED.value + ")";
    }

    /** What the check compares: one thing, or several of which each is trouble alone. Nothing where it looks for what is missing. */
    private static List<AlertLine> compared(PlannedAlert alert) {
        List<AlertLine> lines = alert.kind() == AlertKind.MONITORING ? AlertLine.of(alert) : List.of();
        return lines.size() == 1 || isAnyOf(alert.expression()) ? lines : List.of();
    }

    private static boolean isAnyOf(Expression expression) {
        return expression instanceof BinaryOperation operation
                && (operation.operator() == Operator.OR
                        ? isAnyOf(operation.left()) && isAnyOf(operation.right())
                        : operation.right() instanceof Literal);
    }
}
