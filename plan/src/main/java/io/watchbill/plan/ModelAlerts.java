package io.watchbill.plan;

import io.watchbill.plan.fleet.FleetDrops;
import io.watchbill.plan.fleet.FleetVerdicts;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Matching;
import io.watchbill.plan.promql.Operator;
import io.watchbill.spec.KeyMetric;
import io.watchbill.spec.Model;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Task;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the thresholds of the models imply: data drift, concept drift, decay of confidence. Each is one rule for all
 * models and windows of the system; the labels of its alerts say which model, version, column and window.
 */
final class ModelAlerts {

    private static final List<Level> LEVELS = List.of(Level.CRITICAL, Level.WARNING);
    private static final BigDecimal CRITICAL_VERDICT = new BigDecimal(2);

    private final PlanContext context;
    private final List<PlannedAlert> written;
    private final List<Model> withReference;

    ModelAlerts(PlanContext context, List<PlannedAlert> written) {
        this.context = context;
        this.written = written;
        this.withReference = context.models().stream()
                .filter(model -> !model.references().isEmpty())
                .toList();
    }

    List<PlannedAlert> plan() {
        List<PlannedAlert> alerts = new ArrayList<>();
        if (!withReference.isEmpty()) {
            LEVELS.forEach(level -> alerts.add(featureDrift(level)));
            LEVELS.forEach(level -> alerts.add(predictionDrift(level)));
        }
        LEVELS.forEach(level -> performanceDrop(level).ifPresent(alerts::add));
        LEVELS.forEach(level -> confidenceDecay(level).ifPresent(alerts::add));
        return alerts;
    }

    private PlannedAlert featureDrift(Level level) {
        String description = "Feature " + TemplateText.label(LabelNames.COLUMN) + ofModel()
                + " differs from the training data over " + TemplateText.label(LabelNames.WINDOW)
                + ": its effect size and its adjusted p-value both pass the " + word(level) + " thresholds.";
        return drift(AlertKind.FEATURE_DRIFT, "FeatureDrift", "feature", level)
                .texts("A feature of " + context.title() + " has drifted from the training data.", description)
                .troubleshootingIfPresent("feature-drift")
                .panel(PanelKeys.FEATURE_DRIFT)
                .plan();
    }

    private PlannedAlert predictionDrift(Level level) {
        String description = "Predictions" + ofModel() + " differ from those on the training data over "
                + TemplateText.label(LabelNames.WINDOW) + ": their effect size and adjusted p-value both pass the "
                + word(level) + " thresholds.";
        return drift(AlertKind.PREDICTION_DRIFT, "PredictionDrift", "prediction", level)
                .texts("The predictions of " + context.title() + " have drifted.", description)
                .troubleshootingIfPresent("prediction-drift")
                .panel(PanelKeys.PREDICTION_DRIFT)
                .plan();
    }

    private AlertDraft drift(AlertKind kind, String symptom, String columnKind, Level level) {
        Expression worst = FleetVerdicts.worst(
                context.specification(),
                List.of(LabelMatcher.equal(LabelNames.KIND, columnKind), PlanContext.models(withReference)));
        Expression expression = BinaryOperation.of(
                worst, Operator.AT_LEAST, new Literal(level == Level.CRITICAL ? CRITICAL_VERDICT : BigDecimal.ONE));
        List<String> supersededBy = new ArrayList<>(writtenAbout(columnKind + "_drift.", priority(level)));
        supersededBy.addAll(critical(symptom, level));
        return draft(kind, symptom, level, expression, MetricFamilies.DRIFT_VERDICT, worst, supersededBy)
                .from("/models/" + pointer(withReference.get(0).name()) + "/drift/" + word(level));
    }

