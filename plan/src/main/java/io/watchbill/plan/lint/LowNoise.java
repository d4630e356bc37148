package io.watchbill.plan.lint;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Durations;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.promql.Query;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** One odd sample must wake nobody: a condition holds for two evaluations, or over a long and a short window at once. */
final class LowNoise implements Rule {

    @Override
    public void judge(Judged judged) {
        Duration interval = judged.plan().target().evaluationInterval();
        Duration least = interval.multipliedBy(2);
        for (PlannedAlert alert : judged.plan().alerts()) {
            if (alert.notifies() && isAskedFor(alert) && alert.holdFor().compareTo(least) < 0 && !hasWindows(alert)) {
                judged.report(
                        LintCode.NOISY,
                        pointer(alert),
                        alert.name() + " fires after " + Durations.format(alert.holdFor())
                                + ", and rules are evaluated every " + Durations.format(interval),
                        "for of at least two evaluations, " + Durations.format(least),
                        "write for " + Durations.format(least)
                                + " or longer, or let a long and a short window both have to pass the limit");
            }
        }
    }

    /** What is implied by models, sources and objectives has its times from us. */
    private static boolean isAskedFor(PlannedAlert alert) {
        return alert.kind() == AlertKind.WRITTEN_CONDITION
                || alert.kind() == AlertKind.WRITTEN_PROMQL
                || alert.kind() == AlertKind.KEY_METRIC;
    }

    private static String pointer(PlannedAlert alert) {
        return switch (alert.kind()) {
            case WRITTEN_CONDITION -> alert.specPath() + "/condition";
            case WRITTEN_PROMQL -> alert.specPath() + "/for";
            default -> alert.specPath();
        };
    }

    /** Whether two comparisons over different ranges are joined by {@code and}. */
    private static boolean hasWindows(PlannedAlert alert) {
        if (alert.kind() != AlertKind.WRITTEN_PROMQL) {
            return false;
        }
        try {
            return Query.parse(alert.expression().text()).all().stream()
                    .filter(part ->
                            part instanceof Query.Binary both && both.operator().equals("and"))
                    .anyMatch(both -> !Objects.equals(
                            ranges(both.parts().get(0)), ranges(both.parts().get(1))));
        } catch (MisfitException misfit) {
            throw new IllegalArgumentException("the reader lets no such query pass: " + alert.expression(), misfit);
        }
    }

    private static List<Duration> ranges(Query query) {
        return query.all().stream()
                .filter(part -> part instanceof Query.Series)
                .flatMap(part -> ((Query.Series) part).reach().range().stream())
                .sorted()
                .toList();
    }
}
