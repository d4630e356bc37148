package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The part of the week that a shift covers, by the clock on the wall.
 *
 * @param days on which it begins, at least one
 * @param from included
 * @param to excluded; on the next day where it is not after {@code from}
 */
public record ShiftHours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final String EXPECTED = "hours such as 09:00-17:00 or mon-fri 22:00-06:00";

    public ShiftHours {
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /** Reads {@code 09:00-17:00} or {@code mon-fri 22:00-06:00}. From a time to the same one is a whole day. */
    public static ShiftHours parse(String text) throws MisfitException {
        Phrase phrase = Phrase.of(text);
        Phrase.Word first = phrase.next(EXPECTED);
        Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
        Phrase.Word hours = first;
        if (!phrase.isEmpty()) {
            days = DayWords.weekdays(first.text(), first.span().from());
            hours = phrase.next(EXPECTED);
        }
        phrase.end("the end");
        String[] ends = hours.text().split("-", -1);
        if (ends.length != 2) {
            throw hours.unexpected(EXPECTED);
        }
        int at = hours.span().from();
        LocalTime from = DayWords.time(ends[0], new Span(at, at + ends[0].length()));
        LocalTime to = DayWords.time(
                ends[1], new Span(at + ends[0].length() + 1, hours.span().to()));
        return new ShiftHours(days, from, to);
    }

    /** Whether the clock shows a time of the shift. */
    public boolean contains(LocalDateTime local) {
        boolean afterFrom = !local.toLocalTime().isBefore(from);
        boolean beforeTo = local.toLocalTime().isBefore(to);
        boolean today = days.contains(local.getDayOfWeek());
        if (from.isBefore(to)) {
            return today && afterFrom && beforeTo;
        }
        return (today && afterFrom) || (days.contains(local.getDayOfWeek().minus(1)) && beforeTo);
    }

    /** The times of a day at which it begins or ends. */
    public List<LocalTime> edges() {
        return List.of(from, to);
    }

    /** The canonical form, which reads back as equal hours. */
    public String text() {
        return (days.size() == DayOfWeek.values().length ? "" : DayWords.text(days) + " ") + from + "-" + to;
    }
}
