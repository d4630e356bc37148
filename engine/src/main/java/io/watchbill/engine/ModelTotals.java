package io.watchbill.engine;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A model's counts at one moment; {@link Scores} makes a page of them. Immutable. */
public final class ModelTotals {
    final ModelPlan plan;
    final long clockMillis;
    final OptionalInt positiveClass;
    final List<VersionTotals> versions;
    final Map<IgnoredValue, Long> ignored;

    ModelTotals(
            ModelPlan plan,
            long clockMillis,
            OptionalInt positiveClass,
            List<VersionTotals> versions,
            Map<IgnoredValue, Long> ignored) {
        this.plan = plan;
        this.clockMillis = clockMillis;
        this.positiveClass = positiveClass;
        this.versions = List.copyOf(versions);
        this.ignored = ignored;
    }
}
