package io.watchbill.plan;

import io.watchbill.spec.Priority;
import java.time.Duration;

/**
 * When Alertmanager tells people about alerts of one priority.
 *
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval how long news of a group wait
 * @param repeatInterval how long until an alert that still fires is told again; a multiple of the group interval
 */
public record RoutingTimes(Duration groupWait, Duration groupInterval, Duration repeatInterval) {

    /** Times that fit the priority's response time: an unseen page repeats at its deadline. */
    public static RoutingTimes of(Priority priority) {
        return switch (priority) {
            case P1 -> minutes(10, 1, 15);
            case P2 -> minutes(30, 5, 60);
            case P3 -> minutes(120, 15, 240);
            case P4 -> minutes(300, 15, 720);
        };
    }

    private static RoutingTimes minutes(long waitSeconds, long intervalMinutes, long repeatMinutes) {
        return new RoutingTimes(
                Duration.ofSeconds(waitSeconds),
                Duration.ofMinutes(intervalMinutes),
                Duration.ofMinutes(repeatMinutes));
    }
}
