/** What Alertmanager does with alerts at given times, by thinking alone: routing, group timers, inhibition, intervals. */
@NullMarked
package io.watchbill.alertmanager.simulation;

import org.jspecify.annotations.NullMarked;
