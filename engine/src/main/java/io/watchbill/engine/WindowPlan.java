package io.watchbill.engine;

import io.watchbill.statistics.Panes;
import java.time.Duration;

/**
 * A window over event time.
 *
 * @param label the value of the label {@code window}
 * @param panes its grid
 * @param delay how long before the model's clock it ends
 */
public record WindowPlan(String label, Panes panes, Duration delay) {
    /** The pane that the window ends with when the model's clock shows that time. */
    long endPane(long clockMillis) {
        return panes.paneOf(clockMillis - delay.toMillis());
    }

    /** Panes of the window itself. */
    int capacity() {
        return panes.perWindow() + 1;
    }

    /** Panes to keep so that what the window waits for has a place already. */
    int capacityWithDelay() {
        return capacity() + (delay.isZero() ? 0 : panes.across(delay) + 1);
    }
}
