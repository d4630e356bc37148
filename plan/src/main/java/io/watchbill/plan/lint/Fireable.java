package io.watchbill.plan.lint;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.finding.Span;
import io.watchbill.spec.promql.Query;
import java.util.List;
import java.util.Optional;

/** An alert that no value can make fire looks like a system without troubles. */
final class Fireable implements Rule {
    private static final String HELP = "an alert that cannot fire protects nobody: mend the limit, or remove it";

    @Override
    public void judge(Judged judged) {
        for (Judged.WrittenQuery written : judged.queries()) {
            if (Values.of(written.query()).isEmpty()) {
                impossible(written.query())
                        .ifPresent(part -> judged.report(
                                LintCode.NEVER_FIRES,
                                written.pointer(),
                                part.span(),
                                "no value can pass this comparison",
                                "a limit within what the left side can be",
                                HELP));
            }
            written.query().all().stream()
                    .filter(part -> part instanceof Query.Binary)
                    .map(part -> (Query.Binary) part)
                    .filter(part -> part.operator().equals("and") && contradicts(written.text(), part))
                    .forEach(part -> report(judged, written.pointer(), part.span()));
        }
        for (Judged.Written written : judged.writtenAlerts()) {
            if (written.alert().expression() instanceof AlertExpression.Conditional conditional) {
                conditions(judged, written, conditional.condition().clauses());
            }
        }
    }

    private static void report(Judged judged, String pointer, Span span) {
        judged.report(
                LintCode.NEVER_FIRES,
                pointer,
                span,
                "no value can pass both comparisons",
                "limits that leave a value between them",
                HELP);
    }

    /** The smallest part out of which nothing comes, though something goes in. */
    private static Optional<Query> impossible(Query query) {
        return query.all().stream()
                .filter(part -> Values.of(part).isEmpty())
                .filter(part ->
                        part.parts().stream().allMatch(below -> Values.of(below).isPresent()))
                .findFirst();
    }

    /** Whether both sides compare the same text with limits that exclude each other. */
    private static boolean contradicts(String text, Query.Binary and) {
        if (!(bare(and.left()) instanceof Query.Binary one) || !(bare(and.right()) instanceof Query.Binary other)) {
            return false;
        }
        boolean same = one.compares()
                && other.compares()
                && !one.bool()
                && !other.bool()
                && text(text, one.left()).equals(text(text, other.left()));
        return same && limit(one).and(limit(other)).isEmpty();
    }

    private static Interval limit(Query.Binary comparison) {
        return Interval.satisfying(
                comparison.operator(), Values.of(comparison.right()).orElse(Interval.ANY));
    }

    private static String text(String text, Query part) {
        return text.substring(part.span().from(), part.span().to()).replaceAll("\\s+", "");
    }

    private static Query bare(Query query) {
        return query instanceof Query.Wrapped wrapped && !wrapped.negative() ? bare(wrapped.of()) : query;
    }

    private static void conditions(Judged judged, Judged.Written written, List<Clause> clauses) {
        for (int i = 0; i < clauses.size(); i++) {
            for (Clause other : clauses.subList(i + 1, clauses.size())) {
                Clause one = clauses.get(i);
                boolean same =
                        one.subject().equals(other.subject()) && one.window().equals(other.window());
                boolean possible = Interval.of(one.bound()).stream()
                        .anyMatch(first -> Interval.of(other.bound()).stream()
                                .anyMatch(second -> first.and(second).isPresent()));
                if (same && !possible) {
                    judged.report(
                            LintCode.NEVER_FIRES,
                            written.expression(),
                            one.subject() + " cannot be " + one.bound().text() + " and "
                                    + other.bound().text() + " at once",
                            "bounds that leave a value between them",
                            HELP);
                }
            }
        }
    }
}
