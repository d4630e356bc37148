package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import java.time.LocalTime;

/**
 * When something recurs, in local time of a zone that its user knows.
 *
 * @param recurrence on which days
 * @param time at what time of day
 */
public record Frequency(Recurrence recurrence, LocalTime time) {
    /**
     * Reads {@code every day 02:00}, {@code every sunday 02:00}, {@code every mon-fri 22:00}, {@code 2nd tuesday monthly}, {@code last friday monthly 23:00},
     * {@code 15th monthly 04:00}, {@code every 2nd sunday from 2026-01-04}, {@code every 10 days from 2026-01-04 06:00} or
     * {@code once 2026-12-24 22:00}. Without a time it is midnight.
     */
    public static Frequency parse(String text) throws MisfitException {
        return FrequencyPhrase.read(text);
    }

    /** The canonical form, which reads back as an equal frequency. */
    public String text() {
        return recurrence.text() + " " + time;
    }
}
