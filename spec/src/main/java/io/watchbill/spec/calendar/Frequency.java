package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When something recurs, in local time of a zone that its user knows.
 *
 * @param recurrence on which days
 * @param time at what time of day
 */
public record Frequency(Recurrence recurrence, LocalTime time) {
    /** After any date that a recurrence is counted from, over a leap year. */
    private static final LocalDate GAPS_FROM = LocalDate.of(2100, 1, 1);

    private static final LocalDate GAPS_TO = LocalDate.of(2105, 1, 1);

    /**
     * Reads {@code every day 02:00}, {@code every sunday 02:00}, {@code every mon-fri 22:00}, {@code 2nd tuesday monthly}, {@code last friday monthly 23:00},
     * {@code 15th monthly 04:00}, {@code every 2nd sunday from 2026-01-04}, {@code every 10 days from 2026-01-04 06:00}, {@code last sunday of march},
     * {@code once 2026-12-24 22:00}, {@code 2026-12-24 22:00 to 2026-12-27 06:00}, or a rule of RFC 5545 such as
     * {@code RRULE:FREQ=MONTHLY;BYDAY=-1FR 23:00}. What recurs may have bounds, {@code from} and {@code until}. Without a time it is midnight.
     */
    public static Frequency parse(String text) throws MisfitException {
        return FrequencyPhrase.read(text);
    }

    /**
     * Its beginnings in a stretch of time, in order. A local time that a clock change leaves out is moved behind the gap by the gap's length; of one that
     * comes twice, the first is meant.
     *
     * @param from included
     * @param to excluded
     */
    public List<ZonedDateTime> between(Instant from, Instant to, ZoneId zone) {
        List<ZonedDateTime> beginnings = new ArrayList<>();
        // A day more on each side: a clock change moves a local time past midnight at most.
        LocalDate last = to.atZone(zone).toLocalDate().plusDays(1);
        for (LocalDate date = from.atZone(zone).toLocalDate().minusDays(1);
                !date.isAfter(last);
                date = date.plusDays(1)) {
            if (recurrence.on(date)) {
                ZonedDateTime beginning = ZonedDateTime.of(date, time, zone);
                if (!beginning.toInstant().isBefore(from)
                        && beginning.toInstant().isBefore(to)) {
                    beginnings.add(beginning);
                }
            }
        }
        return List.copyOf(beginnings);
    }

    /**
     * The longest time from one beginning to the next, over some years in a zone without clock changes; a day for what
     * does not recur.
     */
    public Duration longestGap() {
        Duration longest = Duration.ofDays(1);
        Optional<LocalDate> last = Optional.empty();
        for (LocalDate date = GAPS_FROM; date.isBefore(GAPS_TO); date = date.plusDays(1)) {
            if (recurrence.on(date)) {
                LocalDate here = date;
                Duration gap = last.map(before -> Duration.ofDays(ChronoUnit.DAYS.between(before, here)))
                        .orElse(Duration.ZERO);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                last = Optional.of(here);
            }
        }
        return longest;
    }

    /** The canonical form, which reads back as an equal frequency. */
    public String text() {
        String end = end().map(moment -> " to " + moment.toLocalDate() + " " + moment.toLocalTime())
                .orElse("");
        return recurrence.text() + " " + time + end;
    }

    /** When it is over, where it says so itself. */
    public Optional<LocalDateTime> end() {
        return recurrence instanceof Recurrence.Once once ? once.end() : Optional.empty();
    }
}
