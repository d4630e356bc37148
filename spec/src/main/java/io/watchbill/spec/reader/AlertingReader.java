package io.watchbill.spec.reader;

import io.watchbill.spec.AlertDefinition;
import io.watchbill.spec.AlertExpression;
import io.watchbill.spec.AlertState;
import io.watchbill.spec.Alerting;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Receiver;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.ParsedCondition;
import io.watchbill.spec.finding.Location;
import io.watchbill.spec.finding.MisfitException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code alerting}. */
final class AlertingReader {
    private final MetricChecks checks;

    AlertingReader(MetricChecks checks) {
        this.checks = checks;
    }

    Alerting read(MapReader map) {
        Map<Priority, SeveritySettings> severities = severities(map);
        List<Receiver> receivers = ReceiversReader.read(map);
        Alerting alerting =
                new Alerting(severities, receivers, map.list("alerts", this::alert), DependencyReader.read(map));
        map.end();
        return alerting;
    }

    private static Map<Priority, SeveritySettings> severities(MapReader map) {
        map.take("severities").ifPresent(entry -> {
            if (entry.value() instanceof Node.Mapping mapping) {
                mapping.entries()
                        .forEach((name, severity) -> map.context().checkName(Forms.PRIORITY, name, severity.key()));
            }
        });
        MapReader section = map.section("severities");
        Map<Priority, SeveritySettings> severities = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            severities.put(priority, severity(section.section(priority.name()), priority));
        }
        map.context().keys(section.path(), Set.of("P1", "P2", "P3", "P4"));
        return severities;
    }

    private static SeveritySettings severity(MapReader map, Priority priority) {
        SeveritySettings otherwise = SeveritySettings.defaultOf(priority);
        ReadingContext context = map.context();
        String receiver = map.text("receiver", otherwise.receiver());
        context.later(() -> receiver(map, priority, receiver));
        SeveritySettings settings = new SeveritySettings(
                priority,
                map.text("title", otherwise.title()),
                map.value("respondWithin", Forms.RESPONSE_TIME, otherwise.respondWithin()),
                receiver,
                labels(map, otherwise));
        map.end();
        return settings;
    }

    /** Where the specification writes no receivers at all, a base file of Alertmanager has them. */
    private static void receiver(MapReader map, Priority priority, String receiver) {
        ReadingContext context = map.context();
        Set<String> receivers = context.receivers();
        if (receivers.isEmpty() || receivers.contains(receiver)) {
            return;
        } else if (map.has("receiver")) {
            Location place = map.locationOf("receiver");
            context.unresolved(SpecificationCode.UNKNOWN_RECEIVER, place, "the receiver", receiver, receivers);
            return;
        }
        context.findings()
                .add(
                        SpecificationCode.UNKNOWN_RECEIVER,
                        map.anchor(),
                        "the receiver " + Printed.quoted(receiver) + " of " + priority + " does not exist",
                        Optional.of(Printed.names(receivers)),
                        Optional.of("write alerting.receivers." + receiver + ", or name another receiver as"
                                + " alerting.severities." + priority + ".receiver"));
    }

    private static Map<String, String> labels(MapReader map, SeveritySettings otherwise) {
        Map<String, String> labels = new LinkedHashMap<>(otherwise.labels());
        MapReader defaults = map.section("labels");
        if (!defaults.has(LabelNames.SEVERITY)) {
            defaults.text(LabelNames.SEVERITY, String.valueOf(labels.get(LabelNames.SEVERITY)));
        }
        if (map.has("labels")) {
            labels.putAll(TextMaps.read(map, "labels", (name, place) -> label(map.context(), name, place)));
        }
        return labels;
    }

    private static void label(ReadingContext context, String name, Location place) {
        context.checkName(Forms.LABEL, name, place);
        if (LabelNames.RESERVED.contains(name) && !name.equals(LabelNames.SEVERITY)) {
            context.findings()
                    .add(
                            SpecificationCode.RESERVED_LABEL,
                            place,
                            "the label " + Printed.quoted(name) + " belongs to the generated alerts",
                            Optional.of("a name other than "
                                    + LabelNames.RESERVED.stream().sorted().collect(Collectors.joining(", "))),
                            Optional.empty());
        }
    }

    private AlertDefinition alert(MapReader map) {
        ReadingContext context = map.context();
        String name = map.required("name", Forms.ALERT, "");
        if (!name.isEmpty()) {
            context.define(ReadingContext.Kind.ALERT, name, map.locationOf("name"));
        }
        AlertExpression expression = expression(map);
        Priority severity = map.required("severity", Forms.PRIORITY, Priority.P4);
        Optional<String> runbook = map.optionalText("runbook");
        runbook.ifPresent(reference -> context.later(() -> runbook(map, reference)));
        AlertDefinition alert = new AlertDefinition(
                name,
                expression,
                severity,
                map.optional("summary", Forms.TEMPLATE),
                map.optionalText("impact"),
                runbook,
                map.value("state", Forms.choice(List.of(AlertState.values())), AlertState.ACTIVE),
                AlertTestReader.read(map));
        map.end();
        return alert;
    }

    private static void runbook(MapReader map, String reference) {
        ReadingContext context = map.context();
        Set<String> written = context.defined(ReadingContext.Kind.TROUBLESHOOTING);
        if (!reference.startsWith("https://") && !reference.startsWith("http://") && !written.contains(reference)) {
            context.unresolved(
                    SpecificationCode.UNKNOWN_RUNBOOK, map.locationOf("runbook"), "the runbook", reference, written);
        }
    }

    private AlertExpression expression(MapReader map) {
        Optional<Node.Scalar> condition = map.scalar("condition");
        Optional<String> promql = map.optional("promql", Forms.PROMQL);
        Optional<Duration> holdFor = map.optional("for", Forms.DURATION);
        if (condition.isPresent() == promql.isPresent() && map.has("condition") == map.has("promql")) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.ALERT_EXPRESSION,
                            map.locationOf("promql"),
                            condition.isPresent()
                                    ? "the alert has a condition and PromQL"
                                    : "the alert has neither a condition nor PromQL",
                            Optional.of("either condition or promql"),
                            Optional.empty());
        } else if (condition.isPresent() && holdFor.isPresent()) {
            map.context()
                    .findings()
                    .add(
                            SpecificationCode.ALERT_EXPRESSION,
                            map.locationOf("for"),
                            "for stands beside a condition",
                            Optional.of("for at the end of the condition"),
                            Optional.of("write condition: " + condition.get().text() + " for "
                                    + Durations.format(holdFor.get())));
        }
        if (condition.isEmpty()) {
            return new AlertExpression.Promql(promql.orElse(""), holdFor.orElse(Condition.DEFAULT_HOLD));
        }
        return condition(map.context(), condition.get());
    }

    private AlertExpression condition(ReadingContext context, Node.Scalar scalar) {
        try {
            ParsedCondition parsed = ConditionParser.condition(scalar.text());
            List<Clause> clauses = parsed.clauses().stream()
                    .map(clause -> checks.clause(scalar, clause))
                    .toList();
            return new AlertExpression.Conditional(
                    new Condition(clauses, parsed.condition().holdFor()));
        } catch (MisfitException misfit) {
            context.report(SpecificationCode.CONDITION_SYNTAX, scalar, misfit);
            return new AlertExpression.Promql("", Condition.DEFAULT_HOLD);
        }
    }
}
