package io.watchbill.spec.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * One time of something that is planned by the clock on the wall: from 02:00 to 04:00 is an hour shorter or longer on the
 * day on which the clocks change in it, and nothing at all if they leave out all of it.
 *
 * @param start what the clock shows when it begins
 * @param end what it shows when it is over
 * @param from when it really begins
 * @param to when it is really over; not before {@code from}
 */
public record Occurrence(LocalDateTime start, LocalDateTime end, Instant from, Instant to) {

    /** By the clock on the wall. */
    public static Occurrence byWallClock(LocalDateTime start, Duration length, ZoneId zone) {
        LocalDateTime end = start.plus(length);
        return new Occurrence(start, end, WallClock.reaches(start, zone), WallClock.passes(end, zone));
    }

    /** So long by a stopwatch, from a time that is moved behind the gap where a clock change leaves it out. */
    public static Occurrence byStopwatch(LocalDateTime start, Duration length, ZoneId zone) {
        Instant from = start.atZone(zone).toInstant();
        Instant to = from.plus(length);
        return new Occurrence(start, LocalDateTime.ofInstant(to, zone), from, to);
    }

    /** How long it really lasts. */
    public Duration elapsed() {
        return Duration.between(from, to);
    }

    /** Whether it is as long as the clock says. */
    public boolean isPlain() {
        return elapsed().equals(Duration.between(start, end));
    }
}
