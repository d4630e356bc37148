package io.watchbill.engine;

import java.util.List;

/** A model's counts at one moment; {@link Scores} makes a page of them. Immutable. */
public final class ModelTotals {
    final ModelPlan plan;
    final long clockMillis;
    final List<VersionTotals> versions;

    ModelTotals(ModelPlan plan, long clockMillis, List<VersionTotals> versions) {
        this.plan = plan;
        this.clockMillis = clockMillis;
        this.versions = List.copyOf(versions);
    }
}
