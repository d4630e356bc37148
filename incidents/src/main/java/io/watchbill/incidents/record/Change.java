package io.watchbill.incidents.record;

import io.watchbill.incidents.record.Incident.Answer;
import io.watchbill.spec.Priority;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An incident while it is changed. */
final class Change {

    /** An alert that flaps for days must not make a file that nobody can open; what people do is always written. */
    static final int MOST_ENTRIES = 500;

    private final Incident before;
    private Priority severity;
    private Status status;
    private Instant start;
    private Optional<Instant> end;
    private Optional<Answer> answer;
    private Instant clock;
    private final List<Episode> episodes;
    private final List<Entry> entries;
    private int omitted;

    Change(Incident incident) {
        before = incident;
        severity = incident.severity();
        status = incident.status();
        start = incident.start();
        end = incident.end();
        answer = incident.answer();
        clock = incident.clock();
        episodes = new ArrayList<>(incident.episodes());
        entries = new ArrayList<>(incident.entries());
        omitted = incident.omitted();
    }

    Change severity(Priority newSeverity) {
        severity = newSeverity;
        return this;
    }

    Change status(Status newStatus) {
        status = newStatus;
        return this;
    }

    /** It is investigated again, by whoever is told now. */
    Change reopen(Instant at) {
        status = Status.INVESTIGATING;
        end = Optional.empty();
        return restartClock(at);
    }

    Change restartClock(Instant at) {
        clock = at;
        answer = Optional.empty();
        return this;
    }

    /** Only the first answer counts. */
    Change answer(Instant at, String by) {
        if (answer.isEmpty()) {
            answer = Optional.of(new Answer(at, by));
        }
        return this;
    }

    Change resolve(Instant at) {
        status = Status.RESOLVED;
        end = Optional.of(at.isBefore(start) ? start : at);
        return this;
    }

    Change add(Episode episode) {
        episodes.add(episode);
        if (episode.from().isBefore(start)) {
            start = episode.from();
        }
        return this;
    }

    Change replace(Episode old, Episode changed) {
        episodes.set(episodes.indexOf(old), changed);
        return this;
    }

    Change endAll(Instant at, Episode.Closing by) {
        episodes.replaceAll(episode -> episode.isOpen() ? episode.ended(at, by, at) : episode);
        return this;
    }

    Change write(Entry entry) {
        if (entry.of().isEmpty() || entries.size() < MOST_ENTRIES) {
            entries.add(entry);
        } else {
            omitted++;
        }
        return this;
    }

    /** One line for all the times that Alertmanager told of the same in a row. */
    Change still(Instant at, Episode episode) {
        Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        if (last != null && last.kind() == Entry.Kind.STILL && last.of().equals(episode.name())) {
            entries.set(entries.size() - 1, last.again(at));
            return this;
        }
        return write(Entry.ofAlert(Entry.Kind.STILL, at, episode, ""));
    }

    /** It is over when the last of its alerts is. */
    Change settle() {
        if (!episodes.isEmpty() && episodes.stream().noneMatch(Episode::isOpen)) {
            resolve(lastEnd());
        }
        return this;
    }

    private Instant lastEnd() {
        return episodes.stream()
                .flatMap(episode -> episode.end().stream())
                .map(Episode.End::at)
                .max(Comparator.naturalOrder())
                .orElse(start);
    }

    /**
     * When there was nothing to answer for a while, the time to answer counts from the next beginning, even where the end before
     * it is heard of later; after an answer it stays.
     */
    private Instant clock(List<Episode> ordered) {
        if (ordered.isEmpty() || answer.isPresent()) {
            return clock;
        }
        return entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.TRIAGED || entry.kind() == Entry.Kind.REOPENED)
                .map(Entry::at)
                .reduce(Timeline.lastStretch(ordered), (one, other) -> one.isAfter(other) ? one : other);
    }

    Incident done() {
        List<Episode> ordered = Timeline.episodes(episodes);
        return new Incident(
                before.id(),
                before.title(),
                severity,
                status,
                start,
                end,
                answer,
                clock(ordered),
                before.subject(),
                ordered,
                Timeline.entries(entries, ordered),
                omitted);
    }
}
