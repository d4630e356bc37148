package io.watchbill.plan;

import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Exclusion;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.calendar.ClockChanges;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether planned work goes on that is taken out of objectives: 1 while it does, else 0, at any instant of any year. */
final class MaintenanceSeries {

    private static final String NAME = "slo:maintenance:active";

    private MaintenanceSeries() {}

    /** The recording, if the specification has such work. */
    static Optional<RecordedSeries> of(PlanContext context, Map<String, String> labels, String group) {
        List<MaintenanceWindow> windows = context.specification().maintenance().stream()
                .filter(window -> window.excludes().contains(Exclusion.SLO))
                .toList();
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        String active = windows.stream()
                .map(window ->
                        new RecurringTime(window.frequency(), window.duration(), changes(window.timezone())).promql())
                .collect(Collectors.joining(" + "));
        return Optional.of(new RecordedSeries(NAME, new Written("(" + active + ") > bool 0"), labels, group));
    }

    /** The recorded series. */
    static Selector select(Map<String, String> labels) {
        return Selector.of(
                NAME,
                labels.entrySet().stream()
                        .map(label -> LabelMatcher.equal(label.getKey(), label.getValue()))
                        .toList());
    }

    private static ClockChanges changes(ZoneId zone) {
        return ClockChanges.of(zone)
                .orElseThrow(() -> new IllegalArgumentException("the clocks of " + zone + " follow no yearly rule"));
    }
}
