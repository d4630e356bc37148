package io.watchbill.engine;

import io.watchbill.statistics.WindowCounts;
import java.util.List;

/**
 * The counts of a version, or of one of its segments, at one moment, copied so that scoring needs no lock.
 *
 * @param columns by column
 * @param windows by column, then by drift window; an empty list for a column without a reference
 * @param filled by drift window, then by column: whether it has been observed for its whole length
 * @param performance by performance window
 */
record TrafficTotals(
        long requests,
        long failures,
        List<ColumnCounts> columns,
        List<List<WindowCounts>> windows,
        List<List<Boolean>> filled,
        List<PerformanceTotals> performance) {}
