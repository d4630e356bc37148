package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts of good or bad and of all events: what a service level objective is measured by. Over any window the counts are
 * weighted by traffic, which a mean of ratios is not.
 *
 * @param part how many of the counted events a window had
 * @param kind what {@code part} counts
 * @param total how many events a window had; absent where nothing is known
 * @param presence series that are all there while the objective is measured
 * @param identityLabels what the counts keep, without {@code cluster}
 * @param source tells it from the objective's other indicators; empty where it has one
 */
record ServiceLevelIndicator(
        Function<Duration, Expression> part,
        Counted kind,
        Function<Duration, Expression> total,
        List<Expression> presence,
        List<String> identityLabels,
        Optional<String> source) {

    /** What the counter of a part counts, and what it means that the counter is absent. */
    enum Counted {
        /** Bad events; absent: there was none. */
        BAD,
        /** Good events; absent: there was none. */
        GOOD,
        /** Requests in a bucket of a histogram; absent: the histogram has no such bucket, and nothing is known. */
        IN_BUCKET,
        /** Nothing: it is the share of events that are good, of which nothing is known where there were none. */
        GOOD_SHARE
    }

    ServiceLevelIndicator {
        presence = List.copyOf(presence);
        identityLabels = List.copyOf(identityLabels);
    }

    ServiceLevelIndicator ofSource(String name) {
        return new ServiceLevelIndicator(part, kind, total, presence, identityLabels, Optional.of(name));
    }
}
