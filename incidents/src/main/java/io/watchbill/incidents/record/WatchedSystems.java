package io.watchbill.incidents.record;

import io.watchbill.plan.AlertKind;
import io.watchbill.plan.AnnotationNames;
import io.watchbill.plan.Fleet;
import io.watchbill.plan.IncidentAlerts;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.Incidents;
import io.watchbill.spec.OnCall;
import io.watchbill.spec.Priority;
import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.catalogue.LabelNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the specifications say about incidents: which alerts are one, which open one, and by when it is answered. */
public final class WatchedSystems {

    /** Labels that say how an alert is treated, not which it is; a change of them must not make another incident. */
    private static final Set<String> TREATMENT =
            Set.of(LabelNames.TEAM, LabelNames.LAYER, LabelNames.PRIORITY, LabelNames.SEVERITY);

    private static final List<String> SHOWN = List.of(
            AnnotationNames.SUMMARY,
            AnnotationNames.DESCRIPTION,
            AnnotationNames.IMPACT,
            AnnotationNames.RUNBOOK_URL,
            AnnotationNames.DASHBOARD_URL);

    private final Map<String, Plan> plans = new LinkedHashMap<>();

    public WatchedSystems(Fleet fleet) {
        fleet.plans().forEach(plan -> plans.put(plan.system(), plan));
    }

    /** The names of the systems. */
    public Collection<String> names() {
        return List.copyOf(plans.keySet());
    }

    /**
     * The incident that an alert opens; empty for an alert without a known priority, for a shadow alert, for a
     * watchdog and for an alert on an incident, which open none.
     *
     * @param now an alert that planned work mutes opens none
     */
    public Optional<Opening> opening(Notice notice, Instant now) {
        Optional<Priority> priority = notice.priority();
        Optional<Plan> plan = plan(notice);
        Optional<PlannedAlert> planned = plan.flatMap(known -> known.alert(name(notice)));
        if (priority.isEmpty() || planned.filter(WatchedSystems::isSilent).isPresent()) {
            return Optional.empty();
        }
        Map<String, String> identity = identity(notice, planned);
        Subject subject = new Subject(
                notice.label(LabelNames.SYSTEM).map(text -> ShownText.of(text, ShownText.TITLE)),
                Optional.of(ShownText.of(name(notice), ShownText.TITLE)),
                Optional.of(key(notice, identity)),
                shown(identity),
                texts(notice),
                Optional.empty());
        String title = notice.annotations()
                .getOrDefault(AnnotationNames.SUMMARY, name(notice))
                .strip()
                .replaceFirst("\\.$", "");
        Set<Priority> openFor = plan.map(
                        known -> known.specification().incidents().openFor())
                .orElse(Set.copyOf(Incidents.DEFAULT_OPEN_FOR));
        boolean opens = openFor.contains(priority.get())
                && !plan.map(known -> isMuted(known, priority.get(), now)).orElse(false);
        return Optional.of(new Opening(subject, priority.get(), ShownText.of(title, ShownText.TITLE), opens));
    }

    private static boolean isSilent(PlannedAlert alert) {
        return !alert.notifies() || alert.kind() == AlertKind.WATCHDOG || IncidentAlerts.isOfIncident(alert);
    }

    private Optional<Plan> plan(Notice notice) {
        return notice.label(LabelNames.SYSTEM).map(plans::get);
    }

    private static String name(Notice notice) {
        return notice.label(Notice.ALERTNAME).orElse("unnamed");
    }

    private static Map<String, String> identity(Notice notice, Optional<PlannedAlert> planned) {
        Map<String, String> identity = new TreeMap<>(notice.labels());
        // Which labels raw PromQL leaves is known only when it fires.
        boolean raw = planned.filter(alert -> alert.kind() != AlertKind.WRITTEN_PROMQL)
                .isEmpty();
        if (!raw) {
            Set<String> kept = new HashSet<>(planned.orElseThrow().identityLabels());
            kept.add(LabelNames.CLUSTER);
            kept.add(LabelNames.ENVIRONMENT);
            identity.keySet().retainAll(kept);
        } else {
            identity.keySet().removeAll(TREATMENT);
            planned.ifPresent(
                    alert -> identity.keySet().removeAll(alert.labels().keySet()));
            identity.remove(LabelNames.SYSTEM);
            identity.remove(Notice.ALERTNAME);
        }
        identity.values().removeIf(String::isEmpty);
        return identity;
    }

    /** The first 64 bits of a digest over system, alert and identity labels, each with its length before it. */
    private static String key(Notice notice, Map<String, String> identity) {
        StringBuilder text = new StringBuilder();
        append(text, notice.label(LabelNames.SYSTEM).orElse(""));
        append(text, name(notice));
        identity.forEach((name, value) -> {
            append(text, name);
            append(text, value);
        });
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private static Map<String, String> shown(Map<String, String> identity) {
        Map<String, String> shown = new TreeMap<>();
        identity.entrySet().stream()
                .limit(20)
                .forEach(label -> shown.put(
                        ShownText.of(label.getKey(), ShownText.TITLE),
                        ShownText.of(label.getValue(), ShownText.TITLE)));
        return shown;
    }

    private static Map<String, String> texts(Notice notice) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : SHOWN) {
            String text = notice.annotations().get(name);
            if (text != null) {
                texts.put(name, ShownText.of(text, ShownText.TEXT));
            }
        }
        return texts;
    }

    private static boolean isMuted(Plan plan, Priority priority, Instant now) {
        return plan.specification().maintenance().stream()
                .filter(window -> window.mutes().contains(priority))
                .anyMatch(window -> !window.occurrences(now, now.plusNanos(1)).isEmpty());
    }

    /**
     * By when an incident is to be answered, in the time zone in which that is counted: of a business day that of the system, else
     * UTC. Empty where no day of the coming year is a business day.
     */
    public Optional<ZonedDateTime> due(Incident incident) {
        Optional<Plan> plan = incident.subject().system().map(plans::get);
        SeveritySettings settings = plan.map(
                        known -> known.specification().alerting().severity(incident.severity()))
                .orElse(SeveritySettings.defaultOf(incident.severity()));
        if (settings.respondWithin() instanceof ResponseTime.Within within) {
            return Optional.of(incident.clock().plus(within.duration()).atZone(ZoneId.of("UTC")));
        }
        OnCall onCall = plan.map(known -> known.specification().onCall()).orElse(OnCall.DEFAULT);
        return onCall.businessHours()
                .nextOpening(incident.clock(), onCall.timezone())
                .map(opening -> opening.with(onCall.businessHours().closes()));
    }
}
