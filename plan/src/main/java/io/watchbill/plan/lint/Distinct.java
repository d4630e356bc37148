package io.watchbill.plan.lint;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import java.util.List;

/** Two alerts for one thing are two pages for one thing. A critical threshold above a warning is none: it says more. */
final class Distinct implements Rule {

    @Override
    public void judge(Judged judged) {
        List<PlannedAlert> alerts = judged.plan().alerts().stream()
                .filter(PlannedAlert::notifies)
                .filter(alert -> alert.condition().isPresent() || alert.kind() == AlertKind.WRITTEN_PROMQL)
                .toList();
        for (int i = 0; i < alerts.size(); i++) {
            for (int j = 0; j < alerts.size(); j++) {
                boolean less = i != j && saysLess(alerts.get(i), alerts.get(j));
                // Of two that say the same, the later one is too many.
                if (less && (j < i || !saysLess(alerts.get(j), alerts.get(i)))) {
                    report(judged, alerts.get(i), alerts.get(j));
                    break;
                }
            }
        }
    }

    private static void report(Judged judged, PlannedAlert alert, PlannedAlert first) {
        String pointer = alert.specPath()
                + switch (alert.kind()) {
                    case WRITTEN_CONDITION -> "/condition";
                    case WRITTEN_PROMQL -> "/promql";
                    default -> "";
                };
        boolean same = implies(first, alert);
        judged.report(
                same ? LintCode.DUPLICATE_ALERT : LintCode.SUBSUMED_ALERT,
                pointer,
                alert.name() + (same ? " says the same as " : " never fires without ") + first.name()
                        + ", which is as urgent and as quick",
                "one alert for one thing",
                "remove one of them, or let this one wait longer and be more urgent");
    }

    /** Whether another alert, which is at least as urgent, fires whenever this one does and no later. */
    private static boolean saysLess(PlannedAlert alert, PlannedAlert other) {
        return implies(alert, other)
                && other.priority().compareTo(alert.priority()) <= 0
                && other.holdFor().compareTo(alert.holdFor()) <= 0;
    }

    private static boolean implies(PlannedAlert given, PlannedAlert needed) {
        if (given.condition().isPresent() && needed.condition().isPresent()) {
            return implies(given.condition().get(), needed.condition().get());
        }
        return given.condition().isEmpty()
                && needed.condition().isEmpty()
                && text(given).equals(text(needed));
    }

    private static String text(PlannedAlert alert) {
        return alert.expression().text().strip().replaceAll("\\s+", " ");
    }

    private static boolean implies(Condition condition, Condition other) {
        return other.clauses().stream()
                .allMatch(needed -> condition.clauses().stream().anyMatch(given -> implies(given, needed)));
    }

    private static boolean implies(Clause given, Clause needed) {
        return given.metric().equals(needed.metric())
                && given.window().equals(needed.window())
                && given.matchers().containsAll(needed.matchers())
                && Interval.of(given.bound()).stream()
                        .allMatch(part -> Interval.of(needed.bound()).stream().anyMatch(whole -> whole.contains(part)));
    }
}
