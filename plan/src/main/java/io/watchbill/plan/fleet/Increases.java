package io.watchbill.plan.fleet;

import static io.watchbill.plan.fleet.Vectors.above;
import static io.watchbill.plan.fleet.Vectors.call;
import static io.watchbill.plan.fleet.Vectors.minus;
import static io.watchbill.plan.fleet.Vectors.or;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Subquery;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * By how much counters grew over windows, added up over replicas, at a cost that does not grow with the window: windows up to
 * an hour are read from the counters; up to a day they are sums of increases over five minutes that were recorded once,
 * beyond that of increases over an hour.
 *
 * <p>An increase is the counter's last value less its last value one window earlier. So increases that follow one another add
 * up to what was counted, to the last event, which those that {@code increase} extrapolates do not. {@code increase} stands in
 * where a replica's counter started anew, came or went within the window.
 *
 * @param recorded selects what was recorded of these counters, and nothing that others recorded under the same name
 * @param by the labels that are kept
 * @param growth the increase of the counters over a range, before it is added up
 * @param shortName the recorded increase over five minutes
 * @param longName the recorded increase over an hour
 */
record Increases(
        List<LabelMatcher> recorded,
        List<String> by,
        Function<Duration, Expression> growth,
        String shortName,
        String longName) {

    static final Duration SHORT = Duration.ofMinutes(5);
    static final Duration LONG = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /** The recorded increase over five minutes, if a window needs it. */
    Optional<Expression> shortIncrease(Collection<Duration> windows) {
        return windows.stream().anyMatch(window -> window.compareTo(LONG) > 0)
                ? Optional.of(raw(SHORT))
                : Optional.empty();
    }

    /** The recorded increase over an hour, if a window needs it. */
    Optional<Expression> longIncrease(Collection<Duration> windows) {
        return windows.stream().anyMatch(window -> window.compareTo(DAY) > 0)
                ? Optional.of(summed(shortName, LONG, SHORT))
                : Optional.empty();
    }

    /** The increase over a window, rounded up to whole steps of what it is added up from. */
    Expression over(Duration window) {
        if (window.compareTo(LONG) <= 0) {
            return raw(window);
        }
        return window.compareTo(DAY) <= 0 ? summed(shortName, window, SHORT) : summed(longName, window, LONG);
    }

    private Expression raw(Duration window) {
        return Aggregation.sum(by, growth.apply(window));
    }

    private Expression summed(String name, Duration window, Duration step) {
        return call("sum_over_time", Subquery.ofWholeSteps(Selector.of(name, recorded), window, step));
    }

    /** The increase of a counter that is on the page from the start. */
    static Expression growth(Selector counter, Duration range) {
        Expression difference = BinaryOperation.of(
                minus(counter, counter.earlier(range)), Operator.UNLESS, above(call("resets", counter.over(range)), 0));
        return or(difference, call("increase", counter.over(range)));
    }
}
