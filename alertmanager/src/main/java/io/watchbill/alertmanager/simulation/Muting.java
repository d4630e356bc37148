package io.watchbill.alertmanager.simulation;

import io.watchbill.alertmanager.semantics.RoutedLeaf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything that keeps an alert from being told, in the order in which Alertmanager asks. */
record Muting(RouteIntervals intervals, Inhibition inhibition, List<Silence> silences) {

    Muting {
        silences = List.copyOf(silences);
    }

    /** Why nobody is told of the alert by this route then. */
    Optional<Withheld.Cause> cause(RoutedLeaf leaf, Firing alert, Instant at) {
        return inhibition
                .source(alert.labels(), at)
                .<Withheld.Cause>map(source -> new Withheld.Cause.Inhibited(source.name()))
                .or(() -> intervals.closed(leaf, at))
                .or(() -> silences.stream()
                        .filter(silence -> silence.covers(alert.labels(), at))
                        .findFirst()
                        .map(silence -> new Withheld.Cause.Silenced()));
    }
}
