package io.watchbill.plan;

import io.watchbill.plan.promql.Aggregation;
import io.watchbill.plan.promql.BinaryOperation;
import io.watchbill.plan.promql.Expression;
import io.watchbill.plan.promql.LabelMatcher;
import io.watchbill.plan.promql.Literal;
import io.watchbill.plan.promql.Operator;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Model;
import io.watchbill.spec.Priority;
import io.watchbill.spec.Serving;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.Layer;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the deadline and the rows of batch models imply: {@code <System>RunLate} and {@code <System>RunRows}. */
final class RunAlerts {

    private static final List<String> BY_MODEL = List.of(LabelNames.CLUSTER, LabelNames.MODEL);

    /** The deadline has passed already; this only survives one odd evaluation. */
    private static final Duration HOLD = Duration.ofMinutes(1);

    private final PlanContext context;

    RunAlerts(PlanContext context) {
        this.context = context;
    }

    List<PlannedAlert> plan() {
        List<PlannedAlert> alerts = new ArrayList<>();
        late().ifPresent(alerts::add);
        rows().ifPresent(alerts::add);
        return alerts;
    }

    /** The exporter knows the calendar: it says which run was due, and PromQL whether one has succeeded since. */
    private Optional<PlannedAlert> late() {
        List<Model> models = context.models().stream()
                .filter(model -> batch(model).flatMap(Serving.Batch::deadline).isPresent())
                .toList();
        if (models.isEmpty()) {
            return Optional.empty();
        }
        Expression due = newest(MetricFamilies.RUN_DUE, models);
        Expression done = BinaryOperation.of(newest(MetricFamilies.RUN_LAST_SUCCESS, models), Operator.AT_LEAST, due);
        return Optional.of(
                draft("RunLate", AlertKind.RUN_LATE, Priority.P2, BinaryOperation.of(due, Operator.UNLESS, done))
                        .identity(List.of(LabelNames.MODEL))
                        .texts(
                                "A run of " + context.title() + " is late.",
                                "The deadline of a run of model " + TemplateText.label(LabelNames.MODEL)
                                        + " has passed, and none has become complete since that run was to start.")
                        .impact(Optional.of("Whoever uses the predictions of this run still has the old ones."))
                        .panel("last_run_age")
                        .from("/models/" + ModelAlerts.pointer(models.get(0).name()) + "/serving/batch/deadline")
                        .plan());
    }

    private Optional<PlannedAlert> rows() {
        List<Expression> outside = new ArrayList<>();
        Optional<Model> first = Optional.empty();
        for (Model model : context.models()) {
            Optional<Serving.RowRange> range = batch(model).flatMap(Serving.Batch::rows);
            if (range.isPresent()) {
                first = first.or(() -> Optional.of(model));
                List<String> by = ConditionPlanner.withCluster(MetricFamilies.RUN_ROWS.labels());
                Selector rows =
                        Selector.of(MetricFamilies.RUN_ROWS.name(), LabelMatcher.equal(LabelNames.MODEL, model.name()));
                outside.add(BinaryOperation.of(
                        Aggregation.min(by, rows),
                        Operator.LESS,
                        new Literal(range.get().minimum())));
                outside.add(BinaryOperation.of(
                        Aggregation.max(by, rows),
                        Operator.GREATER,
                        new Literal(range.get().maximum())));
            }
        }
        return first.map(model -> draft(
                        "RunRows",
                        AlertKind.RUN_ROWS,
                        Priority.P3,
                        outside.stream()
                                .reduce((a, b) -> BinaryOperation.of(a, Operator.OR, b))
                                .orElseThrow())
                .identity(MetricFamilies.RUN_ROWS.labels())
                .texts(
                        "A run of " + context.title() + " has an unexpected number of rows.",
                        "The last complete run of model " + TemplateText.label(LabelNames.MODEL) + " version "
                                + TemplateText.label(LabelNames.VERSION)
                                + " has {{ $value | humanize }} rows, which is outside the range that the specification"
                                + " gives.")
                .impact(Optional.of("Predictions are missing, or stand there twice."))
                .panel("run_rows")
                .from("/models/" + ModelAlerts.pointer(model.name()) + "/serving/batch/rows")
                .plan());
    }

    private static Optional<Serving.Batch> batch(Model model) {
        return model.serving() instanceof Serving.Batch batch ? Optional.of(batch) : Optional.empty();
    }

    private static Expression newest(MetricFamily family, List<Model> models) {
        return Aggregation.max(BY_MODEL, Selector.of(family.name(), PlanContext.models(models)));
    }

    private AlertDraft draft(String symptom, AlertKind kind, Priority priority, Expression expression) {
        return new AlertDraft(context, context.alertName(symptom), kind, Layer.MODEL, priority, expression)
                .holdFor(HOLD)
                .heldWithout(SignOfLife.exporter(context))
                .stillAbout(List.of(PlanContext.models(context.models())));
    }
}
