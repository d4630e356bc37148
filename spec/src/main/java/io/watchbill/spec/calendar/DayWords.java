package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Weekdays, dates and times as people write them. */
public final class DayWords {
    static final String DAYS = "weekdays such as sunday, mon-fri or mon,wed";
    private static final String DATE = "a date such as 2026-12-25";
    private static final String TIME = "a time such as 02:00";
    private static final int SHORTEST = 3;
    private static final Pattern HOURS = Pattern.compile("\\s*(\\S+?)\\s*-\\s*(\\S+?)\\s*");

    private DayWords() {}

    /** {@code sunday}, {@code mon-fri}, {@code sat-mon}, {@code mon,wed,fri}, {@code weekdays}: the days in the order of the week. */
    public static Set<DayOfWeek> weekdays(String text) throws MisfitException {
        return weekdays(text, 0);
    }

    static Set<DayOfWeek> weekdays(String text, int offset) throws MisfitException {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        int start = offset;
        for (String part : text.split(",", -1)) {
            Span span = new Span(start, start + part.length());
            List<String> ends = Arrays.asList(part.strip().split("\\s*-\\s*", -1));
            if (ends.size() > 2) {
                throw misfit(span, part);
            }
            if (part.strip().equalsIgnoreCase("weekdays")) {
                days.addAll(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
            } else {
                DayOfWeek last = day(ends.get(ends.size() - 1)).orElseThrow(() -> misfit(span, part));
                DayOfWeek day = day(ends.get(0)).orElseThrow(() -> misfit(span, part));
                days.add(day);
                while (day != last) {
                    day = day.plus(1);
                    days.add(day);
                }
            }
            start += part.length() + 1;
        }
        return days;
    }

    /** {@code mon}, {@code Monday} or {@code mondays}. */
    static Optional<DayOfWeek> day(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> {
                    String name = day.name().toLowerCase(Locale.ROOT);
                    return word.equals(name + "s") || (word.length() >= SHORTEST && name.startsWith(word));
                })
                .findFirst();
    }

    /** The canonical form of days: {@code mon-fri} or {@code mon,wed}. */
    public static String text(Set<DayOfWeek> days) {
        List<DayOfWeek> sorted = days.stream().sorted().toList();
        DayOfWeek first = sorted.get(0);
        DayOfWeek last = sorted.get(sorted.size() - 1);
        boolean run = sorted.size() > 2 && last.getValue() - first.getValue() + 1 == sorted.size();
        return run
                ? shortName(first) + "-" + shortName(last)
                : sorted.stream().map(DayWords::shortName).collect(Collectors.joining(","));
    }

    /** {@code 2026-12-25}. */
    public static LocalDate date(String text) throws MisfitException {
        return date(text, new Span(0, text.length()));
    }

    /** {@code 2026-12-24 09:00}; without a time midnight. */
    public static LocalDateTime moment(String text) throws MisfitException {
        Phrase phrase = Phrase.of(text);
        Phrase.Word date = phrase.next("a date with a time such as 2026-12-24 09:00");
        LocalDate day = date(date.text(), date.span());
        LocalTime time = LocalTime.MIDNIGHT;
        if (!phrase.isEmpty()) {
            Phrase.Word clock = phrase.next("a time such as 09:00");
            time = time(clock.text(), clock.span());
        }
        phrase.end("the end");
        return day.atTime(time);
    }

    static LocalDate date(String text, Span span) throws MisfitException {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException none) {
            throw new MisfitException(span, "'" + text + "' is no date", DATE);
        }
    }

    /** {@code 02:00}. */
    public static LocalTime time(String text) throws MisfitException {
        return time(text, new Span(0, text.length()));
    }

    static LocalTime time(String text, Span span) throws MisfitException {
        try {
            return LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeParseException none) {
            throw new MisfitException(span, "'" + text + "' is no time of day", TIME);
        }
    }

    /** {@code 09:00-17:00}: two times, the first before the second. */
    public static List<LocalTime> hours(String text) throws MisfitException {
        Matcher matcher = HOURS.matcher(text);
        Span whole = new Span(0, text.length());
        String expected = "hours such as 09:00-17:00";
        if (!matcher.matches()) {
            throw new MisfitException(whole, "'" + text + "' is no range of hours", expected);
        }
        LocalTime opens = time(matcher.group(1), new Span(matcher.start(1), matcher.end(1)));
        LocalTime closes = time(matcher.group(2), new Span(matcher.start(2), matcher.end(2)));
        if (!opens.isBefore(closes)) {
            throw new MisfitException(whole, "the hours '" + text + "' end before they begin", expected);
        }
        return List.of(opens, closes);
    }

    static String name(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static String shortName(DayOfWeek day) {
        return name(day).substring(0, SHORTEST);
    }

    private static MisfitException misfit(Span span, String part) {
        return new MisfitException(span, "'" + part.strip() + "' is no weekday", DAYS);
    }
}
