package io.watchbill.engine;

import io.watchbill.statistics.EstimatedAccuracy;
import io.watchbill.statistics.MeanCounts;
import java.util.Optional;

/**
 * One performance window's counts at one moment.
 *
 * @param predictions predictions made in the window
 * @param labelled those of them whose label has come
 * @param confidence confidences by pane, over the window that ends at the clock
 * @param estimate the accuracy to expect of the same predictions
 */
record PerformanceTotals(
        WindowPlan window,
        long predictions,
        QualityTotals labelled,
        MeanCounts confidence,
        Optional<EstimatedAccuracy> estimate) {}
