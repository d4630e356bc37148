package io.watchbill.cli.demo;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What there is to see after a step, all of it asked of Prometheus, Alertmanager and the webhooks.
 *
 * @param production      the moment of production that has been replayed
 * @param progress        share of the replay, 0 to 1
 * @param faulty          whether the upstream fault has begun
 * @param events          how many observations the exporter has accepted
 * @param eventsPerSecond how many it accepts a second
 * @param psi             the population stability index by column; a column without a score is absent
 * @param pending         alerts that hold, but not for long enough yet
 * @param firing          names of the firing alerts, the watchdog apart
 * @param routed          how many alerts reached a receiver, by priority
 */
public record Frame(
        Instant production,
        double progress,
        boolean faulty,
        long events,
        double eventsPerSecond,
        SortedMap<String, Double> psi,
        int pending,
        List<String> firing,
        SortedMap<String, Integer> routed) {

    /** {@code P1 0  P2 1  P3 0  P4 2}. */
    String routedText() {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Integer> entry : routed.entrySet()) {
            text.append(text.length() == 0 ? "" : "  ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(entry.getValue());
        }
        return text.toString();
    }
}
