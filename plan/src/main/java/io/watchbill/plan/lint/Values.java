package io.watchbill.plan.lint;

import io.watchbill.spec.promql.Query;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which values a query can have, whatever the series are: only what holds for every Prometheus and all data. */
final class Values {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final Interval SHARE = Interval.closed(0, 1);
    private static final Interval ONE = Interval.closed(1, 1);
    private static final Interval COUNT = Interval.closed(1, INFINITE);

    private static final Map<String, Interval> FUNCTIONS = Map.ofEntries(
            Map.entry("rate", Interval.NOT_NEGATIVE),
            Map.entry("irate", Interval.NOT_NEGATIVE),
            Map.entry("increase", Interval.NOT_NEGATIVE),
            Map.entry("resets", Interval.NOT_NEGATIVE),
            Map.entry("changes", Interval.NOT_NEGATIVE),
            Map.entry("abs", Interval.NOT_NEGATIVE),
            Map.entry("sqrt", Interval.NOT_NEGATIVE),
            Map.entry("exp", Interval.NOT_NEGATIVE),
            Map.entry("time", Interval.NOT_NEGATIVE),
            Map.entry("stddev_over_time", Interval.NOT_NEGATIVE),
            Map.entry("stdvar_over_time", Interval.NOT_NEGATIVE),
            Map.entry("count_over_time", COUNT),
            Map.entry("present_over_time", ONE),
            Map.entry("absent", ONE),
            Map.entry("absent_over_time", ONE),
            Map.entry("hour", Interval.closed(0, 23)),
            Map.entry("minute", Interval.closed(0, 59)),
            Map.entry("month", Interval.closed(1, 12)),
            Map.entry("day_of_month", Interval.closed(1, 31)),
            Map.entry("day_of_week", Interval.closed(0, 6)),
            Map.entry("histogram_fraction", SHARE));
    private static final Map<String, Interval> AGGREGATIONS =
            Map.of("count", COUNT, "group", ONE, "stddev", Interval.NOT_NEGATIVE, "stdvar", Interval.NOT_NEGATIVE);

    /** What these make of values lies between the least and the greatest of them. */
    private static final Set<String> BETWEEN = Set.of(
            "min",
            "max",
            "avg",
            "topk",
            "bottomk",
            "limitk",
            "limit_ratio",
            "min_over_time",
            "max_over_time",
            "avg_over_time",
            "last_over_time",
            "sort",
            "sort_desc",
            "vector",
            "label_replace",
            "label_join");

    private Values() {}

    /** The possible values; empty where no element can come out. */
    static Optional<Interval> of(Query query) {
        if (query instanceof Query.Scalar scalar) {
            return Optional.of(
                    Double.isNaN(scalar.value()) ? Interval.ANY : Interval.closed(scalar.value(), scalar.value()));
        } else if (query instanceof Query.Series series) {
            return Optional.of(series.name().equals("up") ? SHARE : Interval.ANY);
        } else if (query instanceof Query.Call call) {
            return call(call);
        } else if (query instanceof Query.Aggregate aggregate) {
            return aggregate(aggregate);
        } else if (query instanceof Query.Subquery subquery) {
            return of(subquery.of());
        } else if (query instanceof Query.Wrapped wrapped) {
            return of(wrapped.of()).map(values -> wrapped.negative() ? values.negated() : values);
        } else if (query instanceof Query.Binary binary) {
            return binary(binary);
        }
        return Optional.of(Interval.ANY);
    }

    private static Optional<Interval> call(Query.Call call) {
        if (FUNCTIONS.containsKey(call.function())) {
            return Optional.ofNullable(FUNCTIONS.get(call.function()));
        }
        boolean between = BETWEEN.contains(call.function()) && !call.arguments().isEmpty();
        return between ? of(call.arguments().get(0)) : Optional.of(Interval.ANY);
    }

    private static Optional<Interval> aggregate(Query.Aggregate aggregate) {
        List<Query> arguments = aggregate.arguments();
        Optional<Interval> values = of(arguments.get(arguments.size() - 1));
        if (values.isEmpty() || BETWEEN.contains(aggregate.operator())) {
            return values;
        } else if (aggregate.operator().equals("sum") && values.get().isNotNegative()) {
            return Optional.of(Interval.NOT_NEGATIVE);
        }
        return Optional.of(AGGREGATIONS.getOrDefault(aggregate.operator(), Interval.ANY));
    }

    private static Optional<Interval> binary(Query.Binary binary) {
        Optional<Interval> left = of(binary.left());
        Optional<Interval> right = of(binary.right());
        if (binary.operator().equals("or")) {
            return left.isPresent() && right.isPresent()
                    ? Optional.of(left.get().hull(right.get()))
                    : left.or(() -> right);
        } else if (binary.operator().equals("unless") || left.isEmpty() || right.isEmpty()) {
            return right.isEmpty() && !binary.operator().equals("unless") ? Optional.empty() : left;
        } else if (binary.compares()) {
            return compared(binary, left.get(), right.get());
        } else if (binary.operator().equals("and")) {
            return left;
        }
        return Optional.of(arithmetic(binary.operator(), left.get(), right.get()));
    }

    private static Optional<Interval> compared(Query.Binary binary, Interval left, Interval right) {
        if (binary.bool()) {
            return Optional.of(SHARE);
        } else if (isScalar(binary.left()) && !isScalar(binary.right())) {
            // 5 > x keeps elements of x.
            return right.and(Interval.satisfying(mirrored(binary.operator()), left));
        }
        boolean nan = isNan(binary.left()) || isNan(binary.right());
        return nan && !binary.operator().equals("!=")
                ? Optional.empty()
                : left.and(Interval.satisfying(binary.operator(), right));
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private static boolean isScalar(Query query) {
        if (query instanceof Query.Wrapped wrapped) {
            return isScalar(wrapped.of());
        }
        return query instanceof Query.Scalar;
    }

    private static boolean isNan(Query query) {
        return query instanceof Query.Scalar scalar && Double.isNaN(scalar.value());
    }

    private static Interval arithmetic(String operator, Interval left, Interval right) {
        boolean notNegative = left.isNotNegative() && right.isNotNegative();
        return switch (operator) {
            case "+" -> sum(left, right);
            case "-" -> sum(left, right.negated());
            case "*", "/", "^", "%" -> notNegative ? Interval.NOT_NEGATIVE : Interval.ANY;
            default -> Interval.ANY;
        };
    }

    private static Interval sum(Interval left, Interval right) {
        double low = left.low() + right.low();
        double high = left.high() + right.high();
        return Double.isNaN(low) || Double.isNaN(high) ? Interval.ANY : Interval.closed(low, high);
    }
}
