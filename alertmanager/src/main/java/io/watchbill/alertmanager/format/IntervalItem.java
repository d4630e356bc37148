package io.watchbill.alertmanager.format;

import java.util.List;

/**
 * Times of which every member holds; an empty member always holds.
 *
 * @param location IANA time zone
 * @param weekdays names or ranges in lower case, such as {@code monday:friday}
 * @param daysOfMonth days or ranges, negative from the end
 * @param months names in lower case
 */
public record IntervalItem(
        String location,
        List<String> years,
        List<String> months,
        List<String> daysOfMonth,
        List<String> weekdays,
        List<TimeRange> times) {

    /**
     * A part of a day.
     *
     * @param startTime {@code HH:MM}, included
     * @param endTime {@code HH:MM}, excluded, {@code 24:00} for the end of the day
     */
    public record TimeRange(String startTime, String endTime) {}

    public IntervalItem {
        years = List.copyOf(years);
        months = List.copyOf(months);
        daysOfMonth = List.copyOf(daysOfMonth);
        weekdays = List.copyOf(weekdays);
        times = List.copyOf(times);
    }
}
