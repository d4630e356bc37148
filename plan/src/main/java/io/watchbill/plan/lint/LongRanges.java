package io.watchbill.plan.lint;

import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.Durations;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.catalogue.WindowRule;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.promql.Query;
import java.time.Duration;
import java.util.Set;

/** A rate needs two samples; with four scrapes in its range it survives one that is missed and one that is late. */
final class LongRanges implements Rule {
    private static final Set<String> RATES =
            Set.of("rate", "irate", "increase", "delta", "idelta", "deriv", "resets", "changes");

    @Override
    public void judge(Judged judged) {
        Duration shortest = judged.plan().target().shortestRange();
        for (Judged.WrittenQuery written : judged.queries()) {
            for (Query part : written.query().all()) {
                if (part instanceof Query.Call call && RATES.contains(call.function())) {
                    call.arguments().stream()
                            .filter(argument -> argument instanceof Query.Series)
                            .map(argument -> ((Query.Series) argument).reach())
                            .filter(reach -> reach.range()
                                    .filter(range -> range.compareTo(shortest) < 0)
                                    .isPresent())
                            .forEach(reach -> judged.report(
                                    LintCode.SHORT_RANGE,
                                    written.pointer(),
                                    reach.span(),
                                    message(call.function(), reach.range().orElseThrow(), judged),
                                    expected(shortest),
                                    help(shortest)));
                }
            }
        }
        conditions(judged, shortest);
    }

    private static void conditions(Judged judged, Duration shortest) {
        for (Judged.Written written : judged.writtenAlerts()) {
            if (written.alert().expression() instanceof AlertExpression.Conditional conditional) {
                for (Clause clause : conditional.condition().clauses()) {
                    boolean rate = judged.plan()
                            .catalogue()
                            .find(clause.metric())
                            .filter(metric -> metric.window() == WindowRule.RATE)
                            .isPresent();
                    if (rate
                            && clause.window().orElse(null) instanceof TimeWindow window
                            && window.length().compareTo(shortest) < 0) {
                        judged.report(
                                LintCode.SHORT_RANGE,
                                written.expression(),
                                message(clause.metric(), window.length(), judged),
                                expected(shortest),
                                help(shortest));
                    }
                }
            }
        }
    }

    private static String message(String what, Duration range, Judged judged) {
        return what + " over " + Durations.format(range) + " has fewer than four of the scrapes that come every "
                + Durations.format(judged.plan().target().scrapeInterval());
    }

    private static String expected(Duration shortest) {
        return "a range of at least " + Durations.format(shortest);
    }

    private static String help(Duration shortest) {
        return "write " + Durations.format(shortest)
                + " or longer; if Prometheus scrapes more often, say so with --scrape-interval";
    }
}