    private Optional<PlannedAlert> performanceDrop(Level level) {
        List<Expression> drops = new ArrayList<>();
        thresholds(Task.BINARY_CLASSIFICATION, Task.MULTICLASS_CLASSIFICATION, model -> performance(model, level))
                .forEach((threshold, models) -> drops.add(significant(
                        performanceDrop("accuracy", models),
                        threshold.accuracyDrop(),
                        worst(MetricFamilies.PERFORMANCE_DROP_P_VALUE, ofMetric("accuracy", models)),
                        threshold.pValue(),
                        MetricFamilies.PERFORMANCE_DROP)));
        thresholds(Task.REGRESSION, Task.REGRESSION, model -> performance(model, level))
                .forEach((threshold, models) -> drops.add(significant(
                        relativeToBaseline(models),
                        threshold.maeIncrease(),
                        worst(MetricFamilies.PERFORMANCE_DROP_P_VALUE, ofMetric("mae", models)),
                        threshold.pValue(),
                        MetricFamilies.PERFORMANCE_DROP)));
        String description = "The " + TemplateText.label(LabelNames.METRIC) + ofModel() + " over "
                + TemplateText.label(LabelNames.WINDOW)
                + " is worse than its baseline by {{ $value | humanizePercentage }}, and not by chance: the "
                + word(level) + " thresholds are passed.";
        return either(drops)
                .map(expression -> draft(
                                AlertKind.PERFORMANCE_DROP,
                                "PerformanceDrop",
                                level,
                                expression,
                                MetricFamilies.PERFORMANCE_DROP,
                                worst(MetricFamilies.PERFORMANCE_DROP, ofReference()),
                                critical("PerformanceDrop", level))
                        .texts(context.title() + " predicts worse than it did on held-out training data.", description)
                        .troubleshootingIfPresent("performance-drop")
                        .panel(PanelKeys.PERFORMANCE_DROP)
                        .from("/models/" + pointer(context.models().get(0).name()) + "/performance/" + word(level))
                        .plan());
    }

    private Optional<PlannedAlert> confidenceDecay(Level level) {
        List<Expression> drops = new ArrayList<>();
        thresholds(
                        Task.BINARY_CLASSIFICATION,
                        Task.MULTICLASS_CLASSIFICATION,
                        model -> level == Level.CRITICAL
                                ? model.performance().confidence().critical()
                                : model.performance().confidence().warning())
                .forEach((threshold, models) -> threshold.ifPresent(present -> drops.add(significant(
                        worst(MetricFamilies.CONFIDENCE_DROP, List.of(PlanContext.models(models))),
                        present.drop(),
                        worst(MetricFamilies.CONFIDENCE_DROP_P_VALUE, List.of(PlanContext.models(models))),
                        present.pValue(),
                        MetricFamilies.CONFIDENCE_DROP))));
        boolean hasCritical = context.models().stream()
                .anyMatch(model -> model.performance().confidence().critical().isPresent());
        String description = "The mean confidence" + ofModel() + " over " + TemplateText.label(LabelNames.WINDOW)
                + " is {{ $value | humanizePercentage }} lower than on held-out training data, and not by chance.";
        return either(drops)
                .map(expression -> draft(
                                AlertKind.CONFIDENCE_DECAY,
                                "ConfidenceDecay",
                                level,
                                expression,
                                MetricFamilies.CONFIDENCE_DROP,
                                worst(MetricFamilies.CONFIDENCE_DROP, ofReference()),
                                hasCritical ? critical("ConfidenceDecay", level) : List.of())
                        .texts(context.title() + " is less confident than it was.", description)
                        .troubleshootingIfPresent("confidence-decay")
                        .panel(PanelKeys.CONFIDENCE_DROP)
                        .from("/models/" + pointer(context.models().get(0).name()) + "/performance/confidence/"
                                + word(level))
                        .plan());
    }

    /** @param scores those that the alert judges, whatever they are */
    private AlertDraft draft(
            AlertKind kind,
            String symptom,
            Level level,
            Expression expression,
            MetricFamily family,
            Expression scores,
            List<String> supersededBy) {
        String name = context.alertName(symptom) + (level == Level.WARNING ? "Warning" : "");
        AlertDraft draft = new AlertDraft(context, name, kind, Layer.MODEL, priority(level), expression)
                .level(level)
                .identity(family.labels())
                .heldWithout(SignOfLife.exporter(context))
                .stillAbout(ofReference())
                .supersededBy(supersededBy);
        SilentScore.of(family, scores, ofReference()).ifPresent(draft::heldWithout);
        return draft;
    }

