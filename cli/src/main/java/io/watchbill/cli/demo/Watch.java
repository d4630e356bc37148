package io.watchbill.cli.demo;

import io.watchbill.cli.demo.PrometheusApi.Alert;
import io.watchbill.cli.demo.PrometheusApi.Sample;
import io.watchbill.cli.demo.Webhooks.Notification;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sees what the stack does: asks after each step, shows it, and says once what fires and what is routed. */
final class Watch {

    private static final String EVENTS = "watchbill_ingest_events_total{result=\"accepted\"}";

    private final PrometheusApi prometheus;
    private final Webhooks webhooks;
    private final DemoView view;
    private final Set<String> silent;
    private final String psi;
    private final Set<String> said = new HashSet<>();
    private final Map<String, SortedSet<LocalDate>> firingDays = new HashMap<>();
    private int heard;

    /**
     * Of one model's scores and all alerts.
     *
     * @param silent names of alerts that are meant to fire always
     * @param psi    the selector of the scores to show
     */
    Watch(PrometheusApi prometheus, Webhooks webhooks, DemoView view, Set<String> silent, String psi) {
        this.prometheus = prometheus;
        this.webhooks = webhooks;
        this.view = view;
        this.silent = Set.copyOf(silent);
        this.psi = psi;
    }

    /** Asks, says what is new, and shows what there is. */
    void look(Instant production, double progress, boolean faulty) {
        List<Alert> alerts = prometheus.alerts().stream()
                .filter(alert -> !silent.contains(name(alert.labels())))
                .toList();
        List<Alert> firing =
                alerts.stream().filter(alert -> alert.state().equals("firing")).toList();
        for (Alert alert : firing) {
            firingDays
                    .computeIfAbsent(name(alert.labels()), unused -> new TreeSet<>())
                    // Midnight ends the day that was replayed.
                    .add(production.minusMillis(1).atOffset(ZoneOffset.UTC).toLocalDate());
            if (said.add("firing " + alert.labels())) {
                view.say(line(
                        production,
                        "firing",
                        alert.labels(),
                        ": " + alert.annotations().getOrDefault("summary", "")));
            }
        }
        List<Notification> received = webhooks.received();
        for (Notification notification : received.subList(heard, received.size())) {
            if (notification.status().equals("firing")
                    && !silent.contains(name(notification.labels()))
                    && said.add("routed " + notification.receiver() + notification.labels())) {
                view.say(line(production, "routed", notification.labels(), " -> " + notification.receiver()));
            }
        }
        heard = received.size();
        view.show(new Frame(
                production,
                progress,
                faulty,
                Math.round(prometheus.value("sum(" + EVENTS + ")").orElse(0.0)),
                prometheus.value("sum(rate(" + EVENTS + "[2s]))").orElse(0.0),
                scores(),
                alerts.size() - firing.size(),
                firing.stream().map(alert -> name(alert.labels())).distinct().toList(),
                routed(received)));
    }

    /** The days of production on which one of these alerts was firing, oldest first. */
    List<LocalDate> daysOf(Set<String> alerts) {
        return firingDays.entrySet().stream()
                .filter(entry -> alerts.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private SortedMap<String, Double> scores() {
        SortedMap<String, Double> scores = new TreeMap<>();
        for (Sample sample : prometheus.query(psi)) {
            scores.put(sample.label("column"), sample.value());
        }
        return scores;
    }

    private SortedMap<String, Integer> routed(List<Notification> received) {
        SortedMap<String, Integer> counts = new TreeMap<>(Map.of("P1", 0, "P2", 0, "P3", 0, "P4", 0));
        Set<Map<String, String>> seen = new HashSet<>();
        for (Notification notification : received) {
            if (!silent.contains(name(notification.labels())) && seen.add(notification.labels())) {
                counts.merge(notification.labels().getOrDefault("priority", "none"), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static String line(Instant production, String what, Map<String, String> labels, String rest) {
        return String.format(
                "%s  %s  %s %s%s%s",
                TerminalView.minute(production),
                what,
                labels.getOrDefault("priority", "--"),
                name(labels),
                labels.containsKey("column") ? " column=" + labels.get("column") : "",
                rest);
    }

    private static String name(Map<String, String> labels) {
        return labels.getOrDefault("alertname", "");
    }
}
