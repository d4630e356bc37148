package io.watchbill.engine;

import io.watchbill.statistics.CalibrationWindow;
import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MeanCounts;
import io.watchbill.statistics.MeanWindow;
import io.watchbill.statistics.ProbabilityLoss;
import io.watchbill.statistics.ScoreWindow;
import io.watchbill.statistics.state.PartSink;
import org.jspecify.annotations.Nullable;

/** Outcomes of a classifier: counts by class, log loss, Brier score, area under the ROC curve, calibration. */
final class ClassQuality implements Quality {
    private final ModelNames names;
    private final int positive;
    private final String scoreBins;
    private final String calibrated;
    private final PaneRing<Cells> labelled;
    private final MeanWindow logLoss;
    private final MeanWindow brier;
    private final @Nullable ScoreWindow scores;
    private final ClassAreas areas;
    private final @Nullable CalibrationWindow calibration;

    /**
     * @param scores an empty window of that capacity for the binary score; null for several classes
     * @param scoreBins what the bins of the binary score are, as part of a key
     * @param calibration an empty window of that capacity; null where calibration is not asked for
     * @param calibrated what the calibration is of, as part of a key
     */
    ClassQuality(
            int capacity,
            ModelNames names,
            @Nullable ScoreWindow scores,
            String scoreBins,
            @Nullable CalibrationWindow calibration,
            String calibrated) {
        this.names = names;
        this.positive = names.positive;
        this.scoreBins = scoreBins;
        this.calibrated = calibrated;
        this.labelled = new PaneRing<>(capacity, Cells::new);
        this.logLoss = new MeanWindow(1, capacity);
        this.brier = new MeanWindow(1, capacity);
        this.scores = scores;
        this.areas = new ClassAreas(capacity);
        this.calibration = calibration;
    }

    @Override
    public void add(long pane, Outcome outcome) {
        Cells cells = labelled.at(pane);
        if (cells == null) {
            return;
        }
        cells.add(outcome.predicted(), outcome.actual(), 1);
        double loss = logLoss(outcome);
        if (!Double.isNaN(loss)) {
            logLoss.add(pane, loss);
            brier.add(pane, brier(outcome));
        }
        if (scores != null && !Double.isNaN(outcome.score())) {
            scores.add(pane, outcome.score(), outcome.actual() == positive);
        }
        ClassShares shares = outcome.shares();
        if (shares != null) {
            areas.add(pane, shares, outcome.actual());
        }
        if (calibration != null && outcome.withConfidence()) {
            calibration.add(pane, outcome.confidence(), outcome.right());
        }
    }

    @Override
    public void remove(long pane, Outcome outcome) {
        Cells cells = labelled.held(pane) == null ? null : labelled.at(pane);
        if (cells == null) {
            return;
        }
        cells.add(outcome.predicted(), outcome.actual(), -1);
        double loss = logLoss(outcome);
        if (!Double.isNaN(loss)) {
            logLoss.remove(pane, loss);
            brier.remove(pane, brier(outcome));
        }
        if (scores != null && !Double.isNaN(outcome.score())) {
            scores.remove(pane, outcome.score(), outcome.actual() == positive);
        }
        ClassShares shares = outcome.shares();
        if (shares != null) {
            areas.remove(pane, shares, outcome.actual());
        }
        if (calibration != null && outcome.withConfidence()) {
            calibration.remove(pane, outcome.confidence(), outcome.right());
        }
    }

    /** Of the score of the true class; NaN without a score. */
    private double logLoss(Outcome outcome) {
        ClassShares shares = outcome.shares();
        double share = outcome.actual() == positive ? outcome.score() : 1 - outcome.score();
        if (shares != null) {
            share = shares.share(outcome.actual());
        }
        return Double.isNaN(share) ? share : ProbabilityLoss.logLoss(share);
    }

    /** Over several classes Σ(s − y)² is Σs² − 2s + 1, with the s of the true class beside the sum. */
    private double brier(Outcome outcome) {
        ClassShares shares = outcome.shares();
        return shares == null
                ? ProbabilityLoss.brier(outcome.score(), outcome.actual() == positive)
                : shares.squares() - 2 * shares.share(outcome.actual()) + 1;
    }

    @Override
    public void advanceTo(long pane) {
        labelled.advanceTo(pane);
        logLoss.advanceTo(pane);
        brier.advanceTo(pane);
        areas.advanceTo(pane);
        if (calibration != null) {
            calibration.advanceTo(pane);
        }
        if (scores != null) {
            scores.advanceTo(pane);
        }
    }

    @Override
    public void save(PartSink to) {
        labelled.save(to.in(StateSteps.RING, "labelled"));
        logLoss.save(to.in(StateSteps.RING, "log loss"));
        brier.save(to.in(StateSteps.RING, "brier"));
        if (scores == null) {
            areas.save(to);
        } else {
            scores.save(to.in(StateSteps.SCORES, StateSteps.ALL, scoreBins));
        }
        if (calibration != null) {
            calibration.save(to.in(StateSteps.CALIBRATION, StateSteps.ALL, calibrated));
        }
    }

    @Override
    public void restore(Restoring from) {
        Restoring ring = from.in(StateSteps.RING, "labelled");
        labelled.restore(ring.from());
        labelled.each(cells -> ring.require(
                cells.within(names.classes.size(), names.classes.size()), "labels of classes that have a name"));
        logLoss.restore(from.in(StateSteps.RING, "log loss").from());
        brier.restore(from.in(StateSteps.RING, "brier").from());
        if (scores == null) {
            areas.restore(from, names.classes.size());
        } else {
            scores.restore(from.in(StateSteps.SCORES, StateSteps.ALL, scoreBins).from());
        }
        if (calibration != null) {
            calibration.restore(
                    from.in(StateSteps.CALIBRATION, StateSteps.ALL, calibrated).from());
        }
    }

    @Override
    public QualityTotals totals(long from, long to, int classes) {
        int panes = Math.toIntExact(to - from + 1);
        ClassCounts.Builder counts = new ClassCounts.Builder(Math.max(1, classes), panes);
        for (int i = 0; i < panes; i++) {
            Cells cells = labelled.held(from + i);
            if (cells != null) {
                int pane = i;
                cells.each((predicted, actual, count) -> counts.add(pane, predicted, actual, count));
            }
        }
        MeanCounts losses = logLoss.snapshot(from, to);
        return new QualityTotals.OfClasses(
                counts.build(),
                losses,
                brier.snapshot(from, to),
                scores == null ? areas.area(from, to, losses.samples()) : scores.area(from, to),
                calibration == null ? null : calibration.score(from, to));
    }
}
