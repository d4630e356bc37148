package io.watchbill.exporter.status;

import io.watchbill.engine.RunView;
import io.watchbill.engine.ScoreSnapshot;
import java.time.Instant;
import java.util.Optional;

/** The last complete run of a batch model. */
final class LastRun {
    private LastRun() {}

    /** When it ended; empty before the first, and for models that are served online. */
    static Optional<Instant> end(ScoreSnapshot snapshot) {
        Instant last = null;
        for (ScoreSnapshot.Version version : snapshot.versions()) {
            RunView runs = version.runs();
            if (runs != null && runs.lastSuccess().isPresent()) {
                Instant end = Instant.ofEpochMilli(runs.lastSuccess().getAsLong());
                last = last == null || end.isAfter(last) ? end : last;
            }
        }
        return Optional.ofNullable(last);
    }
}
