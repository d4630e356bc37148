package io.watchbill.dashboards;

import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Operator;
import io.watchbill.spec.condition.Quantity;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.promql.Query;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be drawn of an alert that somebody wrote as PromQL: what it compares, if it ends in a comparison with a number. */
final class WrittenPromql {

    private static final Map<String, Operator> COMPARISONS =
            Map.of("<", Operator.LESS, "<=", Operator.AT_MOST, ">", Operator.GREATER, ">=", Operator.AT_LEAST);
    private static final Set<String> RATES = Set.of("rate", "irate");
    private static final Set<String> KEEPING_UNITS =
            Set.of("sum", "avg", "min", "max", "topk", "bottomk", "quantile", "limitk", "stddev");
    private static final Map<String, String> UNITS =
            Map.of("_seconds", GrafanaUnit.SECONDS, "_ratio", GrafanaUnit.SHARE, "_bytes", GrafanaUnit.BYTES);

    private WrittenPromql() {}

    /** What is compared with what; empty where the expression is no comparison with a number. */
    static Optional<AlertLine> line(PlannedAlert alert, Written written) {
        String text = written.text();
        if (!(parsed(text) instanceof Query.Binary binary) || binary.bool()) {
            return Optional.empty();
        }
        Optional<Operator> operator = Optional.ofNullable(COMPARISONS.get(binary.operator()));
        return operator.flatMap(compared -> number(binary.right()).map(limit -> {
            Written value = new Written(text(binary.left(), text));
            Quantity quantity = new Quantity(limit, Quantity.Notation.PLAIN, limit.toPlainString());
            return new AlertLine(alert, AlertLine.whole(alert), value, new Bound.Comparison(compared, quantity));
        }));
    }

    /** Grafana's name of the unit of a query's value, as far as names of series tell it. */
    static String unit(String promql) {
        return unit(parsed(promql));
    }

    private static String unit(Query query) {
        if (query instanceof Query.Wrapped wrapped) {
            return unit(wrapped.of());
        }
        if (query instanceof Query.Aggregate aggregate && KEEPING_UNITS.contains(aggregate.operator())) {
            List<Query> arguments = aggregate.arguments();
            return unit(arguments.get(arguments.size() - 1));
        }
        if (query instanceof Query.Call call && RATES.contains(call.function())) {
            return call.all().stream().anyMatch(part -> part instanceof Query.Series series && isEvents(series.name()))
                    ? GrafanaUnit.EVENTS_PER_SECOND
                    : GrafanaUnit.NUMBER;
        }
        if (query instanceof Query.Series series) {
            return UNITS.entrySet().stream()
                    .filter(unit -> series.name().endsWith(unit.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(GrafanaUnit.NUMBER);
        }
        return GrafanaUnit.NUMBER;
    }

    /** A rate of seconds or bytes has another unit. */
    private static boolean isEvents(String series) {
        return series.matches(".*(_total|_count)") && !series.matches(".*_(seconds|bytes)_total");
    }

    private static Optional<BigDecimal> number(Query query) {
        if (query instanceof Query.Wrapped wrapped) {
            return number(wrapped.of()).map(number -> wrapped.negative() ? number.negate() : number);
        }
        return query instanceof Query.Scalar scalar && Double.isFinite(scalar.value())
                ? Optional.of(BigDecimal.valueOf(scalar.value()).stripTrailingZeros())
                : Optional.empty();
    }

    private static String text(Query query, String all) {
        Span span = query.span();
        return all.substring(span.from(), span.to());
    }

    private static Query parsed(String text) {
        try {
            Query query = Query.parse(text);
            while (query instanceof Query.Wrapped wrapped && !wrapped.negative()) {
                query = wrapped.of();
            }
            return query;
        } catch (MisfitException misfit) {
            throw new IllegalArgumentException("no PromQL: " + text, misfit);
        }
    }
}
