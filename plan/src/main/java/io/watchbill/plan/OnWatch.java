package io.watchbill.plan;

import io.watchbill.spec.Rotation;
import io.watchbill.spec.Rotation.Shift;
import io.watchbill.spec.Rotation.StandIn;
import io.watchbill.spec.calendar.ClockChanges;
import io.watchbill.spec.calendar.RotationSchedule;
import io.watchbill.spec.calendar.ShiftHours;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who stands watch in a role, at any instant of any year, as PromQL. The query names nobody: its one sample is a person's place in
 * {@code people}, as {@link Rotation.Scheduled#onWatch} gives the person, and there is none where nobody stands watch.
 *
 * <p>Hand-overs are counted under both offsets that the zone's clocks have, as if they never changed. The two counts differ only
 * while one offset has passed a hand-over and the other has not: then the offset at that hand-over decides, and of a local time that
 * is left out or comes twice the one before the change, as in java.time.
 *
 * @param people ids in the order of their places; somebody may have several
 */
public record OnWatch(List<String> people, String promql) {

    private static final long DAY = 86_400;

    public OnWatch {
        people = List.copyOf(people);
    }

    /**
     * Of a role.
     *
     * @param zone of the stand-ins, and of shifts that name none
     * @return empty where the clocks of a zone follow no yearly rule
     */
    public static Optional<OnWatch> of(Rotation.Scheduled rotation, ZoneId zone) {
        List<String> people = new ArrayList<>();
        List<String> queries = new ArrayList<>();
        for (StandIn standIn : rotation.overrides()) {
            queries.add("vector(" + people.size() + ") and vector(time()) >= " + second(standIn.from(), zone)
                    + " and vector(time()) < " + second(standIn.to(), zone));
            people.add(standIn.member());
        }
        for (Shift shift : rotation.shifts()) {
            Optional<ClockChanges> changes = ClockChanges.of(shift.timezone().orElse(zone));
            if (changes.isEmpty()) {
                return Optional.empty();
            }
            if (!shift.members().isEmpty()) {
                queries.add(turn(shift, people.size(), changes.get()));
                people.addAll(shift.members());
            }
        }
        return Optional.of(new OnWatch(people, queries.isEmpty() ? "vector(0) < 0" : String.join(" or ", queries)));
    }

    private static long second(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toEpochSecond();
    }

    private static String turn(Shift shift, int first, ClockChanges changes) {
        String turn = first + " + (" + handOvers(shift.schedule(), changes) + " - 1 >= 0) % "
                + shift.members().size();
        return shift.hours()
                .map(hours -> turn + " and " + isOpen(hours, changes) + " > 0")
                .orElse(turn);
    }

    /** How many hand-overs have been. */
    private static String handOvers(RotationSchedule schedule, ClockChanges changes) {
        if (schedule.handOvers().isEmpty()) {
            return handOvers(schedule.from(), schedule.days() * DAY, changes);
        }
        return schedule.handOvers().stream()
                .map(handOver -> {
                    LocalDateTime next = schedule.from()
                            .toLocalDate()
                            .with(TemporalAdjusters.nextOrSame(handOver.day()))
                            .atTime(handOver.time());
                    return handOvers(next.isBefore(schedule.from()) ? next.plusWeeks(1) : next, 7 * DAY, changes);
                })
                .reduce((one, other) -> one + " + " + other)
                .orElseThrow();
    }

    private static String handOvers(LocalDateTime from, long period, ClockChanges changes) {
        long first = from.toEpochSecond(ZoneOffset.UTC);
        String standard = handOvers(SummerTime.plus("time()", changes.standard() - first), period);
        return changes.summer()
                .map(rule -> {
                    String since = SummerTime.plus("time()", changes.standard() + rule.saving() - first);
                    String last = "time() - (" + since + ") % " + period;
                    String early = "(" + handOvers(since, period) + " - " + standard + ")";
                    return "clamp_min(" + standard + " + " + early + " * " + SummerTime.at(rule, last) + ", 0)";
                })
                .orElse("clamp_min(" + standard + ", 0)");
    }

    private static String handOvers(String since, long period) {
        return "floor(vector((" + since + ") / " + period + " + 1))";
    }

    /** Over 0 within the hours of the clock on the wall. */
    private static String isOpen(ShiftHours hours, ClockChanges changes) {
        String local = "(vector(" + SummerTime.plus("time()", changes.standard()) + ")"
                + changes.summer()
                        .map(rule -> " + " + rule.saving() + " * " + SummerTime.at(rule, "time()"))
                        .orElse("")
                + ")";
        String begun = "(" + local + " % " + DAY + " >= bool " + hours.from().toSecondOfDay() + ")";
        String notOver = "(" + local + " % " + DAY + " < bool " + hours.to().toSecondOfDay() + ")";
        String today = isOn(hours, local);
        return hours.from().isBefore(hours.to())
                ? today + " * " + begun + " * " + notOver
                : "(" + today + " * " + begun + " + " + isOn(hours, local + " - " + DAY) + " * " + notOver + ")";
    }

    /** 1 on a day on which the hours begin, each of which is one bit of a number. */
    private static String isOn(ShiftHours hours, String local) {
        int days = 0;
        for (DayOfWeek day : hours.days()) {
            days += 1 << RecurringTime.number(day);
        }
        return "floor(" + days + " / 2 ^ day_of_week(" + local + ")) % 2";
    }
}
