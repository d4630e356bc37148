package io.watchbill.incidents.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.watchbill.incidents.file.IncidentFolder.Content;
import io.watchbill.incidents.file.IncidentFolder.Stored;
import io.watchbill.incidents.record.Incident;
import io.watchbill.incidents.record.Status;
import io.watchbill.incidents.record.WatchedSystems;
import io.watchbill.spec.Priority;
import io.watchbill.spec.catalogue.IncidentFamilies;
import io.watchbill.spec.catalogue.LabelNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The page of the incident server. Labels are not called {@code system} and {@code priority}: those are an alert's
 * own, and a rule on these families sets them.
 */
final class ServerMetrics {

    static final String ACCEPTED = "accepted";
    static final String MALFORMED = "malformed";
    static final String OTHER_VERSION = "other_version";
    static final String TOO_LARGE = "too_large";
    static final String UNAUTHORIZED = "unauthorized";
    static final String FAILED = IncidentFamilies.FAILED;

    private static final String LEVEL = IncidentFamilies.LEVEL;
    private static final String OK = "ok";

    /** A system that no specification names: what comes from outside must not make families grow. */
    private static final String OTHER = "other";

    /** In seconds: around the response times of P1 to P4. */
    private static final double[] BOUNDS = {60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400, 259_200};

    private final WatchedSystems systems;
    private final InstantSource clock;
    private final Counter webhooks;
    private final Counter unreadable;
    private final Counter reconciliations;
    private final Histogram response;
    private final Set<String> answered = new HashSet<>();
    private boolean begun;
    private volatile Content content = Content.EMPTY;
    private volatile Optional<Instant> reconciled = Optional.empty();

    ServerMetrics(PrometheusRegistry registry, WatchedSystems systems, InstantSource clock, IntSupplier waiting) {
        this.systems = systems;
        this.clock = clock;
        webhooks = Counter.builder()
                .name(IncidentFamilies.WEBHOOKS)
                .help("Webhooks of Alertmanager, by what became of them.")
                .labelNames(LabelNames.RESULT)
                .register(registry);
        Stream.of(ACCEPTED, MALFORMED, OTHER_VERSION, TOO_LARGE, UNAUTHORIZED, FAILED)
                .forEach(webhooks::initLabelValues);
        unreadable = Counter.builder()
                .name("watchbill_incident_alerts_unreadable_total")
                .help("Alerts of accepted webhooks that could not be read.")
                .register(registry);
        reconciliations = Counter.builder()
                .name("watchbill_incident_reconciliations_total")
                .help("How often the incidents were held against what Alertmanager holds.")
                .labelNames(LabelNames.RESULT)
                .register(registry);
        Stream.of(OK, FAILED).forEach(reconciliations::initLabelValues);
        response = Histogram.builder()
                .name(IncidentFamilies.RESPONSE)
                .help("Time from the beginning or the last triage of an incident until somebody took it on.")
                .labelNames(LabelNames.NAME, LEVEL)
                .classicUpperBounds(BOUNDS)
                .register(registry);
        gauges(registry, waiting);
    }

    private void gauges(PrometheusRegistry registry, IntSupplier waiting) {
        GaugeWithCallback.builder()
                .name(IncidentFamilies.OPEN)
                .help("Incidents that are not resolved.")
                .labelNames(LabelNames.NAME, LEVEL, LabelNames.STATUS)
                .callback(gauge -> {
                    for (Status status : List.of(Status.INVESTIGATING, Status.MITIGATED)) {
                        each((name, level) -> gauge.call(
                                count(name, level, incident -> incident.status() == status),
                                name,
                                level,
                                status.text().toLowerCase(Locale.ROOT)));
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name(IncidentFamilies.OVERDUE)
                .help("Incidents that nobody took on within the response time of their severity.")
                .labelNames(LabelNames.NAME, LEVEL)
                .callback(gauge -> each((name, level) -> gauge.call(count(name, level, this::isOverdue), name, level)))
                .register(registry);
        GaugeWithCallback.builder()
                .name(IncidentFamilies.WAITING)
                .help("How long the oldest incident that nobody took on has been waiting.")
                .labelNames(LabelNames.NAME, LEVEL)
                .callback(gauge -> each((name, level) ->
                        waits(name, level).ifPresent(wait -> gauge.call(wait.toMillis() / 1000.0, name, level))))
                .register(registry);
        GaugeWithCallback.builder()
                .name(IncidentFamilies.UNREADABLE)
                .help("Files in the folder that are no incident files any more; what is heard of them waits.")
                .callback(gauge -> gauge.call(content.broken().size()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("watchbill_incident_files_edited")
                .help("Files in which somebody changed what stands between markers; it is kept as it is.")
                .callback(gauge -> gauge.call(Math.toIntExact(content.incidents().stream()
                        .filter(stored -> !stored.file().changedParts().isEmpty())
                        .count())))
                .register(registry);
        GaugeWithCallback.builder()
                .name(IncidentFamilies.INBOX)
                .help("Alerts that are stored and not yet in their files.")
                .callback(gauge -> gauge.call(waiting.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name(IncidentFamilies.RECONCILED)
                .help("When the incidents were last held against what Alertmanager holds.")
                .callback(gauge -> reconciled.ifPresent(at -> gauge.call(at.toEpochMilli() / 1000.0)))
                .register(registry);
    }

    private interface Pair {
        void of(String name, String level);
    }

    private void each(Pair pair) {
        Stream.concat(systems.names().stream(), Stream.of(OTHER)).forEach(name -> {
            for (Priority priority : Priority.values()) {
                pair.of(name, priority.name());
            }
        });
    }

    private String name(Incident incident) {
        return incident.subject()
                .system()
                .filter(name -> systems.names().contains(name))
                .orElse(OTHER);
    }

    private Stream<Incident> incidents(String name, String level) {
        return content.incidents().stream()
                .map(Stored::incident)
                .filter(incident -> incident.severity().name().equals(level)
                        && name(incident).equals(name));
    }

    private int count(String name, String level, Predicate<Incident> which) {
        return Math.toIntExact(incidents(name, level).filter(which).count());
    }

    private boolean isOverdue(Incident incident) {
        return incident.isWaiting()
                && systems.due(incident)
                        .filter(due -> clock.instant().isAfter(due.toInstant()))
                        .isPresent();
    }

    private Optional<Duration> waits(String name, String level) {
        return incidents(name, level)
                .filter(Incident::isWaiting)
                .map(incident -> Duration.between(incident.clock(), clock.instant()))
                .filter(wait -> !wait.isNegative())
                .max(Duration::compareTo);
    }

    void webhook(String result) {
        webhooks.labelValues(result).inc();
    }

    void unreadable(int alerts) {
        unreadable.inc(alerts);
    }

    void reconciled(Instant at) {
        reconciled = Optional.of(at);
        reconciliations.labelValues(OK).inc();
    }

    void notReconciled() {
        reconciliations.labelValues(FAILED).inc();
    }

    /** What the folder holds now. Answers that were there at the start have been observed before. */
    void holds(Content now) {
        content = now;
        for (Stored stored : now.incidents()) {
            Incident incident = stored.incident();
            incident.answer().ifPresent(answer -> {
                boolean news = answered.add(incident.id() + "@" + incident.clock());
                Duration time = Duration.between(incident.clock(), answer.at());
                if (news && begun && !time.isNegative()) {
                    response.labelValues(name(incident), incident.severity().name())
                            .observe(time.toMillis() / 1000.0);
                }
            });
        }
        begun = true;
    }
}
