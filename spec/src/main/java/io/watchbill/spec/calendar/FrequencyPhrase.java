package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads frequencies as people write them. */
final class FrequencyPhrase {
    private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d+.*");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d+-\\d+");
    private static final Pattern ORDINAL = Pattern.compile("(\\d{1,3})(st|nd|rd|th)");
    private static final Map<String, Integer> ORDINALS =
            Map.of("first", 1, "second", 2, "third", 3, "fourth", 4, "fifth", 5, "other", 2, "last", -1);
    private static final String START =
            "every, daily, weekly, monthly, yearly, once, a date, an ordinal such as 2nd, or a rule such as RRULE:FREQ=DAILY";
    private static final String OCCASION = "day, days or weekdays such as sunday or mon-fri";
    private static final int MOST_WEEKDAYS = 5;
    private static final int MOST_DAYS = 31;
    private static final int SHORTEST_MONTH = 3;

    private final Phrase phrase;
    private final Optional<LocalDate> from;
    private final Optional<LocalDate> until;

    private FrequencyPhrase(Phrase phrase, Optional<LocalDate> from, Optional<LocalDate> until) {
        this.phrase = phrase;
        this.from = from;
        this.until = until;
    }

    static Frequency read(String text) throws MisfitException {
        Phrase phrase = Phrase.of(text);
        Optional<LocalDateTime> end = end(phrase);
        Optional<Phrase.Word> start = phrase.pickAfter("from", "a date such as 2026-01-04");
        Optional<Phrase.Word> stop = phrase.pickAfter("until", "a date such as 2026-06-30");
        Optional<LocalDate> from = date(start);
        Optional<LocalDate> until = date(stop);
        if (from.isPresent() && until.isPresent() && until.get().isBefore(from.get())) {
            throw new MisfitException(
                    stop.orElseThrow().span(), until.get() + " is before " + from.get(), "a date after 'from'");
        }
        Optional<Phrase.Word> clock = phrase.pick(TIME);
        LocalTime time = clock.isEmpty()
                ? LocalTime.MIDNIGHT
                : DayWords.time(clock.get().text(), clock.get().span());
        if (end.isPresent() && phrase.isEmpty() && from.isPresent()) {
            return range(from.get().atTime(time), end.get(), text);
        }
        FrequencyPhrase reader = new FrequencyPhrase(phrase, from, until);
        Recurrence recurrence = reader.recurrence();
        phrase.end("a time such as 02:00, from or until with a date, or the end");
        if (recurrence instanceof Recurrence.Once once) {
            if (start.isPresent() || stop.isPresent()) {
                Phrase.Word bound = start.or(() -> stop).orElseThrow();
                throw new MisfitException(bound.span(), "what comes once has no bounds", "one date");
            }
            return end.isPresent() ? range(once.date().atTime(time), end.get(), text) : new Frequency(once, time);
        } else if (end.isPresent()) {
            throw new MisfitException(
                    new Span(0, text.length()), "what recurs does not end at a moment", "until with a date");
        }
        return new Frequency(recurrence, time);
    }

    private static Frequency range(LocalDateTime begin, LocalDateTime end, String text) throws MisfitException {
        if (!end.isAfter(begin)) {
            throw new MisfitException(
                    new Span(0, text.length()),
                    "it ends before it begins",
                    "such as 2026-12-24 22:00 to 2026-12-27 06:00");
        }
        return new Frequency(new Recurrence.Once(begin.toLocalDate(), Optional.of(end)), begin.toLocalTime());
    }

    /** {@code to} with a date and a time: of a date alone nobody knows whether it is meant to be in. */
    private static Optional<LocalDateTime> end(Phrase phrase) throws MisfitException {
        Optional<Phrase> rest = phrase.pickRest("to");
        if (rest.isEmpty()) {
            return Optional.empty();
        }
        String expected = "a date with a time such as 2026-12-27 06:00";
        Phrase.Word date = rest.get().next(expected);
        LocalDate day = DayWords.date(date.text(), date.span());
        Phrase.Word clock = rest.get().next(expected);
        LocalTime time = DayWords.time(clock.text(), clock.span());
        rest.get().end("the end");
        return Optional.of(day.atTime(time));
    }

    private static Optional<LocalDate> date(Optional<Phrase.Word> word) throws MisfitException {
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of(DayWords.date(word.get().text(), word.get().span()));
    }

    private Recurrence recurrence() throws MisfitException {
        if (phrase.take("daily")) {
            return until(new Recurrence.Daily(1, from));
        } else if (phrase.take("once")) {
            return once();
        } else if (phrase.take("every")) {
            return every();
        } else if (phrase.take("weekly")) {
            return weekly(1, phrase.next(OCCASION));
        } else if (phrase.take("monthly")) {
            return monthly(phrase.next("an ordinal such as 2nd or last"));
        } else if (phrase.take("yearly")) {
            return ordinal(phrase.next("an ordinal such as 24th"));
        } else if (DATE.matcher(phrase.peek()).matches()) {
            return once();
        }
        Phrase.Word first = phrase.next(START);
        if (RuleText.isOne(first.text())) {
            return RuleText.read(first, from, until);
        } else if (number(first).isPresent()) {
            return ordinal(first);
        } else if (DayWords.day(first.text()).isPresent()) {
            return weekly(1, first);
        }
        throw first.unexpected(START);
    }

    private Recurrence once() throws MisfitException {
        Phrase.Word date = phrase.next("a date such as 2026-12-24");
        return new Recurrence.Once(DayWords.date(date.text(), date.span()));
    }

    private Recurrence every() throws MisfitException {
        Phrase.Word next = phrase.next(OCCASION);
        if (next.text().equals("day")) {
            return until(new Recurrence.Daily(1, from));
        }
        Optional<Integer> interval = number(next);
        if (interval.isEmpty() && next.text().matches("\\d{1,3}")) {
            interval = Optional.of(Integer.valueOf(next.text()));
        }
        if (interval.isEmpty()) {
            return weekly(1, next);
        }
        Phrase.Word days = phrase.next(OCCASION);
        if (interval.get() < 1) {
            throw next.unexpected("a number of days or weeks");
        } else if (interval.get() > 1 && from.isEmpty()) {
            throw new MisfitException(
                    next.span(), "every " + next.text() + " " + days.text() + " has no beginning", "from with a date");
        } else if (days.text().equals("day") || days.text().equals("days")) {
            return until(new Recurrence.Daily(interval.get(), from));
        }
        return weekly(interval.get(), days);
    }

    private Recurrence weekly(int interval, Phrase.Word days) throws MisfitException {
        Set<DayOfWeek> set = DayWords.weekdays(days.text(), days.span().from());
        return until(new Recurrence.Weekly(interval, set, from));
    }

    private Recurrence until(Recurrence recurrence) {
        return Recurrence.Bounded.of(recurrence, Optional.empty(), until);
    }

    /** What begins with an ordinal: monthly, or of one month of the year. */
    private Recurrence ordinal(Phrase.Word word) throws MisfitException {
        int ordinal = number(word).orElseThrow(() -> word.unexpected("an ordinal such as 24th"));
        boolean day = phrase.take("day");
        Optional<DayOfWeek> weekday = day ? Optional.empty() : DayWords.day(phrase.peek());
        if (weekday.isPresent()) {
            phrase.next("a weekday");
        }
        Optional<Month> month = month(phrase.peek());
        if (month.isPresent()) {
            phrase.next("a month");
            phrase.take("yearly");
            return yearly(month.get(), ordinal, weekday, word);
        }
        Recurrence recurrence = weekday.isPresent()
                ? new Recurrence.MonthlyWeekday(limited(ordinal, MOST_WEEKDAYS, word), weekday.get())
                : new Recurrence.MonthlyDay(limited(ordinal, MOST_DAYS, word));
        if (!phrase.take("monthly")) {
            everyMonth();
        }
        return Recurrence.Bounded.of(recurrence, from, until);
    }

    private Recurrence yearly(Month month, int ordinal, Optional<DayOfWeek> weekday, Phrase.Word word)
            throws MisfitException {
        int number = limited(ordinal, weekday.isPresent() ? MOST_WEEKDAYS : MOST_DAYS, word);
        if (weekday.isEmpty() && number > month.maxLength()) {
            String name = RecurrenceRule.names(Set.of(month));
            throw new MisfitException(
                    word.span(), name + " never has a " + word.text(), "1st to " + month.maxLength() + "th, or last");
        }
        return new RecurrenceRule(
                RecurrenceRule.Cycle.YEARLY,
                1,
                Set.of(month),
                weekday.isPresent() ? List.of() : List.of(number),
                weekday.map(day -> List.of(new RecurrenceRule.Day(number, day))).orElse(List.of()),
                List.of(),
                DayOfWeek.MONDAY,
                from,
                until);
    }

    private Recurrence monthly(Phrase.Word word) throws MisfitException {
        int ordinal = number(word).orElseThrow(() -> word.unexpected("an ordinal such as 2nd or last"));
        Recurrence recurrence;
        if (phrase.take("day") || phrase.isEmpty()) {
            recurrence = new Recurrence.MonthlyDay(limited(ordinal, MOST_DAYS, word));
        } else {
            Phrase.Word day = phrase.next("a weekday");
            DayOfWeek weekday = DayWords.day(day.text()).orElseThrow(() -> day.unexpected("a weekday"));
            recurrence = new Recurrence.MonthlyWeekday(limited(ordinal, MOST_WEEKDAYS, word), weekday);
        }
        return Recurrence.Bounded.of(recurrence, from, until);
    }

    /** {@code of every month}, as a longer form of {@code monthly}. */
    private void everyMonth() throws MisfitException {
        String expected = "monthly, or a month such as march";
        Phrase.Word word = phrase.next(expected);
        if (word.text().equals("every") && phrase.take("month")) {
            return;
        }
        if (!word.text().equals("month")) {
            throw word.unexpected(expected);
        }
    }

    private static Optional<Month> month(String text) {
        return Arrays.stream(Month.values())
                .filter(month -> text.length() >= SHORTEST_MONTH
                        && month.name().toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst();
    }

    private static int limited(int ordinal, int most, Phrase.Word word) throws MisfitException {
        if (ordinal == 0 || ordinal > most) {
            throw new MisfitException(
                    word.span(),
                    "no month has a " + word.text() + " one",
                    "1st to " + most + (most == MOST_DAYS ? "st" : "th") + ", or last");
        }
        return ordinal;
    }

    private static Optional<Integer> number(Phrase.Word word) {
        Matcher matcher = ORDINAL.matcher(word.text());
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1)))
                : Optional.ofNullable(ORDINALS.get(word.text()));
    }
}
