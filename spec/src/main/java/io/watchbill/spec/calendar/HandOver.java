package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Comparator;

/** A time of the week, from Monday, at which a watch is handed over. */
public record HandOver(DayOfWeek day, LocalTime time) implements Comparable<HandOver> {
    @Override
    public int compareTo(HandOver other) {
        return Comparator.comparing(HandOver::day).thenComparing(HandOver::time).compare(this, other);
    }

    String text() {
        return DayWords.name(day).substring(0, 3) + " " + time;
    }
}
