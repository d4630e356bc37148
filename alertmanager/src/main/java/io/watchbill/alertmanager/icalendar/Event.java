package io.watchbill.alertmanager.icalendar;

import java.time.ZonedDateTime;

/**
 * Something in a calendar.
 *
 * @param uid the same for the same thing, so that a calendar that reads it again replaces it
 * @param summary one line
 * @param description further lines; may be empty
 */
public record Event(String uid, String summary, String description, ZonedDateTime start, ZonedDateTime end) {}
