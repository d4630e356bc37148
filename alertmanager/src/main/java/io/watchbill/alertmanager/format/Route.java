package io.watchbill.alertmanager.format;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A node of the route tree. Children inherit receiver, grouping and timings, but not intervals: those are repeated on
 * every leaf.
 *
 * @param matchers all must match; none matches every alert
 * @param groupBy labels that split alerts into notifications; inherited where empty
 * @param groupWait Prometheus duration before the first notification of a group
 * @param groupInterval between notifications about changes of a group
 * @param repeatInterval after which an unchanged group is notified again
 * @param muteTimeIntervals names of intervals in which nobody is notified
 * @param activeTimeIntervals names of intervals outside of which nobody is notified; always, where empty
 * @param goesOn the {@code continue} key: later siblings see the alert too
 */
public record Route(
        @Nullable String receiver,
        List<Matcher> matchers,
        List<String> groupBy,
        @Nullable String groupWait,
        @Nullable String groupInterval,
        @Nullable String repeatInterval,
        List<String> activeTimeIntervals,
        List<String> muteTimeIntervals,

        @JsonProperty("continue") @JsonInclude(JsonInclude.Include.NON_DEFAULT)
        boolean goesOn,

        List<Route> routes) {

    public Route {
        matchers = List.copyOf(matchers);
        groupBy = List.copyOf(groupBy);
        activeTimeIntervals = List.copyOf(activeTimeIntervals);
        muteTimeIntervals = List.copyOf(muteTimeIntervals);
        routes = List.copyOf(routes);
    }

    /** The same below another parent: what it inherits from this one it says itself. */
    public Route by(Route parent) {
        return new Route(
                receiver == null ? parent.receiver : receiver,
                matchers,
                groupBy.isEmpty() ? parent.groupBy : groupBy,
                groupWait == null ? parent.groupWait : groupWait,
                groupInterval == null ? parent.groupInterval : groupInterval,
                repeatInterval == null ? parent.repeatInterval : repeatInterval,
                activeTimeIntervals,
                muteTimeIntervals,
                goesOn,
                routes);
    }

    /** The same route and its children with other names of receivers. */
    public Route withReceivers(UnaryOperator<String> names) {
        return new Route(
                receiver == null ? null : names.apply(receiver),
                matchers,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                activeTimeIntervals,
                muteTimeIntervals,
                goesOn,
                routes.stream().map(child -> child.withReceivers(names)).toList());
    }
}
