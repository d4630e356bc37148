package io.watchbill.alertmanager.format;

import java.util.List;

/**
 * Times that a route may name.
 *
 * @param timeIntervals any of them holds; never empty, because an empty list holds never
 */
public record NamedIntervals(String name, List<IntervalItem> timeIntervals) {

    public NamedIntervals {
        timeIntervals = List.copyOf(timeIntervals);
        if (timeIntervals.isEmpty()) {
            throw new IllegalArgumentException(name + " has no interval and would hold never");
        }
    }
}
