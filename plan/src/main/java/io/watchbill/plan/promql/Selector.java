package io.watchbill.plan.promql;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Series by name and labels.
 *
 * @param range present for a range vector
 * @param offset how far back it looks
 */
public record Selector(String metric, List<LabelMatcher> matchers, Optional<Duration> range, Optional<Duration> offset)
        implements Expression {

    private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    public Selector {
        matchers = List.copyOf(matchers);
        if (!METRIC.matcher(metric).matches()) {
            throw new IllegalArgumentException("no metric name: " + metric);
        }
    }

    /** An instant vector. */
    public static Selector of(String metric, List<LabelMatcher> matchers) {
        return new Selector(metric, matchers, Optional.empty(), Optional.empty());
    }

    /** An instant vector. */
    public static Selector of(String metric, LabelMatcher... matchers) {
        return of(metric, List.of(matchers));
    }

    /** The same series over a range. */
    public Selector over(Duration newRange) {
        return new Selector(metric, matchers, Optional.of(newRange), offset);
    }

    /** The same series, so much earlier. */
    public Selector earlier(Duration newOffset) {
        return new Selector(metric, matchers, range, Optional.of(newOffset));
    }

    @Override
    public String text() {
        return metric
                + (matchers.isEmpty() ? "" : "{" + LabelMatcher.text(matchers) + "}")
                + range.map(length -> "[" + Durations.format(length) + "]").orElse("")
                + offset.map(length -> " offset " + Durations.format(length)).orElse("");
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return new Selector(metric, matchers, range.map(rewrite::range), offset.map(rewrite::offset));
    }
}
