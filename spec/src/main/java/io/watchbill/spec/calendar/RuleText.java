package io.watchbill.spec.calendar;

import io.watchbill.spec.calendar.RecurrenceRule.Cycle;
import io.watchbill.spec.calendar.RecurrenceRule.Day;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a rule of RFC 5545, such as {@code FREQ=MONTHLY;BYDAY=2TU}. Libraries take rules that can never hold
 * ({@code BYDAY=9SU}) and find no day, so that everything is judged here.
 */
final class RuleText {
    private static final Pattern DAY = Pattern.compile("([+-]?\\d{1,3})?([A-Z]{2})");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,5}");
    private static final List<String> KNOWN =
            List.of("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST");
    private static final String WEEKDAYS = "MO, TU, WE, TH, FR, SA or SU, with an ordinal such as 2TU or -1FR";
    private static final int MOST_POSITIONS = 366;
    private static final int WEEKS_OF_YEAR = 53;
    private static final int WEEKS_OF_MONTH = 5;
    private static final int MOST_TIMES = 10_000;
    /** In years. The 29th of February falls on each weekday within 40. */
    private static final int LONGEST_WAIT = 100;

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Span whole;
    private final Optional<LocalDate> from;

    /** One {@code KEY=value}. */
    private record Part(String value, Span key, Span span) {}

    private RuleText(Span whole, Optional<LocalDate> from) {
        this.whole = whole;
        this.from = from;
    }

    /** Whether a word is meant as a rule. */
    static boolean isOne(String word) {
        return word.startsWith("rrule:") || word.startsWith("freq=");
    }

    static Recurrence read(Phrase.Word word, Optional<LocalDate> from, Optional<LocalDate> until)
            throws MisfitException {
        RuleText text = new RuleText(word.span(), from);
        text.split(word);
        RecurrenceRule rule = text.rule(until);
        text.comesEver(rule);
        return plain(text.counted(rule));
    }

    private void split(Phrase.Word word) throws MisfitException {
        int start = word.text().startsWith("rrule:") ? "rrule:".length() : 0;
        String rest = word.text().substring(start).toUpperCase(Locale.ROOT);
        int at = word.span().from() + start;
        for (String part : rest.split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            Span key = new Span(at, at + name.length());
            if (equals < 1 || !KNOWN.contains(name)) {
                throw new MisfitException(key, "'" + name + "' is no part of a rule of days", String.join(", ", KNOWN));
            }
            Span value = new Span(at + equals + 1, at + part.length());
            if (parts.put(name, new Part(part.substring(equals + 1), key, value)) != null) {
                throw new MisfitException(key, name + " is written twice", "each part once");
            }
            at += part.length() + 1;
        }
    }

    private RecurrenceRule rule(Optional<LocalDate> writtenUntil) throws MisfitException {
        Cycle cycle = cycle();
        int interval = single("INTERVAL", 1, 999).orElse(1);
        Set<Month> months = EnumSet.noneOf(Month.class);
        for (int month : integers("BYMONTH", 1, 12, false)) {
            months.add(Month.of(month));
        }
        List<Integer> monthDays = integers("BYMONTHDAY", 1, 31, true);
        List<Day> days = days(cycle, months);
        List<Integer> positions = integers("BYSETPOS", 1, MOST_POSITIONS, true);
        refuse(cycle == Cycle.WEEKLY, "BYMONTHDAY", "a weekly rule has no days of the month", "BYDAY");
        refuse(cycle == Cycle.DAILY, "BYSETPOS", "a day has no positions", "a rule by the week, month or year");
        if (interval > 1 || parts.containsKey("COUNT")) {
            needsFrom("the rule counts, but has no beginning");
        }
        LocalDate first = from.orElse(LocalDate.EPOCH);
        if (days.isEmpty() && monthDays.isEmpty() && cycle != Cycle.DAILY) {
            needsFrom("the rule does not say on which day");
            if (cycle == Cycle.WEEKLY) {
                days = List.of(new Day(0, first.getDayOfWeek()));
            } else {
                monthDays = List.of(first.getDayOfMonth());
            }
            if (cycle == Cycle.YEARLY && months.isEmpty()) {
                months.add(first.getMonth());
            }
        }
        return new RecurrenceRule(
                cycle, interval, months, monthDays, days, positions, weekStart(), from, until(writtenUntil));
    }

    private Cycle cycle() throws MisfitException {
        Part part = parts.get("FREQ");
        String expected = "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY";
        if (part == null) {
            throw new MisfitException(whole, "the rule has no FREQ", expected);
        }
        return Arrays.stream(Cycle.values())
                .filter(cycle -> cycle.name().equals(part.value()))
                .findFirst()
                .orElseThrow(() -> new MisfitException(part.span(), "'" + part.value() + "' has no days", expected));
    }

    private List<Day> days(Cycle cycle, Set<Month> months) throws MisfitException {
        Part part = parts.get("BYDAY");
        if (part == null) {
            return List.of();
        }
        List<Day> days = new ArrayList<>();
        boolean ofYear = cycle == Cycle.YEARLY && months.isEmpty() && !parts.containsKey("BYMONTHDAY");
        int most = ofYear ? WEEKS_OF_YEAR : WEEKS_OF_MONTH;
        int at = part.span().from();
        for (String text : part.value().split(",", -1)) {
            Span span = new Span(at, at + text.length());
            Matcher matcher = DAY.matcher(text);
            Optional<DayOfWeek> weekday = matcher.matches() ? weekday(matcher.group(2)) : Optional.empty();
            if (weekday.isEmpty()) {
                throw new MisfitException(span, "'" + text + "' is no weekday of a rule", WEEKDAYS);
            }
            int ordinal = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
            boolean counted = matcher.group(1) != null;
            if (counted && (cycle == Cycle.DAILY || cycle == Cycle.WEEKLY)) {
                throw new MisfitException(
                        span,
                        "a " + (cycle == Cycle.DAILY ? "day" : "week") + " has no " + text,
                        "a weekday such as " + text.substring(text.length() - 2));
            } else if (counted && (ordinal == 0 || Math.abs(ordinal) > most)) {
                throw new MisfitException(
                        span,
                        "no " + (ofYear ? "year" : "month") + " has a " + text,
                        "1 to " + most + ", or -1 for the last");
            }
            days.add(new Day(ordinal, weekday.get()));
            at += text.length() + 1;
        }
        return days;
    }

    private DayOfWeek weekStart() throws MisfitException {
        Part part = parts.get("WKST");
        if (part == null) {
            return DayOfWeek.MONDAY;
        }
        return weekday(part.value())
                .orElseThrow(() -> new MisfitException(
                        part.span(), "'" + part.value() + "' is no weekday of a rule", "MO, TU, WE, TH, FR, SA or SU"));
    }

    private static Optional<DayOfWeek> weekday(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> text.length() == 2 && day.name().startsWith(text))
                .findFirst();
    }

    private Optional<LocalDate> until(Optional<LocalDate> written) throws MisfitException {
        Part part = parts.get("UNTIL");
        if (part == null) {
            return written;
        }
        if (written.isPresent() || parts.containsKey("COUNT")) {
            throw new MisfitException(part.key(), "the rule ends twice", "one of UNTIL, COUNT and until");
        }
        try {
            return Optional.of(LocalDate.parse(part.value(), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException none) {
            throw new MisfitException(
                    part.span(), "'" + part.value() + "' is no date of a rule", "the last day, such as 20261231");
        }
    }

    private Optional<Integer> single(String key, int least, int most) throws MisfitException {
        List<Integer> values = integers(key, least, most, false);
        if (values.size() > 1) {
            throw new MisfitException(parts(key).span(), key + " has several numbers", "one number");
        }
        return values.stream().findFirst();
    }

    private List<Integer> integers(String key, int least, int most, boolean signed) throws MisfitException {
        Part part = parts.get(key);
        if (part == null) {
            return List.of();
        }
        List<Integer> values = new ArrayList<>();
        int at = part.span().from();
        for (String text : part.value().split(",", -1)) {
            int value = INTEGER.matcher(text).matches() ? Integer.parseInt(text) : 0;
            int size = signed ? Math.abs(value) : value;
            if (size < least || size > most) {
                throw new MisfitException(
                        new Span(at, at + text.length()),
                        "'" + text + "' is no " + key,
                        least + " to " + most + (signed ? ", or -" + least + " to -" + most + " from the end" : ""));
            }
            values.add(value);
            at += text.length() + 1;
        }
        return values;
    }

    private Part parts(String key) {
        return parts.getOrDefault(key, new Part("", whole, whole));
    }

    private void refuse(boolean wrong, String key, String message, String expected) throws MisfitException {
        if (wrong && parts.containsKey(key)) {
            throw new MisfitException(parts(key).key(), message, expected);
        }
    }

    private void needsFrom(String message) throws MisfitException {
        if (from.isEmpty()) {
            throw new MisfitException(whole, message, "from with a date");
        }
    }

    private void comesEver(RecurrenceRule rule) throws MisfitException {
        if (rule.monthDays().stream().noneMatch(day -> someMonthHas(rule.months(), day))
                && !rule.monthDays().isEmpty()) {
            throw new MisfitException(
                    parts("BYMONTHDAY").span(),
                    RecurrenceRule.names(rule.months()) + " never has the day "
                            + parts("BYMONTHDAY").value(),
                    "a day that the month has");
        }
        LocalDate first = from.orElse(LocalDate.of(2000, 1, 1));
        LocalDate end = rule.until().map(last -> last.plusDays(1)).orElse(first.plusYears(LONGEST_WAIT));
        if (end.isAfter(first) && first.datesUntil(end).noneMatch(rule::on)) {
            throw new MisfitException(
                    whole, "the rule does not come within " + LONGEST_WAIT + " years", "a rule that has days");
        }
    }

    private static boolean someMonthHas(Set<Month> months, int day) {
        return months.isEmpty() || months.stream().anyMatch(month -> Math.abs(day) <= month.maxLength());
    }

    /** A number of times as the date of the last one. */
    private RecurrenceRule counted(RecurrenceRule rule) throws MisfitException {
        Optional<Integer> count = single("COUNT", 1, MOST_TIMES);
        if (count.isEmpty() || from.isEmpty()) {
            return rule;
        }
        Optional<LocalDate> last = from.get()
                .datesUntil(from.get().plusYears(1000))
                .filter(rule::on)
                .skip(count.get() - 1L)
                .findFirst();
        return new RecurrenceRule(
                rule.cycle(),
                rule.interval(),
                rule.months(),
                rule.monthDays(),
                rule.days(),
                rule.positions(),
                rule.weekStart(),
                rule.from(),
                last);
    }

    /** The same in the words of people where there are any, so that one thing has one form. */
    private static Recurrence plain(RecurrenceRule rule) {
        boolean simple = rule.months().isEmpty() && rule.positions().isEmpty();
        List<Day> days = rule.days();
        List<Integer> monthDays = rule.monthDays();
        if (simple && rule.cycle() == Cycle.DAILY && days.isEmpty() && monthDays.isEmpty()) {
            return Recurrence.Bounded.of(
                    new Recurrence.Daily(rule.interval(), rule.from()), Optional.empty(), rule.until());
        } else if (simple
                && rule.cycle() == Cycle.WEEKLY
                && (rule.interval() == 1 || rule.weekStart() == DayOfWeek.MONDAY)) {
            Set<DayOfWeek> set = EnumSet.noneOf(DayOfWeek.class);
            days.forEach(day -> set.add(day.weekday()));
            return Recurrence.Bounded.of(
                    new Recurrence.Weekly(rule.interval(), set, rule.from()), Optional.empty(), rule.until());
        } else if (simple && rule.cycle() == Cycle.MONTHLY && rule.interval() == 1) {
            boolean weekday = days.size() == 1
                    && monthDays.isEmpty()
                    && days.get(0).ordinal() >= -1
                    && days.get(0).ordinal() != 0;
            boolean day = monthDays.size() == 1 && days.isEmpty() && monthDays.get(0) >= -1;
            if (weekday) {
                Day one = days.get(0);
                return Recurrence.Bounded.of(
                        new Recurrence.MonthlyWeekday(one.ordinal(), one.weekday()), rule.from(), rule.until());
            } else if (day) {
                return Recurrence.Bounded.of(new Recurrence.MonthlyDay(monthDays.get(0)), rule.from(), rule.until());
            }
        }
        return rule;
    }
}
