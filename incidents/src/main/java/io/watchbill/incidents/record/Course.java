package io.watchbill.incidents.record;

import io.watchbill.incidents.record.Entry.Kind;
import io.watchbill.incidents.record.Episode.Closing;
import io.watchbill.plan.AnnotationNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What messages of Alertmanager do to incidents. Messages may come twice, late, in another order, or never: what
 * counts is when an alert began and ended, never when its message arrived.
 *
 * @param reopening an alert that fires again so soon after its end is the same incident
 */
public record Course(Duration reopening) {

    /** Half an hour. */
    public static final Course DEFAULT = new Course(Duration.ofMinutes(30));

    /** What comes sooner is a retry, or another Alertmanager of the same cluster. */
    static final Duration REPEATED = Duration.ofMinutes(5);

    /**
     * A message about an alert.
     *
     * @param known the incidents of the alert's key
     * @param at when it arrived
     * @return the incident that it makes or changes; empty if it says nothing new
     */
    public Optional<Incident> heard(Notice notice, Opening opening, List<Incident> known, Instant at) {
        for (Incident incident : known) {
            for (Episode episode : incident.episodes()) {
                if (episode.isThatOf(notice)) {
                    return again(incident, episode, notice, at);
                }
            }
        }
        Optional<Incident> its = newest(known.stream().filter(incident -> belongsTo(incident, notice)));
        if (its.isPresent()) {
            return Optional.of(joined(its.get(), notice, at));
        }
        Optional<String> previous = newest(
                        known.stream().filter(incident -> incident.start().isBefore(notice.from())))
                .map(Incident::id);
        return opening.opens() ? Optional.of(opened(notice, opening, previous, at)) : Optional.empty();
    }

    private static Optional<Incident> newest(Stream<Incident> incidents) {
        return incidents.max(Comparator.comparing(Incident::start));
    }

    private boolean belongsTo(Incident incident, Notice notice) {
        Instant over = incident.end().orElse(incident.start());
        boolean longBefore = notice.end()
                .filter(end -> end.isBefore(incident.start().minus(reopening)))
                .isPresent();
        boolean longAfter = !incident.isOpen() && notice.from().isAfter(over.plus(reopening));
        return !longBefore && !longAfter;
    }

    /** A message about an episode that is known. */
    private Optional<Incident> again(Incident incident, Episode episode, Notice notice, Instant at) {
        if (notice.isFiring()) {
            return episode.isOpen() ? still(incident, episode, notice, at) : revived(incident, episode, notice, at);
        }
        Instant over = notice.end().orElse(at);
        if (episode.isOpen()) {
            return Optional.of(ended(incident, episode, over, "", at));
        }
        return switch (episode.end().orElseThrow().by()) {
            case ALERT, HAND -> Optional.empty();
            case SUCCESSOR -> Optional.of(ended(incident, episode, over, "", at));
            case RECONCILIATION -> Optional.of(ended(incident, episode, over, "its message came late", at));
        };
    }

    private static Incident ended(Incident incident, Episode episode, Instant over, String text, Instant at) {
        Episode closed = episode.ended(over, Closing.ALERT, at);
        return incident.change()
                .replace(episode, closed)
                .write(Entry.ofAlert(Kind.ENDED, closed.end().orElseThrow().at(), episode, text))
                .settle()
                .done();
    }

    private static Optional<Incident> still(Incident incident, Episode episode, Notice notice, Instant at) {
        boolean news = Duration.between(episode.told(), at).compareTo(REPEATED) >= 0;
        if (notice.asked() || !news) {
            return Optional.empty();
        }
        return Optional.of(incident.change()
                .replace(episode, episode.toldAt(at))
                .still(at, episode)
                .done());
    }

    /** It fires although it was closed without the alert's own word: the closing was wrong. */
    private Optional<Incident> revived(Incident incident, Episode episode, Notice notice, Instant at) {
        Episode.End end = episode.end().orElseThrow();
        boolean wrong = switch (end.by()) {
            case ALERT, SUCCESSOR -> false;
            case RECONCILIATION -> at.isAfter(end.noted());
            // Who resolves by hand may be ahead of the alert, but not for long.
            case HAND -> !notice.asked() && at.isAfter(end.noted().plus(reopening));
        };
        if (!wrong) {
            return Optional.empty();
        }
        return Optional.of(incident.change()
                .replace(episode, episode.reopened(at))
                .reopen(at)
                .write(Entry.ofAlert(Kind.REOPENED, at, episode, ""))
                .done());
    }

