package io.watchbill.exporter.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether the exporter is healthy (its essential threads live) and ready (events are taken in and can be stored). Parts of
 * the exporter add their conditions as they start. Thread-safe.
 */
public final class Health {
    private static final Trouble STARTING = new Trouble(
            "start",
            "the exporter is starting: specifications and state are being read",
            "wait; if it takes long, the log says what is being read",
            true);
    private static final Trouble ENDING = new Trouble(
            "end",
            "the exporter is ending: no more events are taken in",
            "send events to another one, or wait for the next start",
            true);

    private final List<Condition> healthy = new CopyOnWriteArrayList<>();
    private final List<Condition> ready = new CopyOnWriteArrayList<>();
    private volatile Optional<Trouble> phase = Optional.of(STARTING);

    /** Adds what must hold for the process to be worth keeping. */
    public void requireForHealth(Condition condition) {
        healthy.add(condition);
    }

    /** Adds what must hold for events to be taken in. */
    public void requireForReadiness(Condition condition) {
        ready.add(condition);
    }

    /** Events are taken in from now on. */
    public void started() {
        phase = Optional.empty();
    }

    /** Events are not taken in any more. Threads that end from now on were told to: they are not watched any more. */
    public void ending() {
        phase = Optional.of(ENDING);
        healthy.clear();
    }

    /** Why the process should be restarted; empty while it is healthy. */
    public List<Trouble> unhealthy() {
        return troubles(healthy);
    }

    /** Why events cannot be taken in or stored; empty while they can. */
    public List<Trouble> unready() {
        List<Trouble> all = new ArrayList<>();
        phase.ifPresent(all::add);
        all.addAll(troubles(ready));
        all.addAll(unhealthy());
        return List.copyOf(all);
    }

    private static List<Trouble> troubles(List<Condition> conditions) {
        return conditions.stream()
                .map(Condition::trouble)
                .flatMap(Optional::stream)
                .toList();
    }
}
