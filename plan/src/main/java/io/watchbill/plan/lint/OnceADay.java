package io.watchbill.plan.lint;

import io.watchbill.plan.RoutingTimes;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.calendar.BusinessHours;
import java.time.Duration;
import java.util.Arrays;

/**
 * What waits for the next business day is told once each business day. Alertmanager repeats by a stopwatch, so that this
 * can be had only where the hours w leave a repeat interval r with w ≤ r ≤ 24 h − w.
 */
final class OnceADay implements Rule {

    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public void judge(Judged judged) {
        BusinessHours hours = judged.specification().onCall().businessHours();
        Duration window = Duration.between(hours.opens(), hours.closes());
        Duration open = window.isNegative() || window.isZero() ? window.plus(DAY) : window;
        Arrays.stream(Priority.values())
                .filter(priority ->
                        judged.specification().alerting().severity(priority).respondWithin()
                                instanceof ResponseTime.NextBusinessDay)
                .findFirst()
                .ifPresent(priority -> judge(judged, priority, open));
    }

    private static void judge(Judged judged, Priority priority, Duration open) {
        RoutingTimes times = judged.plan().routing(priority);
        if (open.compareTo(times.repeatInterval()) > 0) {
            judged.report(
                    LintCode.TOLD_TWICE,
                    "/onCall/businessHours/hours",
                    "business hours of " + Durations.format(open) + " are longer than the "
                            + Durations.format(times.repeatInterval()) + " after which " + priority
                            + " is told again, so that it may be told twice a day",
                    "business hours of at most " + Durations.format(times.repeatInterval()),
                    "write the hours in which somebody reads what can wait");
        }
    }
}
