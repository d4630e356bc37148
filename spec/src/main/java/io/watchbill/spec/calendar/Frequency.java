package io.watchbill.spec.calendar;

import java.time.LocalTime;

/**
 * When something recurs, in local time of a zone that its user knows.
 *
 * @param recurrence on which days
 * @param time at what time of day
 */
public record Frequency(Recurrence recurrence, LocalTime time) {}
