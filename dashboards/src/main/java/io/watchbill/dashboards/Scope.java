package io.watchbill.dashboards;

import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Task;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the panels of a system's models have in common, since one panel serves every value of the variables. */
record Scope(OperationsSpecification specification) {

    /** The names of the models on the wire. */
    List<String> modelNames() {
        return models().stream().map(Model::name).toList();
    }

    List<Model> models() {
        return specification.models();
    }

    /** The windows over which drift is measured, each once. */
    List<String> driftWindows() {
        return models().stream()
                .flatMap(model -> model.drift().windows().stream())
                .map(Window::label)
                .distinct()
                .toList();
    }

    /** A setting on which all models agree; empty where they do not, and where there is no model. */
    <T> Optional<T> agreed(Function<Model, T> setting) {
        List<T> values = models().stream().map(setting).distinct().toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Whether some model predicts classes. */
    boolean classifies() {
        return models().stream()
                .anyMatch(model ->
                        model.task() == Task.BINARY_CLASSIFICATION || model.task() == Task.MULTICLASS_CLASSIFICATION);
    }

    /** Whether some model predicts numbers. */
    boolean regresses() {
        return models().stream().anyMatch(model -> model.task() == Task.REGRESSION);
    }

    /** The performance metrics that the exporter computes for the tasks of the models, by their catalogue names. */
    List<String> performanceMetrics() {
        return Stream.of(
                        MetricFamilies.ACCURACY,
                        MetricFamilies.PRECISION,
                        MetricFamilies.RECALL,
                        MetricFamilies.F1,
                        MetricFamilies.ROC_AUC,
                        MetricFamilies.LOG_LOSS,
                        MetricFamilies.BRIER,
                        MetricFamilies.MAE,
                        MetricFamilies.RMSE,
                        MetricFamilies.R2,
                        MetricFamilies.WAPE,
                        MetricFamilies.BIAS)
                .map(family -> family.name().substring("ml_performance_".length()))
                .toList();
    }

    /** Whether some model has features of that type. */
    boolean hasFeature(FeatureType type) {
        return models().stream()
                .flatMap(model -> model.features().stream())
                .anyMatch(feature -> feature.type() == type);
    }
}