    /** One more episode of an incident, before or after those that are known. */
    private static Incident joined(Incident incident, Notice notice, Instant at) {
        Episode episode = new Episode(notice.fingerprint(), notice.from(), at, Optional.empty());
        Change change = incident.change();
        List<Episode> same = incident.episodes().stream()
                .filter(other -> other.fingerprint().equals(notice.fingerprint()))
                .toList();
        // What fires anew has ended before, even where nobody said so.
        same.stream()
                .filter(other -> other.from().isBefore(notice.from()) && lasts(other, notice.from()))
                .forEach(other -> change.replace(other, other.ended(notice.from(), Closing.SUCCESSOR, at)));
        change.write(Entry.ofAlert(Kind.AGAIN, notice.from(), episode, text(notice)));
        Optional<Instant> later = same.stream()
                .map(Episode::from)
                .filter(from -> from.isAfter(notice.from()))
                .min(Comparator.naturalOrder());
        if (notice.end().isPresent()) {
            Episode closed = episode.ended(notice.end().get(), Closing.ALERT, at);
            change.add(closed)
                    .write(Entry.ofAlert(Kind.ENDED, closed.end().orElseThrow().at(), episode, ""));
        } else if (later.isPresent()) {
            change.add(episode.ended(later.get(), Closing.SUCCESSOR, at));
        } else {
            change.add(episode);
            if (incident.status() != Status.INVESTIGATING) {
                change.reopen(notice.from());
            }
        }
        return change.settle().done();
    }

    /** Whether nobody has said that it ended before that moment. */
    private static boolean lasts(Episode episode, Instant moment) {
        return episode.end()
                .map(end -> end.by() == Closing.SUCCESSOR && end.at().isAfter(moment))
                .orElse(true);
    }

    private static Incident opened(Notice notice, Opening opening, Optional<String> previous, Instant at) {
        Incident empty = new Incident(
                "",
                opening.title(),
                opening.severity(),
                Status.INVESTIGATING,
                notice.from(),
                Optional.empty(),
                Optional.empty(),
                notice.from(),
                opening.subject().after(previous),
                List.of(),
                List.of(),
                0);
        Episode episode = new Episode(notice.fingerprint(), notice.from(), at, Optional.empty());
        Change change = empty.change()
                .add(episode)
                .write(Entry.ofAlert(
                        Kind.FIRING,
                        notice.from(),
                        episode,
                        notice.asked() ? "found by reconciliation" : text(notice)));
        notice.end().ifPresent(over -> {
            Episode closed = episode.ended(over, Closing.ALERT, at);
            change.replace(episode, closed)
                    .write(Entry.ofAlert(Kind.ENDED, closed.end().orElseThrow().at(), episode, ""))
                    .settle();
        });
        return change.done();
    }

    private static String text(Notice notice) {
        return ShownText.of(notice.annotations().getOrDefault(AnnotationNames.DESCRIPTION, ""), ShownText.TITLE);
    }

    /**
     * Alertmanager no longer holds an alert.
     *
     * @param since when it was seen to be gone
     */
    public static Incident gone(Incident incident, Episode episode, Instant since, Instant now) {
        return incident.change()
                .replace(episode, episode.ended(since, Closing.RECONCILIATION, now))
                .write(Entry.ofAlert(Kind.RECONCILED, since, episode, ""))
                .settle()
                .done();
    }

    /**
     * Somebody silenced an alert of the incident. What was planned answers nothing.
     *
     * @return empty if that is known, or no answer
     */
    public static Optional<Incident> silenced(Incident incident, Silence silence) {
        String of = "silence " + silence.id();
        boolean known = incident.entries().stream().anyMatch(entry -> entry.of().equals(of));
        boolean planned = silence.isPlannedBefore(incident.start());
        if (known ? incident.answer().isPresent() : planned) {
            return Optional.empty();
        }
        Instant at = silence.set().isBefore(incident.clock()) ? incident.clock() : silence.set();
        Change change = incident.change().answer(at, silence.by());
        if (!known) {
            change.write(new Entry(
                    Kind.SILENCED,
                    silence.set(),
                    of,
                    silence.by(),
                    silence.comment(),
                    1,
                    Optional.of(silence.until())));
        }
        return Optional.of(change.done());
    }
}
