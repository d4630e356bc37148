package io.watchbill.spec.calendar;

import io.watchbill.spec.finding.MisfitException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * When a watch is handed over, in local time of a zone that its user knows.
 *
 * @param days the length of a watch in days of the calendar, at least 1; 7 where {@code handOvers} say when
 * @param from the first hand-over, or no hand-over before it where {@code handOvers} say when
 * @param handOvers times of the week in order; empty where every watch is as long as another
 */
public record RotationSchedule(int days, LocalDateTime from, List<HandOver> handOvers) {
    private static final String EXPECTED =
            "daily or weekly, every N days or weeks, or times such as mon 09:00, fri 17:00";
    private static final int WEEK = 7;

    public RotationSchedule {
        handOvers = handOvers.stream().distinct().sorted().toList();
    }

    /** Watches of one length. */
    public RotationSchedule(int days, LocalDateTime from) {
        this(days, from, List.of());
    }

    /**
     * Reads {@code weekly from 2026-11-23 09:00}, {@code daily from …}, {@code every 2 weeks from …} or {@code mon 09:00, fri 17:00 from …}. Without
     * a time it is midnight.
     */
    public static RotationSchedule parse(String text) throws MisfitException {
        Phrase phrase = Phrase.of(text);
        List<HandOver> handOvers = handOvers(phrase);
        int days = handOvers.isEmpty() ? length(phrase) : WEEK;
        if (!phrase.take("from")) {
            throw phrase.next("from with the first hand-over").unexpected("from with the first hand-over");
        }
        Phrase.Word date = phrase.next("a date such as 2026-11-23");
        LocalDate first = DayWords.date(date.text(), date.span());
        LocalTime time = LocalTime.MIDNIGHT;
        if (!phrase.isEmpty()) {
            Phrase.Word clock = phrase.next("a time such as 09:00");
            time = DayWords.time(clock.text(), clock.span());
        }
        phrase.end("the end");
        return new RotationSchedule(days, first.atTime(time), handOvers);
    }

    private static List<HandOver> handOvers(Phrase phrase) throws MisfitException {
        List<HandOver> handOvers = new ArrayList<>();
        for (Optional<DayOfWeek> day = DayWords.day(phrase.peek());
                day.isPresent();
                day = DayWords.day(phrase.peek())) {
            phrase.next("a weekday");
            Phrase.Word clock = phrase.next("a time such as 09:00");
            String time = clock.text().replaceAll(",$", "");
            handOvers.add(new HandOver(day.get(), DayWords.time(time, clock.span())));
            phrase.take("and");
        }
        return handOvers;
    }

    /**
     * How many hand-overs came after the first one by then; empty before the first. Hand-overs keep their local time through clock changes.
     */
    public OptionalLong turn(Instant at, ZoneId zone) {
        if (at.isBefore(handOver(0, zone).toInstant())) {
            return OptionalLong.empty();
        }
        long turn = ChronoUnit.DAYS.between(from, LocalDateTime.ofInstant(at, zone)) / days * perCycle();
        // Local time runs twice through the hour of a clock change, so that the count can be one off.
        while (turn > 0 && at.isBefore(handOver(turn, zone).toInstant())) {
            turn--;
        }
        while (!at.isBefore(handOver(turn + 1, zone).toInstant())) {
            turn++;
        }
        return OptionalLong.of(turn);
    }

    /** When a turn begins, counted from 0. */
    public ZonedDateTime handOver(long turn, ZoneId zone) {
        if (handOvers.isEmpty()) {
            return from.plusDays(turn * days).atZone(zone);
        }
        long number = turn;
        while (ofWeeks(number - turn).isBefore(from)) {
            number++;
        }
        return ofWeeks(number).atZone(zone);
    }

    /** The so manieth hand-over from the Monday before {@code from} on. */
    private LocalDateTime ofWeeks(long number) {
        HandOver handOver = handOvers.get(Math.floorMod(number, handOvers.size()));
        return from.toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                .plusWeeks(Math.floorDiv(number, (long) handOvers.size()))
                .with(TemporalAdjusters.nextOrSame(handOver.day()))
                .atTime(handOver.time());
    }

    private int perCycle() {
        return Math.max(1, handOvers.size());
    }

    /** The canonical form, which reads back as an equal schedule. */
    public String text() {
        if (!handOvers.isEmpty()) {
            return handOvers.stream().map(HandOver::text).collect(Collectors.joining(", ")) + " from "
                    + from.toLocalDate() + " " + from.toLocalTime();
        }
        String every = switch (days) {
            case 1 -> "daily";
            case WEEK -> "weekly";
            default -> days % WEEK == 0 ? "every " + days / WEEK + " weeks" : "every " + days + " days";
        };
        return every + " from " + from.toLocalDate() + " " + from.toLocalTime();
    }

    private static int length(Phrase phrase) throws MisfitException {
        Phrase.Word word = phrase.next(EXPECTED);
        return switch (word.text()) {
            case "daily" -> 1;
            case "weekly" -> WEEK;
            case "every" -> counted(phrase);
            default -> throw word.unexpected(EXPECTED);
        };
    }

    private static int counted(Phrase phrase) throws MisfitException {
        Phrase.Word number = phrase.next("a number of days or weeks");
        if (number.text().matches("day|week")) {
            return number.text().equals("day") ? 1 : WEEK;
        }
        if (!number.text().matches("[1-9]\\d{0,2}")) {
            throw number.unexpected("a number of days or weeks");
        }
        int count = Integer.parseInt(number.text());
        Phrase.Word unit = phrase.next("days or weeks");
        return switch (unit.text()) {
            case "day", "days" -> count;
            case "week", "weeks" -> count * WEEK;
            default -> throw unit.unexpected("days or weeks");
        };
    }
}
