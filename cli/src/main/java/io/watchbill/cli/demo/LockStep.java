package io.watchbill.cli.demo;

import io.watchbill.cli.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps the replay and Prometheus in step: events of the next hours are sent only after every rule has been evaluated on
 * the scores of these. Both facts are read from Prometheus, neither is assumed from a clock.
 */
final class LockStep {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    // A group's evaluation is scheduled for a moment and says when it began, which is a little later.
    private static final Duration SCHEDULING = Duration.ofMillis(15);

    private final Children children;
    private final PrometheusApi prometheus;
    private final String windowEnd;

    /**
     * For the events of one model.
     *
     * @param windowEnd the selector of the gauge that says up to which event time the scores reach
     */
    LockStep(Children children, PrometheusApi prometheus, String windowEnd) {
        this.children = children;
        this.prometheus = prometheus;
        this.windowEnd = windowEnd;
    }

    /**
     * Returns once every rule has been evaluated on scores that know the event of that time.
     *
     * @throws Failure if that does not happen within half a minute, or a process has ended
     */
    void awaitEvaluated(Instant newestEvent) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Instant> scraped = Optional.empty();
        while (true) {
            if (scraped.isEmpty()) {
                scraped = prometheus.firstScrapedAtLeast(windowEnd, newestEvent.toEpochMilli() / 1000.0);
            }
            Optional<Instant> seen = scraped;
            if (seen.isPresent()
                    && prometheus
                            .allGroupsEvaluatedAt()
                            .filter(evaluated -> evaluated.isAfter(seen.get().plus(SCHEDULING)))
                            .isPresent()) {
                return;
            }
            children.checkAlive();
            if (System.nanoTime() > deadline) {
                throw new Failure("after " + PATIENCE.toSeconds() + " s Prometheus has "
                        + (scraped.isEmpty() ? "not scraped scores" : "not evaluated every rule on scores")
                        + " that reach " + newestEvent + " (" + windowEnd + ")");
            }
            Stack.pause(POLL);
        }
    }
}
