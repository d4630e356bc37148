package io.watchbill.spec.calendar;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * How the clocks of a zone change every year, as its rules of today say.
 *
 * @param standard seconds that clocks are ahead of UTC outside summer time
 * @param summer when summer time begins and ends; empty where clocks never change
 */
public record ClockChanges(int standard, Optional<Summer> summer) {

    /**
     * Summer time.
     *
     * @param saving seconds that clocks are put forward
     */
    public record Summer(int saving, Change begin, Change end) {}

    /**
     * A yearly change. Its date is the first {@code weekday} on or after {@code day} of the month, or the last one on or before it if {@code day} counts
     * from the month's end.
     *
     * @param day of the month, or from its end: -1 is the last
     * @param weekday 1 Monday to 7 Sunday; empty where the day itself is meant
     * @param utcSeconds when it happens, in seconds after 00:00 UTC of its date; may lie on another day
     */
    public record Change(int month, int day, Optional<Integer> weekday, int utcSeconds) {}

    /** Those of a zone; empty where they follow no yearly rule. */
    public static Optional<ClockChanges> of(ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffsetTransitionRule> yearly = rules.getTransitionRules();
        if (yearly.isEmpty()) {
            // Without yearly rules the offset after the last change on record is the one of today.
            boolean irregular = rules.getTransitions().stream()
                    .anyMatch(change -> change.getDateTimeAfter().getYear() > LAST_KNOWN_CHANGE);
            ZoneOffset offset = rules.getOffset(LocalDateTime.of(LAST_KNOWN_CHANGE + 1, 1, 1, 0, 0));
            return irregular
                    ? Optional.empty()
                    : Optional.of(new ClockChanges(offset.getTotalSeconds(), Optional.empty()));
        }
        if (yearly.size() != 2) {
            return Optional.empty();
        }
        boolean firstBegins = saves(yearly.get(0));
        ZoneOffsetTransitionRule begin = yearly.get(firstBegins ? 0 : 1);
        ZoneOffsetTransitionRule end = yearly.get(firstBegins ? 1 : 0);
        int standard = begin.getOffsetBefore().getTotalSeconds();
        int saving = begin.getOffsetAfter().getTotalSeconds() - standard;
        return saving > 0 && end.getOffsetAfter().equals(begin.getOffsetBefore())
                ? Optional.of(new ClockChanges(standard, Optional.of(new Summer(saving, change(begin), change(end)))))
                : Optional.empty();
    }

    /** Zones that still change after this year without a yearly rule follow the moon, or decrees. */
    private static final int LAST_KNOWN_CHANGE = 2026;

    private static boolean saves(ZoneOffsetTransitionRule rule) {
        return rule.getOffsetAfter().getTotalSeconds() > rule.getOffsetBefore().getTotalSeconds();
    }

    private static Change change(ZoneOffsetTransitionRule rule) {
        int local = rule.isMidnightEndOfDay() ? 24 * 3600 : rule.getLocalTime().toSecondOfDay();
        int utc = switch (rule.getTimeDefinition()) {
            case UTC -> local;
            case STANDARD -> local - rule.getStandardOffset().getTotalSeconds();
            case WALL -> local - rule.getOffsetBefore().getTotalSeconds();
        };
        return new Change(
                rule.getMonth().getValue(),
                rule.getDayOfMonthIndicator(),
                Optional.ofNullable(rule.getDayOfWeek()).map(DayOfWeek::getValue),
                utc);
    }
}
