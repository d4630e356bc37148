package io.watchbill.alertmanager.calendar;

import io.watchbill.alertmanager.format.IntervalItem;
import java.time.LocalDate;
import java.util.List;

/** What became of a time that recurs. */
public sealed interface Intervals {

    /** Items that hold at exactly that time, at least one; for ever, or until it is over itself. */
    record Exact(List<IntervalItem> items) implements Intervals {
        public Exact {
            items = List.copyOf(items);
        }
    }

    /**
     * Items that name dates, because no rule of Alertmanager says the same.
     *
     * @param items hold at exactly that time up to {@code until}, and never after it
     * @param until the last day
     * @param reason why, as the end of a sentence: "because …"
     */
    record Unrolled(List<IntervalItem> items, LocalDate until, String reason) implements Intervals {
        public Unrolled {
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
