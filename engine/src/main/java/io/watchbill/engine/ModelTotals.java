package io.watchbill.engine;

import java.util.List;

/** A model's counts at one moment; {@link Scores} makes a page of them. Immutable. */
public final class ModelTotals {
    final ModelPlan plan;
    final long clockMillis;
    final int positiveClass;
    final List<VersionTotals> versions;

    ModelTotals(ModelPlan plan, long clockMillis, int positiveClass, List<VersionTotals> versions) {
        this.plan = plan;
        this.clockMillis = clockMillis;
        this.positiveClass = positiveClass;
        this.versions = List.copyOf(versions);
    }
}
