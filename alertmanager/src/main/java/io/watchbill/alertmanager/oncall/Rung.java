package io.watchbill.alertmanager.oncall;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A level of an escalation as it is reached at some time.
 *
 * @param level such as {@code L1}
 * @param contact a role, a person's id or a receiver
 * @param after the time since the alert fired; empty where the next business day is waited for
 * @param people ids of those who are then told; empty where nobody of the specification is, and where the time is open
 * @param elsewhere what tells somebody else, such as {@code schedule PABC123 of pagerduty}
 */
public record Rung(
        String level, String contact, Optional<Duration> after, List<String> people, Optional<String> elsewhere) {
    public Rung {
        people = List.copyOf(people);
    }
}
