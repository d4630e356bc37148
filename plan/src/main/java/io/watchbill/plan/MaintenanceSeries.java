package io.watchbill.plan;

import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Call;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.plan.promql.Written;
import io.watchbill.spec.Exclusion;
import io.watchbill.spec.MaintenanceWindow;
import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.catalogue.LabelNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether planned work goes on: 1 while it does, else 0, at any instant of any year. One series is for what is taken out of
 * objectives, the others, one for each window, are for people who look at graphs.
 */
public final class MaintenanceSeries {

    private static final String NAME = "slo:maintenance:active";

    /** Of a single window, whose name is the label {@code window}. */
    public static final String OF_WINDOW = "system:maintenance:active";

    /** The label with the name of the window. */
    public static final String WINDOW = "window";

    private static final BigDecimal NEARLY_ALL = new BigDecimal("0.9");

    private MaintenanceSeries() {}

    /** The recording, if the specification has such work. */
    static Optional<RecordedSeries> of(PlanContext context, Map<String, String> labels, String group) {
        List<MaintenanceWindow> windows = context.specification().maintenance().stream()
                .filter(window -> window.excludes().contains(Exclusion.SLO))
                .toList();
        if (windows.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RecordedSeries(NAME, active(windows), labels, group));
    }

    /** A recording of each window that PromQL can follow; the others are seen in calendars alone. */
    static List<RecordedSeries> windows(PlanContext context) {
        List<RecordedSeries> recordings = new ArrayList<>();
        for (MaintenanceWindow window : context.specification().maintenance()) {
            if (window.isRecordable()) {
                Map<String, String> labels = new LinkedHashMap<>(labels(context));
                labels.put(WINDOW, window.name());
                recordings.add(new RecordedSeries(
                        OF_WINDOW,
                        active(List.of(window)),
                        labels,
                        context.metadata().name() + "-maintenance"));
            }
        }
        return recordings;
    }

    /** Labels of everything that is recorded of a system. */
    static Map<String, String> labels(PlanContext context) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(LabelNames.SYSTEM, context.metadata().name());
        context.metadata().environment().ifPresent(value -> labels.put(LabelNames.ENVIRONMENT, value));
        return labels;
    }

    private static Written active(List<MaintenanceWindow> windows) {
        String active = windows.stream()
                .map(window ->
                        new RecurringTime(window.frequency(), window.duration(), changes(window.timezone())).promql())
                .collect(Collectors.joining(" + "));
        return new Written("(" + active + ") > bool 0");
    }

    /** The recorded series. */
    static Selector select(Map<String, String> labels) {
        return Selector.of(
                NAME,
                labels.entrySet().stream()
                        .map(label -> LabelMatcher.equal(label.getKey(), label.getValue()))
                        .toList());
    }

    /** Has an element while planned work goes on. */
    static Expression now(Selector active) {
        return BinaryOperation.of(active, Operator.GREATER, new Literal(BigDecimal.ZERO));
    }

    /**
     * Has an element while planned work fills nine tenths of a window that ends now. Unlike {@link #now} it hides nothing for good that
     * is waited for so long, where work goes on for a while of every day.
     */
    static Expression filling(Selector active, Duration window) {
        return BinaryOperation.of(
                Call.of("avg_over_time", active.over(window)), Operator.GREATER, new Literal(NEARLY_ALL));
    }

    /** Has an element while a window that ends now reaches into planned work. */
    static Expression within(Selector active, Duration window) {
        return BinaryOperation.of(
                Call.of("max_over_time", active.over(window)), Operator.GREATER, new Literal(BigDecimal.ZERO));
    }

    private static ClockChanges changes(ZoneId zone) {
        return ClockChanges.of(zone)
                .orElseThrow(() -> new IllegalArgumentException("the clocks of " + zone + " follow no yearly rule"));
    }
}
