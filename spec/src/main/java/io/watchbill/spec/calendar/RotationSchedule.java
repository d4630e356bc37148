package io.watchbill.spec.calendar;

import java.time.LocalDateTime;
import java.time.Period;

/**
 * When a watch is handed over.
 *
 * @param shift the length of a watch in days of the calendar
 * @param from the first hand-over, local time
 */
public record RotationSchedule(Period shift, LocalDateTime from) {}
