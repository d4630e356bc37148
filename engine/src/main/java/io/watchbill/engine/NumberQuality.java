package io.watchbill.engine;

import io.watchbill.statistics.RegressionWindow;
import io.watchbill.statistics.state.PartSink;

/** Errors of a regression. */
final class NumberQuality implements Quality {
    private final RegressionWindow errors;

    NumberQuality(int capacity) {
        this.errors = new RegressionWindow(capacity);
    }

    private static boolean usable(Outcome outcome) {
        return Double.isFinite(outcome.predictedNumber()) && Double.isFinite(outcome.actualNumber());
    }

    @Override
    public void add(long pane, Outcome outcome) {
        if (usable(outcome)) {
            errors.add(pane, outcome.predictedNumber(), outcome.actualNumber());
        }
    }

    @Override
    public void remove(long pane, Outcome outcome) {
        if (usable(outcome)) {
            errors.remove(pane, outcome.predictedNumber(), outcome.actualNumber());
        }
    }

    @Override
    public void advanceTo(long pane) {
        errors.advanceTo(pane);
    }

    @Override
    public QualityTotals totals(long from, long to, int classes) {
        return new QualityTotals.OfNumbers(errors.snapshot(from, to));
    }

    @Override
    public void save(PartSink to) {
        errors.save(to.in(StateSteps.RING, "errors"));
    }

    @Override
    public void restore(Restoring from) {
        errors.restore(from.in(StateSteps.RING, "errors").from());
    }
}
