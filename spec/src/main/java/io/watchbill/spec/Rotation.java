package io.watchbill.spec;

import io.watchbill.spec.calendar.RotationSchedule;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Who stands watch in one role. */
public sealed interface Rotation {
    /** Such as {@code Primary}. */
    String role();

    /**
     * People in turn.
     *
     * @param members ids of people, in order
     */
    record Scheduled(String role, RotationSchedule schedule, List<String> members) implements Rotation {
        public Scheduled {
            members = List.copyOf(members);
        }

        /** Who stands watch then; nobody before the first hand-over. */
        public Optional<String> onWatch(Instant at, ZoneId zone) {
            OptionalLong turn = schedule.turn(at, zone);
            return turn.isEmpty() || members.isEmpty()
                    ? Optional.empty()
                    : Optional.of(members.get((int) (turn.getAsLong() % members.size())));
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
