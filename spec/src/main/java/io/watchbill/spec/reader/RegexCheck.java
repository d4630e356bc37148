package io.watchbill.spec.reader;

import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.finding.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

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
        problem(matcher.value())
                .ifPresent(problem -> context.findings()
                        .add(
                                SpecificationCode.BAD_REGEX,
                                context.at(scalar, value),
                                Printed.quoted(matcher.value()) + " is no regular expression: " + problem,
                                Optional.of("RE2 syntax, as Prometheus has it"),
                                Optional.empty()));
    }

    /** Java's syntax, less what RE2 does not have. */
    private static Optional<String> problem(String regex) {
        if (regex.matches("(?s).*\\(\\?<?[=!].*") || regex.matches("(?s).*\\\\[1-9].*")) {
            return Optional.of("look-around and back references do not exist");
        }
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException wrong) {
            return Optional.of(wrong.getDescription().toLowerCase(Locale.ROOT));
        }
    }
}
