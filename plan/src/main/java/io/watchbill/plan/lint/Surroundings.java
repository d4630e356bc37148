package io.watchbill.plan.lint;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about where a plan will run. What is not known is not judged.
 *
 * @param retention how long Prometheus keeps samples
 * @param page a page that Prometheus scrapes from the system
 * @param categories by model and feature: how many categories the reference profile keeps apart
 */
public record Surroundings(
        Optional<Duration> retention, Optional<ScrapedPage> page, Map<String, Map<String, Integer>> categories) {

    /** Nothing is known. */
    public static final Surroundings UNKNOWN = new Surroundings(Optional.empty(), Optional.empty(), Map.of());

    public Surroundings {
        categories = Map.copyOf(categories);
    }
}
