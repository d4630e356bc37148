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
import java.util.stream.Collectors;

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

    QueryTemplate {
        matchers = List.copyOf(matchers);
        failed = List.copyOf(failed);
    }

    Expression fill(Measure.Query query) {
        String promql = query.promql();
        if (promql.contains(Measure.Query.CAPACITY)) {
            BigDecimal value = capacity.orElseThrow(() ->
                    new IllegalArgumentException("the source " + query.preset().orElse("")
                            + " has no capacity: write one, as capacity: 400rps," + " or leave throughput_usage out"));
            promql = promql.replace(Measure.Query.CAPACITY, new Literal(value).text());
        }
        if (promql.contains(Measure.Query.FAILED)) {
            String pattern = failed.stream().map(LabelMatcher::literally).collect(Collectors.joining("|"));
            promql = promql.replace(Measure.Query.FAILED, new Text(pattern).text());
        }
        return new Written(select(promql.replace(Measure.Query.RATE, Durations.format(range)), matchers));
    }

    /** The text with the matchers in the place of {@code $selector}. */
    static String select(String promql, List<LabelMatcher> matchers) {
        if (matchers.isEmpty()) {
            return promql.replace("{" + Measure.Query.SELECTOR + "}", "").replace("," + Measure.Query.SELECTOR, "");
        }
        String selector = matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(","));
        return promql.replace(Measure.Query.SELECTOR, selector);
    }
}
