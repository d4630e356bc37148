package io.watchbill.engine;

import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MeanCounts;

/**
 * One performance window's counts at one moment.
 *
 * @param predictions predictions made in the window
 * @param labelled labelled ones, by predicted and actual class, by pane
 * @param confidence confidences by pane, over the window that ends at the clock
 */
record PerformanceTotals(WindowPlan window, long predictions, ClassCounts labelled, MeanCounts confidence) {}
