package io.watchbill.engine;

import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.SegmentScores;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.Task;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftVerdicts;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Computes every score of a model from its counts. Pure: needs no lock and no clock. */
public final class Scores {
    private Scores() {}

    /** The model's page. */
    public static ScoreSnapshot of(ModelTotals totals) {
        List<Version> versions = new ArrayList<>(totals.versions.size());
        for (VersionTotals version : totals.versions) {
            versions.add(version(totals, version));
        }
        return new ScoreSnapshot(totals.plan, totals.clockMillis, versions, totals.ignored);
    }

    private static Version version(ModelTotals model, VersionTotals totals) {
        ModelPlan plan = model.plan;
        ReferenceProfile profile = plan.version(totals.version()).profile();
        List<SegmentScores> segments = new ArrayList<>();
        for (SegmentStates.Totals segment : totals.segments()) {
            segments.add(new SegmentScores(
                    segment.segment(),
                    segment.value(),
                    segment.traffic().requests(),
                    segment.traffic().failures(),
                    drift(plan, segment.traffic()),
                    performance(model, segment.traffic(), profile)));
        }
        return new Version(
                totals.version(),
                totals.traffic().requests(),
                totals.traffic().failures(),
                totals.latency(),
                totals.confidence(),
                totals.values(),
                totals.predictions(),
                totals.traffic().columns(),
                drift(plan, totals.traffic()),
                totals.labels(),
                totals.labelDelay(),
                totals.labelled(),
                totals.errors(),
                totals.changes(),
                performance(model, totals.traffic(), profile),
                totals.holdout(),
                segments,
                totals.business(),
                totals.feedback(),
                totals.downstream(),
                totals.businessWindows(),
                totals.quality());
    }

    private static List<PerformanceWindow> performance(
            ModelTotals model, TrafficTotals totals, @Nullable ReferenceProfile profile) {
        boolean byClass = model.plan.model().task() == Task.MULTICLASS_CLASSIFICATION;
        PerformanceScores scores =
                new PerformanceScores(model.positiveClass, byClass ? model.classes : List.of(), profile);
        return totals.performance().stream().map(scores::of).toList();
    }

    private static List<DriftWindow> drift(ModelPlan plan, TrafficTotals totals) {
        List<DriftWindow> drift = new ArrayList<>();
        for (int w = 0; w < plan.driftWindows().size(); w++) {
            drift.add(window(plan, totals, w));
        }
        return drift;
    }

    private static DriftWindow window(ModelPlan plan, TrafficTotals totals, int w) {
        WindowPlan window = plan.driftWindows().get(w);
        List<DriftScores> scores = new ArrayList<>();
        List<VersionPlan.Column> withoutReference = new ArrayList<>();
        for (int column = 0; column < totals.columns().size(); column++) {
            ColumnCounts counts = totals.columns().get(column);
            ColumnReference reference = counts.column().reference();
            if (reference != null) {
                scores.add(DriftScorer.score(
                        reference,
                        totals.windows().get(column).get(w),
                        window.panes().window(),
                        plan.driftSettings()));
            } else if (counts.used()) {
                withoutReference.add(counts.column());
            }
        }
        List<DriftScores> decided = DriftVerdicts.decide(
                scores, plan.driftSettings(), totals.filled().get(w));
        return new DriftWindow(window.label(), decided, withoutReference, drifted(decided));
    }

    /** The share of the features with a verdict that have drifted. */
    private static OptionalDouble drifted(List<DriftScores> scores) {
        int judged = 0;
        int drifted = 0;
        for (DriftScores column : scores) {
            Verdict verdict = column.verdict();
            if (column.kind() == ColumnKind.FEATURE && verdict != null) {
                judged++;
                drifted += verdict == Verdict.NONE ? 0 : 1;
            }
        }
        return judged == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) drifted / judged);
    }
}
