package io.watchbill.runbooks;

import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Runbooks.Operation;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.SeveritySettings;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Matcher;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the templates of an alert's section may say about it: plain values, made of the plan. */
final class AlertValues {

    private static final Map<String, String> MACHINE_COMMANDS = Map.of(
            "cpu_usage", "ps -eo pid,pcpu,etime,comm --sort=-pcpu | head -n 15",
            "memory_usage", "ps -eo pid,rss,etime,comm --sort=-rss | head -n 15",
            "disk_usage", "df -h\ndu -xh --max-depth=2 / 2>/dev/null | sort -h | tail -n 15",
            "disk_io_usage", "cat /proc/pressure/io\nps -eo pid,state,comm | grep ' D '",
            "network_receive", "ip -s link\nss -s",
            "network_transmit", "ip -s link\nss -s",
            "network_errors", "ip -s link",
            "gpu_usage", "nvidia-smi",
            "gpu_memory_usage", "nvidia-smi");
    private static final String ANY_MACHINE = "uptime\nps -eo pid,pcpu,rss,etime,comm --sort=-pcpu | head -n 15";

    private final Plan plan;
    private final OnCallWords onCall;

    AlertValues(Plan plan, OnCallWords onCall) {
        this.plan = plan;
        this.onCall = onCall;
    }

