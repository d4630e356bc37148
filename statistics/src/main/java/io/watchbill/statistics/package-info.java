/** What is true about counts: reference profile, bins, panes, drift scores, p-values, verdicts. Pure; no I/O, no clock. */
@NullMarked
package io.watchbill.statistics;

import org.jspecify.annotations.NullMarked;
