package io.watchbill.spec.reader;

import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.promql.Regex;
import java.util.List;
import java.util.Optional;

/** Finds matchers whose regular expression Prometheus would refuse. */
final class RegexCheck {
    private RegexCheck() {}

    /** Matchers whose place in the text is not known: the pattern itself is looked for. */
    static void check(ReadingContext context, Node.Scalar scalar, List<Matcher> matchers) {
        for (Matcher matcher : matchers) {
            int from = Math.max(0, scalar.text().indexOf(matcher.value()));
            check(
                    context,
                    scalar,
                    matcher,
                    new Span(from, from + matcher.value().length()));
        }
    }

    static void check(ReadingContext context, Node.Scalar scalar, Matcher matcher, Span value) {
        if (matcher.operator() != Matcher.Operator.MATCHES && matcher.operator() != Matcher.Operator.DOES_NOT_MATCH) {
            return;
        }
        Regex.problem(matcher.value())
                .ifPresent(problem -> context.findings()
                        .add(
                                SpecificationCode.BAD_REGEX,
                                context.at(scalar, value),
                                Printed.quoted(matcher.value()) + " is no regular expression: " + problem,
                                Optional.of(Regex.EXPECTED),
                                Optional.empty()));
    }
}
