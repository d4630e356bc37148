package io.watchbill.engine;

import io.watchbill.spec.RunWindow;
import io.watchbill.statistics.WindowCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version's columns held in the newest complete runs.
 *
 * @param columns by column; null for a column without a reference
 * @param filled whether there were that many runs since the version's first
 */
record RunTotals(RunWindow window, List<@Nullable WindowCounts> columns, boolean filled) {}
