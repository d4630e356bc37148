package io.watchbill.dashboards;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Compared;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.View;
import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an alert compares with what: the expression whose value is drawn, and the bound that must not hold, drawn as a
 * line. Taken from the alert's own expression, so that picture and rule cannot part.
 *
 * @param alert whose expression it is
 * @param part of the alert's condition; all of its expression where it has none
 * @param value the compared side
 * @param bound in the metric's unit
 */
record AlertLine(PlannedAlert alert, Compared part, Expression value, Bound bound) {

    /** Every comparison of the alert's expression with a number, in the order of its text. */
    static List<AlertLine> of(PlannedAlert alert) {
        if (alert.kind() == AlertKind.WRITTEN_PROMQL && alert.expression() instanceof Written written) {
            return WrittenPromql.line(alert, written).stream().toList();
        }
        List<AlertLine> lines = new ArrayList<>();
        parts(alert).forEach(part -> collect(alert, part, part.expression(), lines));
        return List.copyOf(lines);
    }

    /** Whether a series of the family is compared. */
    boolean isOf(MetricFamily family) {
        return new Written(value.text()).words().contains(family.name());
    }

    private static List<Compared> parts(PlannedAlert alert) {
        return alert.condition().isEmpty() ? List.of(whole(alert)) : alert.compared();
    }

    /** All of an alert that has no condition. */
    static Compared whole(PlannedAlert alert) {
        return new Compared(
                alert.dashboard().panelKey(), alert.dashboard().view(), alert.expression(), alert.identityLabels());
    }

    /** Whether the alert is a matter of P1 or P2. */
    boolean critical() {
        return alert.priority().compareTo(Priority.P3) < 0;
    }

    /**
     * What the line is called: the labels that tell its series apart, and the window it is taken over.
     *
     * @param otherwise what the one line of an alert without either is called
     */
    String legend(boolean severalModels, String otherwise) {
        String window =
                window().map(label -> "over " + label).orElseGet(() -> severalWindows() ? "over {{window}}" : "");
        List<String> labels = part.identityLabels().stream()
                .filter(label -> severalModels || !label.equals(LabelNames.MODEL))
                .filter(label -> !label.equals(LabelNames.WINDOW) && !label.equals(LabelNames.KIND))
                .map(label -> "{{" + label + "}}")
                .toList();
        String legend = Stream.concat(labels.stream(), Stream.of(window))
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + " " + right)
                .orElse("");
        return legend.isEmpty() ? otherwise : legend;
    }

    /** The one window that the value is taken over; empty where it has none, or each of several. */
    Optional<String> window() {
        return window(value);
    }

    private boolean severalWindows() {
        return part.identityLabels().contains(LabelNames.WINDOW);
    }

    /** Whether that panel of the view is the one of its metric. */
    boolean isOf(View view, String panelKey) {
        return part.view() == view && part.metric().equals(panelKey);
    }

    /** Whether the value is a p-value: it is drawn as evidence, on a scale of its own. */
    boolean isPValue() {
        return series().filter(series -> series.metric().endsWith("_p_value")).isPresent();
    }

    /** The series that the value is of, where it is of one kind of series and only aggregated. */
    Optional<Selector> series() {
        return series(value);
    }

    private static Optional<Selector> series(Expression expression) {
        if (expression instanceof Selector selector) {
            return Optional.of(selector);
        }
        return expression instanceof Aggregation aggregation ? series(aggregation.inner()) : Optional.empty();
    }

    private static void collect(PlannedAlert alert, Compared part, Expression expression, List<AlertLine> lines) {
        if (!(expression instanceof BinaryOperation operation)) {
            return;
        }
        Optional<io.watchbill.spec.condition.Operator> comparison = comparison(operation.operator());
        if (comparison.isPresent() && operation.right() instanceof Literal limit) {
            Quantity quantity = new Quantity(limit.value(), Quantity.Notation.PLAIN, limit.text());
            Bound bound = new Bound.Comparison(comparison.get(), quantity);
            lines.add(new AlertLine(alert, part, operation.left(), bound));
        } else {
            collect(alert, part, operation.left(), lines);
            collect(alert, part, operation.right(), lines);
        }
    }

    private static Optional<io.watchbill.spec.condition.Operator> comparison(Operator operator) {
        return switch (operator) {
            case LESS -> Optional.of(io.watchbill.spec.condition.Operator.LESS);
            case AT_MOST -> Optional.of(io.watchbill.spec.condition.Operator.AT_MOST);
            case GREATER -> Optional.of(io.watchbill.spec.condition.Operator.GREATER);
            case AT_LEAST -> Optional.of(io.watchbill.spec.condition.Operator.AT_LEAST);
            case OR, AND, UNLESS, EQUAL, NOT_EQUAL, PLUS, MINUS, TIMES, DIVIDED_BY, MODULO, POWER -> Optional.empty();
        };
    }

    private static Optional<String> window(Expression expression) {
        if (expression instanceof Selector selector) {
            return selector.matchers().stream()
                    .filter(matcher -> matcher.label().equals(LabelNames.WINDOW))
                    .map(LabelMatcher::value)
                    .findFirst();
        }
        if (expression instanceof BinaryOperation operation) {
            return window(operation.left()).or(() -> window(operation.right()));
        }
        if (expression instanceof Aggregation aggregation) {
            return window(aggregation.inner());
        }
        if (expression instanceof Call call) {
            return call.arguments().stream()
                    .flatMap(argument -> window(argument).stream())
                    .findFirst();
        }
        return Optional.empty();
    }
}
