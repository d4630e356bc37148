package io.watchbill.plan;

import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import java.time.Duration;
import java.util.List;

/**
 * When Alertmanager tells people about alerts of one priority.
 *
 * @param groupWait how long a new group waits for more alerts
 * @param groupInterval how long news of a group wait
 * @param repeatInterval how long until an alert that still fires is told again; a multiple of the group interval
 */
public record RoutingTimes(Duration groupWait, Duration groupInterval, Duration repeatInterval) {

    /**
     * How long Alertmanager remembers what it told whom (120 hours), unless it is started with another {@code --data.retention}; what
     * it has forgotten it tells again.
     */
    public static final Duration MEMORY = Duration.ofDays(5);

    /** As long as nobody waits for the first message, and as news may wait, of the response time. */
    private static final int WAITS = 90;

    private static final int NEWS = 15;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final Duration LONGEST_NEWS = Duration.ofMinutes(15);

    /** Whoever works half a day or less is told once each day by a message that is repeated after half a day. */
    private static final Duration HALF_A_DAY = Duration.ofHours(12);

    private static final List<Duration> ROUND = List.of(
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            Duration.ofMinutes(4),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Duration.ofSeconds(1));

    /** Times that fit the response time of a priority without settings of its own. */
    public static RoutingTimes of(Priority priority) {
        return of(SeveritySettings.defaultOf(priority).respondWithin());
    }

    /**
     * Times that fit a response time: an unseen page repeats at its deadline, or before Alertmanager forgets it.
     *
     * <p>What waits for the next business day is repeated after 12 hours. With business hours of a length w up to that,
     * w ≤ 12 h ≤ 24 h − w: a message is not repeated before the hours end, and is due again before the next begin.
     */
    public static RoutingTimes of(ResponseTime response) {
        if (response instanceof ResponseTime.Within within) {
            Duration interval = atMost(within.duration().dividedBy(NEWS), LONGEST_NEWS);
            return new RoutingTimes(
                    atMost(within.duration().dividedBy(WAITS), LONGEST_WAIT),
                    interval,
                    repeat(within.duration(), interval));
        }
        return new RoutingTimes(LONGEST_WAIT, LONGEST_NEWS, HALF_A_DAY);
    }

    private static Duration repeat(Duration response, Duration interval) {
        Duration wished = response.compareTo(MEMORY) > 0 ? MEMORY : response;
        long times = Math.max(1, wished.toNanos() / interval.toNanos());
        return interval.multipliedBy(times);
    }

    /** The longest round time up to both; a second for what is shorter still. */
    private static Duration atMost(Duration wished, Duration longest) {
        for (Duration round : ROUND) {
            if (round.compareTo(wished) <= 0 && round.compareTo(longest) <= 0) {
                return round;
            }
        }
        return ROUND.get(ROUND.size() - 1);
    }
}