    /** One row of the table of alerts. */
    Map<String, Object> row(PlannedAlert alert) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", alert.name());
        values.put("anchor", alert.runbook().anchor());
        values.put("priority", alert.priority().name());
        values.put("layer", alert.layer().text());
        values.put("summary", PlainWords.template(alert.summary()));
        return values;
    }

    /** Everything about the alert. */
    Map<String, Object> of(PlannedAlert alert, Topic topic) {
        OperationsSpecification specification = plan.specification();
        SeveritySettings settings = specification.alerting().severity(alert.priority());
        Map<String, Object> values = row(alert);
        values.put("system", plan.system());
        values.put("owner", specification.metadata().owner());
        values.put("priorityTitle", settings.title());
        values.put("answered", PlainWords.answered(settings.respondWithin()));
        values.put("told", alert.notifies() ? "the receiver " + settings.receiver() : "nobody: the alert is in shadow");
        values.put("description", PlainWords.template(alert.description()));
        values.put("impact", alert.impact().map(PlainWords::template).orElseGet(() -> impact(topic)));
        values.put("words", PlainWords.when(alert, plan.catalogue()));
        values.put("query", alert.expression().text());
        values.put("value", value(alert.expression()).text());
        values.put("dashboardPath", plan.links().dashboardPath(alert.dashboard().view()));
        values.put(
                "dashboardUrl",
                alert.dashboard().url().map(AlertValues::withoutTemplates).orElse(""));
        values.put(
                "logs",
                specification.metadata().links().logs().map(Object::toString).orElse(""));
        values.put("elsewhere", elsewhere(alert).orElse(""));
        values.put(
                "levels",
                onCall.levels(
                        settings.respondWithin() instanceof io.watchbill.spec.ResponseTime.Within within
                                ? within.text()
                                : "one business day"));
        values.put("models", models(alert));
        values.put("column", matchers(alert, LabelNames.COLUMN));
        values.put("window", window(alert));
        values.put("selector", selector());
        values.put("command", command(alert));
        values.put("slos", specification.slos().stream().map(AlertValues::slo).toList());
        values.put("troubleshooting", troubleshooting(alert));
        values.put("operations", operations());
        values.put("resolves", topic != Topic.WATCHDOG);
        return values;
    }

    private Object troubleshooting(PlannedAlert alert) {
        return alert.troubleshooting()
                .flatMap(id -> plan.specification().runbooks().troubleshooting(id))
                .<Object>map(entry -> Map.of(
                        "symptom", Runbooks.heading(entry.symptom()),
                        "investigation", entry.investigation(),
                        "resolution", entry.resolution(),
                        "anchor", Links.troubleshootingAnchor(entry.id())))
                .orElse(false);
    }

    /** The team's own operations, as what may help. */
    private List<Map<String, String>> operations() {
        return plan.specification().runbooks().operations().stream()
                .map(operation -> Map.of(
                        "name", operation.name(),
                        "anchor", anchor(operation),
                        "when", operation.when()))
                .toList();
    }

    /** The anchor of an operation's section. */
    static String anchor(Operation operation) {
        return Links.troubleshootingAnchor("operation " + operation.name());
    }

    /** An address that the specification gives in place of a section of this file. */
    private Optional<String> elsewhere(PlannedAlert alert) {
        return alert.runbook()
                .url()
                .filter(url -> !Optional.of(url)
                        .equals(plan.links().runbook(alert.name()).url()));
    }

    /** A link in a file cannot know the labels of an alert that has not fired. */
    private static String withoutTemplates(String url) {
        return url.replaceAll("&var-[^=&]+=\\{\\{[^}]*}}", "");
    }

    /** What the alert compares: its own query without the comparison. */
    private static Expression value(Expression expression) {
        if (expression instanceof BinaryOperation operation) {
            return switch (operation.operator()) {
                case LESS, AT_MOST, GREATER, AT_LEAST, EQUAL, NOT_EQUAL ->
                    operation.right() instanceof Literal ? operation.left() : operation;
                case OR, AND, UNLESS -> value(operation.left());
                case PLUS, MINUS, TIMES, DIVIDED_BY, MODULO, POWER -> operation;
            };
        }
        return expression;
    }

    private static String impact(Topic topic) {
        return switch (topic) {
            case DOWN, ERRORS -> "Users get no answer, or a fallback.";
            case LATENCY -> "Users wait, or callers give up and take a fallback.";
            case TRAFFIC, INFRASTRUCTURE -> "None yet; the next step is slow or failing requests.";
            case FEATURE_DRIFT, PREDICTION_DRIFT, DATA_QUALITY ->
                "Answers may be wrong without any error: the model meets inputs that it was not trained for.";
            case PERFORMANCE -> "Answers are wrong more often than was promised.";
            case CONFIDENCE -> "Answers may be wrong more often; labels will tell.";
            case BUSINESS -> "The predictions are worth less than they were.";
            case RUNS -> "Whoever uses the predictions has old ones, or too few.";
            case SLO -> "What was promised to users will not be kept if this goes on.";
            case LABELS -> "A loss of accuracy would not be seen.";
            case MONITORING -> "Trouble of the system would not be seen while this lasts.";
            case WATCHDOG -> "None while it fires.";
            case GENERAL -> "The specification does not say (`impact` of the alert).";
        };
    }

    /** Matchers of the models that the alert is about. */
    private String models(PlannedAlert alert) {
        String chosen = clauses(alert)
                .flatMap(clause -> clause.matchers().stream())
                .filter(matcher -> matcher.label().equals(LabelNames.MODEL))
                .map(Matcher::text)
                .findFirst()
                .orElse("");
        List<String> names =
                plan.specification().models().stream().map(Model::name).toList();
        if (!chosen.isEmpty() || names.isEmpty()) {
            return chosen;
        }
        return LabelMatcher.oneOf(LabelNames.MODEL, names).text();
    }

    private static String matchers(PlannedAlert alert, String label) {
        return clauses(alert)
                .flatMap(clause -> clause.matchers().stream())
                .filter(matcher -> matcher.label().equals(label))
                .map(matcher -> "," + matcher.text())
                .collect(Collectors.joining());
    }

    private static String window(PlannedAlert alert) {
        return clauses(alert)
                .flatMap(clause -> clause.window().stream())
                .map(Window::label)
                .findFirst()
                .map(label -> "," + LabelMatcher.equal(LabelNames.WINDOW, label).text())
                .orElse("");
    }

    private static Stream<Clause> clauses(PlannedAlert alert) {
        return alert.condition().stream().flatMap(condition -> condition.clauses().stream());
    }

    /** Matchers in braces for the series of the exporter's requests, or nothing. */
    private String selector() {
        List<String> matchers = plan.specification().sources().application().stream()
                .filter(source -> source.preset().equals("watchbill"))
                .map(Source::selector)
                .flatMap(List::stream)
                .map(Matcher::text)
                .toList();
        return matchers.isEmpty() ? "" : "{" + String.join(",", matchers) + "}";
    }

    private static String command(PlannedAlert alert) {
        return clauses(alert)
                .flatMap(clause -> Optional.ofNullable(MACHINE_COMMANDS.get(clause.metric())).stream())
                .findFirst()
                .orElse(ANY_MACHINE);
    }

    private static Map<String, String> slo(ServiceLevelObjective slo) {
        long seconds = slo.budget()
                .multiply(BigDecimal.valueOf(slo.period().length().toSeconds()))
                .longValue();
        return Map.of(
                "name", slo.name(),
                "target", slo.target(),
                "period", slo.period().text(),
                "budget", Durations.format(Duration.ofSeconds(seconds)));
    }
}