    /** Models by threshold, in the order of the specification: models with the same threshold share a query. */
    private <T> Map<T, List<Model>> thresholds(Task one, Task other, Function<Model, T> threshold) {
        Map<T, List<Model>> grouped = new LinkedHashMap<>();
        for (Model model : withReference) {
            if (model.task() == one || model.task() == other) {
                grouped.computeIfAbsent(threshold.apply(model), key -> new ArrayList<>())
                        .add(model);
            }
        }
        return grouped;
    }

    private static PerformanceThresholds performance(Model model, Level level) {
        return level == Level.CRITICAL
                ? model.performance().critical()
                : model.performance().warning();
    }

    private Expression performanceDrop(String metric, List<Model> models) {
        return worst(MetricFamilies.PERFORMANCE_DROP, ofMetric(metric, models));
    }

    private Expression relativeToBaseline(List<Model> models) {
        List<String> on = ConditionPlanner.withCluster(MetricFamilies.PERFORMANCE_BASELINE.labels());
        Expression baseline = BinaryOperation.of(
                worst(MetricFamilies.PERFORMANCE_BASELINE, ofMetric("mae", models)),
                Operator.GREATER,
                new Literal(BigDecimal.ZERO));
        return BinaryOperation.of(
                performanceDrop("mae", models),
                Operator.DIVIDED_BY,
                Matching.on(on).carrying(),
                baseline);
    }

    /** Effect and significance both pass; a drop without a p-value does not. */
    private static Expression significant(
            Expression drop, BigDecimal threshold, Expression pValue, BigDecimal limit, MetricFamily family) {
        return BinaryOperation.of(
                BinaryOperation.of(drop, Operator.GREATER, new Literal(threshold)),
                Operator.AND,
                Matching.on(ConditionPlanner.withCluster(family.labels())),
                BinaryOperation.of(pValue, Operator.LESS, new Literal(limit)));
    }

    private List<LabelMatcher> ofReference() {
        return List.of(PlanContext.models(withReference));
    }

    private Expression worst(MetricFamily family, List<LabelMatcher> matchers) {
        return FleetDrops.worst(context.specification(), family, matchers);
    }

    private static List<LabelMatcher> ofMetric(String metric, List<Model> models) {
        return List.of(LabelMatcher.equal(LabelNames.METRIC, metric), PlanContext.models(models));
    }

    private static Optional<Expression> either(List<Expression> expressions) {
        return expressions.stream().reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b));
    }

    /** Written alerts of one clause about a drift score, at least as urgent: they say it first. */
    private List<String> writtenAbout(String metricPrefix, Priority priority) {
        return written.stream()
                .filter(alert -> alert.priority().compareTo(priority) <= 0 && alert.notifies())
                .filter(alert -> alert.condition()
                        .filter(condition -> condition.clauses().size() == 1
                                && condition.clauses().get(0).metric().startsWith(metricPrefix))
                        .isPresent())
                .map(PlannedAlert::name)
                .toList();
    }

    private List<String> critical(String symptom, Level level) {
        return level == Level.WARNING ? List.of(context.alertName(symptom)) : List.of();
    }

    private static Priority priority(Level level) {
        return level == Level.CRITICAL ? KeyMetric.DEFAULT_CRITICAL_PRIORITY : KeyMetric.DEFAULT_WARNING_PRIORITY;
    }

    private static String ofModel() {
        return " of model " + TemplateText.label(LabelNames.MODEL) + " version "
                + TemplateText.label(LabelNames.VERSION);
    }

    private static String word(Level level) {
        return level == Level.CRITICAL ? "critical" : "warning";
    }

    static String pointer(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
