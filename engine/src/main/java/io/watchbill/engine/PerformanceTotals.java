package io.watchbill.engine;

import java.util.List;

/**
 * One performance window's counts at one moment.
 *
 * @param predictions predictions made in the window
 * @param labelled those whose label has come
 * @param confusion labelled predictions by predicted and actual class
 * @param right labels and right predictions by pane, oldest first
 * @param confidence confidences and their sum by pane, oldest first, over the window that ends at the clock
 * @param confidenceSquares the sum of the squares of those confidences
 */
record PerformanceTotals(
        WindowPlan window,
        long predictions,
        long labelled,
        Cells confusion,
        List<Block> right,
        List<Block> confidence,
        double confidenceSquares) {

    /** Values of one pane and their sum. */
    record Block(long count, double sum) {}
}
