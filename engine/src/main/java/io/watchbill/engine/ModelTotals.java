package io.watchbill.engine;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A model's counts at one moment; {@link Scores} makes a page of them. Immutable. */
public final class ModelTotals {
    final ModelPlan plan;
    final long clockMillis;
    final long sinceMillis;
    final OptionalInt positiveClass;
    final List<String> classes;
    final List<VersionTotals> versions;
    final Map<IgnoredValue, Long> ignored;

    /** @param classes the names of the classes by their number */
    ModelTotals(
            ModelPlan plan,
            long clockMillis,
            long sinceMillis,
            OptionalInt positiveClass,
            List<String> classes,
            List<VersionTotals> versions,
            Map<IgnoredValue, Long> ignored) {
        this.plan = plan;
        this.clockMillis = clockMillis;
        this.sinceMillis = sinceMillis;
        this.positiveClass = positiveClass;
        this.classes = List.copyOf(classes);
        this.versions = List.copyOf(versions);
        this.ignored = ignored;
    }
}
