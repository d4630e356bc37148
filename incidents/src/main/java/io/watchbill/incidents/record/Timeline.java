package io.watchbill.incidents.record;

import io.watchbill.incidents.record.Entry.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happened, in the order in which it happened.
 *
 * <p>Invariant (held by a test on seeded random orders): it is the same in whichever order the messages about it arrive.
 */
final class Timeline {

    private static final Set<Kind> BEGINNINGS = Set.of(Kind.FIRING, Kind.AGAIN, Kind.ALSO);
    private static final Set<Kind> ENDS = Set.of(Kind.ENDED, Kind.RECONCILED);

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::at)
            .thenComparing(Timeline::rank)
            .thenComparing(entry -> BEGINNINGS.contains(entry.kind()) || ENDS.contains(entry.kind()) ? entry.of() : "");

    private Timeline() {}

    /** At one moment one episode ends before another begins, and people answer what they have heard. */
    private static int rank(Entry entry) {
        if (ENDS.contains(entry.kind())) {
            boolean atOnce = entry.of().endsWith("@" + entry.at());
            return atOnce ? 2 : 0;
        }
        return BEGINNINGS.contains(entry.kind()) ? 1 : 3;
    }

    /** The episodes in order. */
    static List<Episode> episodes(List<Episode> episodes) {
        return episodes.stream()
                .sorted(Comparator.comparing(Episode::from).thenComparing(Episode::fingerprint))
                .toList();
    }

    /** The entries in order, the first beginning called so, whichever was heard of first. */
    static List<Entry> entries(List<Entry> entries, List<Episode> episodes) {
        List<Entry> ordered = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries.stream().sorted(ORDER).toList()) {
            if (!BEGINNINGS.contains(entry.kind())) {
                ordered.add(entry);
                continue;
            }
            String fingerprint = entry.of().substring(0, entry.of().indexOf('@'));
            boolean first = seen.isEmpty();
            boolean also = seen.add(fingerprint) && isFiring(episodes, entry);
            ordered.add(entry.as(first ? Kind.FIRING : also ? Kind.ALSO : Kind.AGAIN));
        }
        return ordered;
    }

    /** Whether something else fires as an episode begins. */
    private static boolean isFiring(List<Episode> episodes, Entry beginning) {
        return episodes.stream()
                .anyMatch(episode -> !episode.name().equals(beginning.of())
                        && !episode.from().isAfter(beginning.at())
                        && episode.end()
                                .map(end -> end.at().isAfter(beginning.at()))
                                .orElse(true));
    }

    /** When the newest stretch began in which something fired all the time, as far as is known. */
    static Instant lastStretch(List<Episode> ordered) {
        Instant begun = ordered.get(0).from();
        Instant end = begun;
        for (Episode episode : ordered) {
            if (episode.from().isAfter(end)) {
                begun = episode.from();
            }
            Instant over = episode.end().map(Episode.End::at).orElse(Instant.MAX);
            end = over.isAfter(end) ? over : end;
        }
        return begun;
    }
}
