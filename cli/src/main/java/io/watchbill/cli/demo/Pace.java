package io.watchbill.cli.demo;

import java.time.Duration;
import java.util.OptionalDouble;

/** Holds the replay to a number of steps a second, for people who want to watch. */
final class Pace {

    private final long nanosPerStep;
    private long next = System.nanoTime();

    /** At most that many steps a second; empty for no limit. */
    Pace(OptionalDouble stepsPerSecond) {
        nanosPerStep = stepsPerSecond.isPresent() ? Math.round(1e9 / stepsPerSecond.getAsDouble()) : 0;
    }

    /** Returns when the next step is due. */
    void await() {
        long now = System.nanoTime();
        if (nanosPerStep > 0 && next - now > 0) {
            Stack.pause(Duration.ofNanos(next - now));
        }
        next = Math.max(next, now) + nanosPerStep;
    }
}
