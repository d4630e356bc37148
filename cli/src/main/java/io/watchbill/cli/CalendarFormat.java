package io.watchbill.cli;

/** How something with dates is printed. */
enum CalendarFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON document on standard output. */
    JSON,
    /** For calendars: iCalendar. */
    ICS
}
