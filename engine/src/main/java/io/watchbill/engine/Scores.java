package io.watchbill.engine;

import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.engine.decode.EventLayout;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftVerdicts;
import io.watchbill.statistics.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
        List<DriftWindow> drift = new ArrayList<>();
        for (int w = 0; w < plan.driftWindows().size(); w++) {
            drift.add(window(plan, totals, w));
        }
        List<PerformanceWindow> performance = new ArrayList<>();
        for (PerformanceTotals window : totals.performance()) {
            performance.add(PerformanceScores.of(
                    window,
                    model.positiveClass,
                    plan.layout().answer() != EventLayout.Answer.NUMBER,
                    plan.version(totals.version()).profile()));
        }
        return new Version(
                totals.version(),
                totals.requests(),
                totals.failures(),
                totals.latency(),
                totals.confidence(),
                totals.values(),
                totals.predictions(),
                totals.columns(),
                drift,
                totals.labels(),
                totals.labelDelay(),
                totals.labelled(),
                performance,
                totals.business(),
                totals.feedback(),
                totals.downstream(),
                totals.businessWindows(),
                totals.quality());
    }

    private static DriftWindow window(ModelPlan plan, VersionTotals totals, int w) {
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
