package io.watchbill.incidents.record;

import io.watchbill.spec.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One incident.
 *
 * @param id ours, such as {@code INC-2026-0007}; empty until it is filed
 * @param title one line
 * @param end only when it is resolved
 * @param answer who took it on since the clock began
 * @param clock from when the time to respond counts
 * @param episodes in which its alerts fired, in order of beginning; none where a person reported it
 * @param entries the timeline, in order of time
 * @param omitted how many entries of the alert found no place any more
 */
public record Incident(
        String id,
        String title,
        Priority severity,
        Status status,
        Instant start,
        Optional<Instant> end,
        Optional<Answer> answer,
        Instant clock,
        Subject subject,
        List<Episode> episodes,
        List<Entry> entries,
        int omitted) {

    public Incident {
        episodes = List.copyOf(episodes);
        entries = List.copyOf(entries);
    }

    /** That somebody took it on. */
    public record Answer(Instant at, String by) {}

    /** The same under its id. */
    public Incident filedAs(String newId) {
        return new Incident(
                newId, title, severity, status, start, end, answer, clock, subject, episodes, entries, omitted);
    }

    /** Whether it is not over. */
    public boolean isOpen() {
        return status != Status.RESOLVED;
    }

    /** Whether somebody should have taken it on and has not. */
    public boolean isWaiting() {
        return status == Status.INVESTIGATING && answer.isEmpty();
    }

    /** A change of this incident. */
    Change change() {
        return new Change(this);
    }
}
