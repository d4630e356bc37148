package io.watchbill.runbooks;

import io.watchbill.plan.BurnTier;
import io.watchbill.plan.Level;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.plan.PlannedObjective;
import io.watchbill.spec.DriftThresholds;
import io.watchbill.spec.Durations;
import io.watchbill.spec.Model;
import io.watchbill.spec.PerformanceThresholds;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When an alert fires, in words and with its thresholds. */
final class ThresholdWords {

    private static final String RESULT = "the query below has a result";

    private final Plan plan;

    ThresholdWords(Plan plan) {
        this.plan = plan;
    }

    /** A clause that goes on "It fires when". */
    String of(PlannedAlert alert) {
        String held = alert.holdFor().isZero() ? "" : ", for " + Durations.format(alert.holdFor()) + " without a break";
        return alert.condition()
                        .map(condition -> PlainWords.condition(condition, plan.catalogue()))
                        .orElseGet(() -> implied(alert))
                + held;
    }

    private String implied(PlannedAlert alert) {
        boolean critical = alert.level() == Level.CRITICAL;
        return switch (alert.kind()) {
            case FEATURE_DRIFT ->
                perModel("a feature has drifted in one of the windows: ", model -> drift(model, critical));
            case PREDICTION_DRIFT ->
                perModel("the predictions have drifted in one of the windows: ", model -> drift(model, critical));
            case PERFORMANCE_DROP ->
                perModel("a model is worse than its baseline: ", model -> performance(model, critical));
            case CONFIDENCE_DECAY ->
                perModel(
                        "the mean confidence fell below that on the reference data: ",
                        model -> confidence(model, critical));
            case SLO_BURN -> burning(alert);
            case SLO_EXHAUSTED ->
                objective(alert, PlannedObjective::exhausted)
                        .map(objective -> "nothing is left of the error budget of " + objective.name() + " over "
                                + objective.objective().period().text())
                        .orElse(RESULT);
            case SLO_UNMEASURED ->
                objective(alert, PlannedObjective::unmeasured)
                        .map(objective -> "what " + objective.name() + " is counted by has vanished")
                        .orElse(RESULT);
            case WATCHDOG -> "always";
            case WRITTEN_CONDITION, WRITTEN_PROMQL, KEY_METRIC, RUN_LATE, RUN_ROWS, DOWN, MONITORING -> RESULT;
        };
    }

    private String perModel(String start, Function<Model, Optional<String>> threshold) {
        boolean several = plan.specification().models().size() > 1;
        return plan.specification().models().stream()
                .flatMap(model ->
                        threshold
                                .apply(model)
                                .map(words -> (several ? "of " + model.name() + " " : "") + words)
                                .stream())
                .collect(Collectors.joining("; ", start, ""));
    }

    private static Optional<String> drift(Model model, boolean critical) {
        DriftThresholds limits =
                critical ? model.drift().critical() : model.drift().warning();
        return Optional.of("an effect passes its threshold (PSI " + limits.psi().toPlainString() + ", KS "
                + limits.ks().toPlainString() + ", Cramér's V "
                + limits.cramersV().toPlainString()
                + ") and its adjusted p-value is under " + limits.pValue().toPlainString());
    }

    private static Optional<String> performance(Model model, boolean critical) {
        PerformanceThresholds limits =
                critical ? model.performance().critical() : model.performance().warning();
        Optional<String> loss = switch (model.task()) {
            case REGRESSION ->
                Optional.of("the mean absolute error rose by more than "
                        + limits.maeIncrease().toPlainString() + " of its baseline");
            case BINARY_CLASSIFICATION, MULTICLASS_CLASSIFICATION ->
                Optional.of(
                        "accuracy fell by more than " + limits.accuracyDrop().toPlainString());
            case GENERATION -> Optional.empty();
        };
        return loss.map(
                words -> words + ", with a p-value under " + limits.pValue().toPlainString());
    }

    private static Optional<String> confidence(Model model, boolean critical) {
        return (critical
                        ? model.performance().confidence().critical()
                        : model.performance().confidence().warning())
                .map(limits -> "by more than " + limits.drop().toPlainString() + ", with a p-value under "
                        + limits.pValue().toPlainString());
    }

    private String burning(PlannedAlert alert) {
        for (PlannedObjective objective : plan.objectives()) {
            BurnTier tier = objective.tiers().get(alert.name());
            if (tier != null) {
                return "the error budget of " + objective.name() + " burns more than "
                        + tier.factor().toPlainString() + " times faster than allowed over "
                        + Durations.format(tier.window()) + " and still over the last "
                        + Durations.format(tier.recent());
            }
        }
        return RESULT;
    }

    private Optional<PlannedObjective> objective(PlannedAlert alert, Function<PlannedObjective, String> name) {
        return plan.objectives().stream()
                .filter(objective -> name.apply(objective).equals(alert.name()))
                .findFirst();
    }
}
