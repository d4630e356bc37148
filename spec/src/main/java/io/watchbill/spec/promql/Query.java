package io.watchbill.spec.promql;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A query as it was written, in its parts. Every part knows where it stands. */
public sealed interface Query {

    /** Where it stands in the text, by UTF-16 index. */
    Span span();

    /** The parts that it is made of. */
    default List<Query> parts() {
        return List.of();
    }

    /** This part and all below it. */
    default List<Query> all() {
        List<Query> all = new ArrayList<>();
        all.add(this);
        for (int next = 0; next < all.size(); next++) {
            all.addAll(all.get(next).parts());
        }
        return all;
    }

    /**
     * Reads a query.
     *
     * @throws MisfitException where no version of Prometheus would take it, with the place
     */
    static Query parse(String text) throws MisfitException {
        return new Parser(text).query();
    }

    /** A number, or a duration in seconds. */
    record Scalar(double value, Span span) implements Query {}

    /** A text, which some functions take. */
    record Text(Span span) implements Query {}

    /**
     * Series.
     *
     * @param name of the metric; empty where matchers alone select
     * @param reach how far back it looks
     */
    record Series(String name, Reach reach, Span span) implements Query {}

    /** A function's value. */
    record Call(String function, List<Query> arguments, Span span) implements Query {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Query> parts() {
            return arguments;
        }
    }

    /**
     * Many elements made one, or fewer.
     *
     * @param arguments the last one is what is aggregated
     */
    record Aggregate(String operator, List<Query> arguments, Span span) implements Query {
        public Aggregate {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Query> parts() {
            return arguments;
        }
    }

    /** The values of a query over time. */
    record Subquery(Query of, Reach reach, Span span) implements Query {
        @Override
        public List<Query> parts() {
            return List.of(of);
        }
    }

    /** A query in parentheses, or one with a sign. */
    record Wrapped(Query of, boolean negative, Span span) implements Query {
        @Override
        public List<Query> parts() {
            return List.of(of);
        }
    }

    /**
     * Two queries and what stands between them.
     *
     * @param operator in small letters
     * @param bool whether a comparison gives 0 or 1 instead of letting elements through
     */
    record Binary(Query left, String operator, boolean bool, Query right, Span operatorSpan, Span span)
            implements Query {
        @Override
        public List<Query> parts() {
            return List.of(left, right);
        }

        /** Whether it compares values. */
        public boolean compares() {
            return Parser.COMPARISONS.contains(operator);
        }
    }

    /**
     * How far back a part of a query looks.
     *
     * @param range the length of a range; empty for an instant, and where it is an expression of its own
     * @param ranged whether there is a range
     * @param offset how much earlier; negative for later
     * @param span of the range; of the whole part where there is none
     */
    record Reach(Optional<Duration> range, boolean ranged, Duration offset, Span span) {}
}
