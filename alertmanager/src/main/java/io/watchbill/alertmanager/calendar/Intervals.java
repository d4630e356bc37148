package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import java.util.List;

/** What became of a time that recurs. */
public sealed interface Intervals {

    /** Items that hold at exactly that time, at least one. */
    record Exact(List<IntervalItem> items) implements Intervals {
        public Exact {
            items = List.copyOf(items);
        }
    }

    /**
     * No items say exactly this.
     *
     * @param reason the end of a sentence that begins with the time: "every 2nd week cannot …"
     */
    record Inexact(String reason) implements Intervals {}
}
