package io.watchbill.exporter.health;

import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/** Something that must hold. Asked by every probe, on any thread; it must answer at once. */
@FunctionalInterface
public interface Condition {
    /** What is wrong; empty while it holds. */
    Optional<Trouble> trouble();

    /**
     * Holds as long as the test does.
     *
     * @param name what it is about
     * @param what what is wrong otherwise
     * @param next what to do about it
     */
    static Condition of(String name, BooleanSupplier holds, String what, String next) {
        Trouble trouble = new Trouble(name, what, next);
        return () -> holds.getAsBoolean() ? Optional.empty() : Optional.of(trouble);
    }

    /** Holds as long as a thread that is never to end lives. */
    static Condition alive(String thread, BooleanSupplier alive) {
        return of(
                thread,
                alive,
                "the thread '" + thread + "' has ended",
                "restart the exporter; its log says what ended the thread");
    }

    /** Holds as long as a task that is repeated for ever is: one that fails with an error never runs again. */
    static Condition repeated(String thread, Future<?> task) {
        return alive(thread, () -> !task.isDone());
    }
}
