package io.watchbill.plan;

import io.watchbill.plan.promql.DurationRewrite;
import io.watchbill.spec.Priority;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a plan for events that are replayed faster than life. */
public final class TimeScale {

    private static final Duration SHORTEST = Duration.ofMillis(1);

    private TimeScale() {}

    /**
     * The plan with every duration of alerts and routing divided by {@code factor}, and nothing else changed.
     *
     * <p>Windows of event time ({@code window="24h"}) are the exporter's and stay. No time for which an alert must hold
     * falls under one evaluation, no PromQL range under four scrapes, no repeat interval under its group interval.
     *
     * @param factor at least 1
     */
    public static Plan apply(Plan plan, int factor) {
        Target old = plan.target();
        Target target = old.withTimeScale(Math.multiplyExact(old.timeScale(), factor));
        if (factor == 1) {
            return plan;
        }
        Rewrite rewrite = new Rewrite(factor, target);
        Map<Priority, RoutingTimes> routing = new LinkedHashMap<>();
        plan.routing().forEach((priority, times) -> routing.put(priority, rewrite.routing(times)));
        return new Plan(
                plan.specification(),
                plan.alerts().stream().map(rewrite::alert).toList(),
                plan.recordings().stream().map(rewrite::recording).toList(),
                plan.objectives(),
                routing,
                plan.links(),
                target);
    }

    private record Rewrite(int factor, Target target) implements DurationRewrite {

        @Override
        public Duration range(Duration range) {
            return divided(range, target.shortestRange());
        }

        @Override
        public Duration step(Duration step) {
            return divided(step, target.scrapeInterval());
        }

        @Override
        public Duration offset(Duration offset) {
            return divided(offset, SHORTEST);
        }

        PlannedAlert alert(PlannedAlert alert) {
            return alert.withTimes(
                    alert.expression().withDurations(this),
                    alert.compared().stream()
                            .map(part -> part.withDurations(this))
                            .toList(),
                    held(alert.holdFor()),
                    alert.keepFiringFor().map(this::held));
        }

        RecordedSeries recording(RecordedSeries series) {
            return new RecordedSeries(
                    series.name(), series.expression().withDurations(this), series.labels(), series.group());
        }

        RoutingTimes routing(RoutingTimes times) {
            Duration interval = divided(times.groupInterval(), target.evaluationInterval());
            Duration repeat = divided(times.repeatInterval(), interval);
            return new RoutingTimes(divided(times.groupWait(), target.evaluationInterval()), interval, repeat);
        }

        /** An alert that fires at once still fires at once. */
        private Duration held(Duration duration) {
            return duration.isZero() ? duration : divided(duration, target.evaluationInterval());
        }

        /** Rounded up to the millisecond; never under the least, and never longer than before. */
        private Duration divided(Duration duration, Duration least) {
            Duration shorter = Duration.ofMillis((duration.toMillis() + factor - 1) / factor);
            Duration bounded = shorter.compareTo(least) < 0 ? least : shorter;
            return bounded.compareTo(duration) > 0 ? duration : bounded;
        }
    }
}
