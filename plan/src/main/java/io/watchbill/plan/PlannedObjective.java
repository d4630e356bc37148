package io.watchbill.plan;

import io.watchbill.plan.promql.Expression;
import io.watchbill.spec.Measurement;
import io.watchbill.spec.ServiceLevelObjective;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service level objective with what is recorded for it and who is told when.
 *
 * @param labels that its recorded series carry and others do not: system, environment and its name
 * @param identityLabels what tells one of its recorded series from another, without {@code cluster}
 * @param tiers that can fire, the fastest first, by the name of their alert
 * @param unmeasured the name of the alert on vanished counters
 * @param exhausted the name of the alert on a budget that is used up
 */
public record PlannedObjective(
        ServiceLevelObjective objective,
        Map<String, String> labels,
        List<String> identityLabels,
        Map<String, BurnTier> tiers,
        String unmeasured,
        String exhausted) {

    /** The share of a period's budget that is left, of every objective of every system. */
    public static final String REMAINING = ObjectiveSeries.REMAINING;

    public PlannedObjective {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        identityLabels = List.copyOf(identityLabels);
        tiers = Collections.unmodifiableMap(new LinkedHashMap<>(tiers));
    }

    /** As the specification names it. */
    public String name() {
        return objective.name();
    }

    /** Whether it counts time instead of events. */
    public boolean countsTime() {
        return objective.measurement() instanceof Measurement.TimeSlice;
    }

    /**
     * How many times faster than allowed the budget burnt over a window that a tier has, or over the whole period. Absent
     * without traffic, unless the objective says what that counts as.
     */
    public Expression burnRate(Duration window) {
        return series().burnRate(window);
    }

    /** How many times faster than allowed the budget burnt over the period; over 1 it is overspent. */
    public Expression periodBurnRate() {
        return series().burnRate(objective.period());
    }

    /** The share of the period's budget that is left: 1 before anything went wrong, under 0 when it is overspent. */
    public Expression remaining() {
        return series().remaining();
    }

    private ObjectiveSeries series() {
        return new ObjectiveSeries(labels);
    }
}
