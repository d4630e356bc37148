package io.watchbill.spec;

import io.watchbill.spec.calendar.RotationSchedule;
import java.util.List;

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
    }

    /**
     * A schedule that a pager owns.
     *
     * @param service such as {@code pagerduty}
     * @param id the schedule's id there
     */
    record External(String role, String service, String id) implements Rotation {}
}
