package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
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
    private static final String START = "every, daily, weekly, monthly, a date, or an ordinal such as 2nd";
    private static final String OCCASION = "day, days or weekdays such as sunday or mon-fri";
    private static final int MOST_WEEKDAYS = 5;
    private static final int MOST_DAYS = 31;

    private final Phrase phrase;
    private final LocalTime time;
    private final Optional<LocalDate> from;

    private FrequencyPhrase(Phrase phrase, LocalTime time, Optional<LocalDate> from) {
        this.phrase = phrase;
        this.time = time;
        this.from = from;
    }

    static Frequency read(String text) throws MisfitException {
        Phrase phrase = Phrase.of(text);
        Optional<Phrase.Word> start = phrase.pickAfter("from", "a date such as 2026-01-04");
        Optional<LocalDate> from = start.isEmpty()
                ? Optional.empty()
                : Optional.of(DayWords.date(start.get().text(), start.get().span()));
        Optional<Phrase.Word> clock = phrase.pick(TIME);
        LocalTime time = clock.isEmpty()
                ? LocalTime.MIDNIGHT
                : DayWords.time(clock.get().text(), clock.get().span());
        FrequencyPhrase reader = new FrequencyPhrase(phrase, time, from);
        Recurrence recurrence = reader.recurrence();
        phrase.end("a time such as 02:00, from with a date, or the end");
        return new Frequency(recurrence, reader.time);
    }

    private Recurrence recurrence() throws MisfitException {
        if (phrase.take("daily")) {
            return new Recurrence.Daily(1, from);
        } else if (phrase.take("once")) {
            return once();
        } else if (phrase.take("every")) {
            return every();
        } else if (phrase.take("weekly")) {
            return weekly(1, phrase.next(OCCASION));
        } else if (phrase.take("monthly")) {
            return monthly(phrase.next("an ordinal such as 2nd or last"));
        } else if (DATE.matcher(phrase.peek()).matches()) {
            return once();
        }
        Phrase.Word first = phrase.next(START);
        if (ordinal(first).isPresent()) {
            Recurrence recurrence = monthly(first);
            if (!phrase.take("monthly")) {
                month("monthly");
            }
            return recurrence;
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
            return new Recurrence.Daily(1, from);
        }
        Optional<Integer> interval = ordinal(next);
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
            return new Recurrence.Daily(interval.get(), from);
        }
        return weekly(interval.get(), days);
    }

    private Recurrence weekly(int interval, Phrase.Word days) throws MisfitException {
        Set<DayOfWeek> set = DayWords.weekdays(days.text(), days.span().from());
        return new Recurrence.Weekly(interval, set, from);
    }

    private Recurrence monthly(Phrase.Word word) throws MisfitException {
        int ordinal = ordinal(word).orElseThrow(() -> word.unexpected("an ordinal such as 2nd or last"));
        if (phrase.take("day") || phrase.isEmpty() || phrase.peek().equals("monthly")) {
            return new Recurrence.MonthlyDay(limited(ordinal, MOST_DAYS, word));
        }
        Phrase.Word day = phrase.next("a weekday");
        DayOfWeek weekday = DayWords.day(day.text()).orElseThrow(() -> day.unexpected("a weekday"));
        return new Recurrence.MonthlyWeekday(limited(ordinal, MOST_WEEKDAYS, word), weekday);
    }

    /** {@code of every month}, as a longer form of {@code monthly}. */
    private void month(String expected) throws MisfitException {
        Phrase.Word word = phrase.next(expected);
        if (word.text().equals("every") && phrase.take("month")) {
            return;
        }
        if (!word.text().equals("month")) {
            throw word.unexpected(expected);
        }
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

    private static Optional<Integer> ordinal(Phrase.Word word) {
        Matcher matcher = ORDINAL.matcher(word.text());
        return matcher.matches()
                ? Optional.of(Integer.valueOf(matcher.group(1)))
                : Optional.ofNullable(ORDINALS.get(word.text()));
    }
}
