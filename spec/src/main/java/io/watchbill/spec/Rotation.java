package io.watchbill.spec;

import io.watchbill.spec.calendar.RotationSchedule;
import io.watchbill.spec.calendar.ShiftHours;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Who stands watch in one role. */
public sealed interface Rotation {
    /** Such as {@code Primary}. */
    String role();

    /**
     * People in turn, in shifts that may follow the sun.
     *
     * @param shifts at least one; together they cover the week where nobody is to be left alone
     * @param overrides in order; while one holds, nobody else stands watch
     */
    record Scheduled(String role, List<Shift> shifts, List<StandIn> overrides) implements Rotation {
        public Scheduled {
            shifts = List.copyOf(shifts);
            overrides = List.copyOf(overrides);
        }

        /** One shift that is always on. */
        public Scheduled(String role, RotationSchedule schedule, List<String> members) {
            this(
                    role,
                    List.of(new Shift(Optional.empty(), schedule, members, Optional.empty(), Optional.empty())),
                    List.of());
        }

        /** Everybody who takes turns, each once. */
        public List<String> members() {
            return shifts.stream()
                    .flatMap(shift -> shift.members().stream())
                    .distinct()
                    .toList();
        }

        /** Who stands watch then; the first of several, and nobody in a gap. */
        public Optional<String> onWatch(Instant at, ZoneId zone) {
            return watchers(at, zone).stream().findFirst();
        }

        /** Everybody who stands watch then: nobody in a gap, several where shifts or overrides overlap. */
        public List<String> watchers(Instant at, ZoneId zone) {
            List<String> standIns = overrides.stream()
                    .filter(override -> override.holds(at, zone))
                    .map(StandIn::member)
                    .distinct()
                    .toList();
            return standIns.isEmpty()
                    ? shifts.stream()
                            .flatMap(shift -> shift.onWatch(at, zone).stream())
                            .distinct()
                            .toList()
                    : standIns;
        }
    }

    /**
     * A part of the week and who takes turns in it.
     *
     * @param members ids of people, in order
     * @param hours empty: always
     * @param timezone of hours and hand-overs; empty: the on-call's
     */
    record Shift(
            Optional<String> name,
            RotationSchedule schedule,
            List<String> members,
            Optional<ShiftHours> hours,
            Optional<ZoneId> timezone) {
        public Shift {
            members = List.copyOf(members);
        }

        /**
         * When it is whose turn: {@code mon-fri 22:00-06:00, weekly from 2026-11-23 09:00 America/New_York}.
         *
         * @param otherwise the on-call's zone
         */
        public String text(ZoneId otherwise) {
            return name.map(words -> words + " ").orElse("")
                    + hours.map(covered -> covered.text() + ", ").orElse("")
                    + schedule.text() + " " + timezone.orElse(otherwise).getId();
        }

        /** Whose turn it is; nobody before the first hand-over and outside the hours. */
        Optional<String> onWatch(Instant at, ZoneId otherwise) {
            ZoneId zone = timezone.orElse(otherwise);
            OptionalLong turn = schedule.turn(at, zone);
            boolean open = hours.map(covered -> covered.contains(LocalDateTime.ofInstant(at, zone)))
                    .orElse(true);
            return !open || turn.isEmpty() || members.isEmpty()
                    ? Optional.empty()
                    : Optional.of(members.get((int) (turn.getAsLong() % members.size())));
        }
    }

    /**
     * Somebody who stands in for everybody else.
     *
     * @param from included, in the on-call's zone
     * @param to excluded
     */
    record StandIn(String member, LocalDateTime from, LocalDateTime to) {
        /** Whether it holds then. */
        public boolean holds(Instant at, ZoneId zone) {
            return !at.isBefore(from.atZone(zone).toInstant())
                    && at.isBefore(to.atZone(zone).toInstant());
        }
    }

    /**
     * A schedule that a pager owns.
     *
     * @param service such as {@code pagerduty}
     * @param id the schedule's id there
     */
    record External(String role, String service, String id) implements Rotation {}
}
