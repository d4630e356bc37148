package io.watchbill.runbooks;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Feature;
import io.watchbill.spec.Model;
import io.watchbill.spec.ServiceLevelObjective;
import io.watchbill.spec.Sources.Source;
import io.watchbill.spec.Task;
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

/** What the first three actions of an alert are made of: queries and commands that fit this alert. */
final class AdviceValues {

    /** More columns than anybody reads at night are counted. */
    private static final int MOST_COLUMNS = 12;

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

    AdviceValues(Plan plan) {
        this.plan = plan;
    }

    Map<String, Object> of(PlannedAlert alert) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("value", value(alert.expression()).text());
        values.put("models", models(alert));
        values.put("column", matchers(alert, LabelNames.COLUMN));
        values.put("window", window(alert));
        values.put("columns", columns(alert));
        values.put("selector", selector());
        values.put("command", command(alert));
        values.put("segments", about(alert).anyMatch(model -> !model.segments().isEmpty()));
        values.put("classes", about(alert).anyMatch(model -> model.task() == Task.MULTICLASS_CLASSIFICATION));
        values.put(
                "slo",
                objective(alert).<Object>map(objective -> slo(objective, alert)).orElse(false));
        return values;
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

    /** Matchers of the models that the alert is about; empty where the system has none. */
    private String models(PlannedAlert alert) {
        String chosen = chosenModel(alert).map(Matcher::text).orElse("");
        List<String> names =
                plan.specification().models().stream().map(Model::name).toList();
        if (!chosen.isEmpty() || names.isEmpty()) {
            return chosen;
        }
        return LabelMatcher.oneOf(LabelNames.MODEL, names).text();
    }

    private static Optional<Matcher> chosenModel(PlannedAlert alert) {
        return clauses(alert)
                .flatMap(clause -> clause.matchers().stream())
                .filter(matcher -> matcher.label().equals(LabelNames.MODEL))
                .findFirst();
    }

    /** The models that the alert may speak of. */
    private Stream<Model> about(PlannedAlert alert) {
        Optional<Matcher> chosen = chosenModel(alert).filter(matcher -> matcher.operator() == Matcher.Operator.EQUAL);
        return plan.specification().models().stream()
                .filter(model -> chosen.isEmpty() || chosen.get().value().equals(model.name()));
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

    /** {@code `distance` (numeric), `origin` (categorical)}: the columns that the alert may name, with how they compare. */
    private String columns(PlannedAlert alert) {
        List<String> named = clauses(alert)
                .flatMap(clause -> clause.matchers().stream())
                .filter(matcher ->
                        matcher.label().equals(LabelNames.COLUMN) && matcher.operator() == Matcher.Operator.EQUAL)
                .map(Matcher::value)
                .toList();
        List<Feature> features = about(alert)
                .flatMap(model -> model.features().stream())
                .filter(feature -> named.isEmpty() || named.contains(feature.name()))
                .toList();
        String listed = features.stream()
                .limit(MOST_COLUMNS)
                .map(feature -> "`" + feature.name() + "` (" + feature.type().text() + ")")
                .collect(Collectors.joining(", "));
        int more = features.size() - MOST_COLUMNS;
        return more > 0 ? listed + " and " + more + " more" : listed;
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

    /** The objective whose alert this is. */
    private Optional<PlannedObjective> objective(PlannedAlert alert) {
        return plan.objectives().stream()
                .filter(objective -> objective.tiers().containsKey(alert.name())
                        || objective.unmeasured().equals(alert.name())
                        || objective.exhausted().equals(alert.name()))
                .findFirst();
    }

    private static Map<String, Object> slo(PlannedObjective planned, PlannedAlert alert) {
        ServiceLevelObjective slo = planned.objective();
        Duration period = slo.period().length();
        Optional<BurnTier> tier = Optional.ofNullable(planned.tiers().get(alert.name()))
                .or(() -> planned.tiers().values().stream().findFirst());
        Expression burn = tier.map(BurnTier::recent).map(planned::burnRate).orElseGet(planned::periodBurnRate);
        BigDecimal seconds = BigDecimal.valueOf(period.toSeconds());
        // What is left of the period's budget, in seconds of the period, over how fast it burns.
        Expression left = BinaryOperation.of(planned.remaining(), Operator.TIMES, new Literal(seconds));
        Expression end = BinaryOperation.of(left, Operator.DIVIDED_BY, burn);
        return Map.of(
                "name",
                slo.name(),
                "target",
                slo.target(),
                "period",
                slo.period().text(),
                "budget",
                Durations.format(
                        Duration.ofSeconds(slo.budget().multiply(seconds).longValue())),
                "gone",
                tier.map(speed -> Durations.format(
                                Duration.ofSeconds(speed.exhausting(period).toSeconds())))
                        .orElse(""),
                "queries",
                List.of(planned.remaining().text(), burn.text(), end.text()));
    }
}
