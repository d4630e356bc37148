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
import io.watchbill.statistics.WindowCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
        return new ScoreSnapshot(totals.plan, totals.clockMillis, totals.sinceMillis, versions, totals.ignored);
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
        List<DriftWindow> drift = new ArrayList<>(drift(plan, totals.traffic()));
        for (RunTotals runs : totals.runWindows()) {
            drift.add(window(
                    plan,
                    totals.traffic().columns(),
                    runs.window().label(),
                    Duration.ZERO,
                    runs.columns(),
                    Collections.nCopies(runs.columns().size(), runs.filled())));
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
                drift,
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
                totals.feedbackScores(),
                totals.quality(),
                totals.runs());
    }

    private static List<PerformanceWindow> performance(
            ModelTotals model, TrafficTotals totals, @Nullable ReferenceProfile profile) {
        boolean byClass = model.plan.model().task() == Task.MULTICLASS_CLASSIFICATION;
        PerformanceScores scores = new PerformanceScores(
                model.plan.model().performance().minimumSamples(),
                model.positiveClass,
                byClass ? model.classes : List.of(),
                profile);
        return totals.performance().stream().map(scores::of).toList();
    }

    private static List<DriftWindow> drift(ModelPlan plan, TrafficTotals totals) {
        List<DriftWindow> drift = new ArrayList<>();
        for (int w = 0; w < plan.driftWindows().size(); w++) {
            WindowPlan window = plan.driftWindows().get(w);
            List<@Nullable WindowCounts> counts = new ArrayList<>();
            for (List<WindowCounts> column : totals.windows()) {
                counts.add(column.isEmpty() ? null : column.get(w));
            }
            drift.add(window(
                    plan,
                    totals.columns(),
                    window.label(),
                    window.panes().window(),
                    counts,
                    totals.filled().get(w)));
        }
        return drift;
    }

    /**
     * @param length of a window of time, to find the season of the training data; zero for a window of runs
     * @param filled by column, whether the window has been observed for its whole length
     */
    private static DriftWindow window(
            ModelPlan plan,
            List<ColumnCounts> columns,
            String label,
            Duration length,
            List<@Nullable WindowCounts> windows,
            List<Boolean> filled) {
        List<Boolean> filledByScore = new ArrayList<>();
        List<DriftScores> scores = new ArrayList<>();
        List<VersionPlan.Column> withoutReference = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            ColumnCounts counts = columns.get(column);
            ColumnReference reference = counts.column().reference();
            WindowCounts window = windows.get(column);
            if (reference != null && window != null) {
                filledByScore.add(filled.get(column));
                scores.add(DriftScorer.score(reference, window, length, plan.driftSettings()));
            } else if (counts.used()) {
                withoutReference.add(counts.column());
            }
        }
        List<DriftScores> decided = DriftVerdicts.decide(scores, plan.driftSettings(), filledByScore);
        return new DriftWindow(label, decided, withoutReference, drifted(decided));
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
