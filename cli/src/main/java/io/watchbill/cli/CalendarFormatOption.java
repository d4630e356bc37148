package io.watchbill.cli;

import picocli.CommandLine.Option;

/** For people, for programs or for calendars. */
final class CalendarFormatOption {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (for people), json or ics (iCalendar). Default: text.")
    private CalendarFormat format = CalendarFormat.TEXT;

    CalendarFormat format() {
        return format;
    }
}
