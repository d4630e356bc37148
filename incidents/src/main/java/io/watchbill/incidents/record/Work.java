package io.watchbill.incidents.record;

import io.watchbill.incidents.record.Entry.Kind;
import io.watchbill.incidents.record.Episode.Closing;
import io.watchbill.spec.Priority;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people do to incidents. What makes no sense is refused with what would. */
public final class Work {

    private Work() {}

    /** An incident that no metric sees. */
    public static Incident reported(
            Priority severity, String title, Optional<String> system, String impact, String by, Instant start) {
        return new Incident(
                        "",
                        title,
                        severity,
                        Status.INVESTIGATING,
                        start,
                        Optional.empty(),
                        Optional.empty(),
                        start,
                        new Subject(system, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty()),
                        List.of(),
                        List.of(),
                        0)
                .change()
                .write(Entry.ofPerson(Kind.REPORTED, start, by, impact))
                .done();
    }

    /** Somebody takes it on. */
    public static Incident acknowledged(Incident incident, String by, String note, Instant at) throws RefusedException {
        requireOpen(incident);
        return incident.change()
                .answer(at, by)
                .write(Entry.ofPerson(Kind.ACKNOWLEDGED, at, by, note))
                .done();
    }

    /** Somebody judges it; whoever answers incidents of the new severity has its time from now on. */
    public static Incident triaged(Incident incident, Priority severity, String impact, String by, Instant at)
            throws RefusedException {
        requireOpen(incident);
        return incident.change()
                .severity(severity)
                .restartClock(at)
                .write(Entry.ofPerson(Kind.TRIAGED, at, by, severity + (impact.isEmpty() ? "" : ": " + impact)))
                .done();
    }

    /** The damage is stopped. */
    public static Incident mitigated(Incident incident, String by, String note, Instant at) throws RefusedException {
        requireOpen(incident);
        if (incident.status() == Status.MITIGATED) {
            throw new RefusedException(
                    incident.id() + " is mitigated already; `watchbill incidents resolve` says that it is over");
        }
        return incident.change()
                .answer(at, by)
                .status(Status.MITIGATED)
                .write(Entry.ofPerson(Kind.MITIGATED, at, by, note))
                .done();
    }

    /** It is over, whatever its alerts say. */
    public static Incident resolved(Incident incident, String by, String note, Instant at) throws RefusedException {
        requireOpen(incident);
        return incident.change()
                .answer(at, by)
                .endAll(at, Closing.HAND)
                .resolve(at)
                .write(Entry.ofPerson(Kind.RESOLVED, at, by, note))
                .done();
    }

    private static void requireOpen(Incident incident) throws RefusedException {
        if (!incident.isOpen()) {
            throw new RefusedException(incident.id() + " is resolved"
                    + incident.end().map(end -> " since " + end).orElse("")
                    + "; `watchbill incidents review` writes down what was learned");
        }
    }
}
