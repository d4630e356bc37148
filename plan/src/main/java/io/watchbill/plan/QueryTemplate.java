package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Text;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Durations;
import io.watchbill.spec.catalogue.Measure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A preset's query with its placeholders filled in. Only quoted values, durations and numbers are put in, so that no
 * text of a specification becomes PromQL.
 *
 * @param matchers for {@code $selector}
 * @param range for {@code $rate}
 * @param capacity for {@code $capacity}
 * @param failed literal values for {@code $failed}
 */
record QueryTemplate(List<LabelMatcher> matchers, Duration range, Optional<BigDecimal> capacity, List<String> failed) {

    /** The range of rates where a condition does not say {@code over}. */
    static final Duration DEFAULT_RANGE = Duration.ofMinutes(5);

    private static final Pattern PLACEHOLDER = Pattern.compile(
            Stream.of(Measure.Query.SELECTOR, Measure.Query.RATE, Measure.Query.CAPACITY, Measure.Query.FAILED)
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|")));

    QueryTemplate {
        matchers = List.copyOf(matchers);
        failed = List.copyOf(failed);
    }

    Expression fill(Measure.Query query) {
        String promql = withSelector(query.promql(), matchers);
        // In one pass, so that a text that looks like a placeholder stays a text.
        return new Written(
                PLACEHOLDER.matcher(promql).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), query))));
    }

    private String value(String placeholder, Measure.Query query) {
        return switch (placeholder) {
            case Measure.Query.CAPACITY ->
                new Literal(capacity.orElseThrow(() -> new IllegalArgumentException("the source "
                                + query.preset().orElse("")
                                + " has no capacity: write one, as capacity: 400rps,"
                                + " or leave throughput_usage out")))
                        .text();
            case Measure.Query.FAILED ->
                new Text(failed.stream().map(LabelMatcher::literally).collect(Collectors.joining("|"))).text();
            case Measure.Query.RATE -> Durations.format(range);
            default -> text(matchers);
        };
    }

    /** The text with the matchers in the place of {@code $selector}. */
    static String select(String promql, List<LabelMatcher> matchers) {
        return withSelector(promql, matchers).replace(Measure.Query.SELECTOR, text(matchers));
    }

    /** The text without {@code $selector} and what belongs to it where nothing is to be selected. */
    private static String withSelector(String promql, List<LabelMatcher> matchers) {
        return matchers.isEmpty()
                ? promql.replace("{" + Measure.Query.SELECTOR + "}", "").replace("," + Measure.Query.SELECTOR, "")
                : promql;
    }

    private static String text(List<LabelMatcher> matchers) {
        return matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(","));
    }
}
