package io.watchbill.exporter;

import io.watchbill.engine.ScoreSnapshot.ChangeCount;
import io.watchbill.engine.ScoreSnapshot.HoldoutScore;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.statistics.Calibration;
import io.watchbill.statistics.ClassScore;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.EstimatedAccuracy;
import io.watchbill.statistics.PerformanceScore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes how good a model is onto the page: performance, confidence, calibration, the holdout. */
final class PerformancePage {
    private static final Map<String, MetricFamily> FAMILIES = Map.ofEntries(
            Map.entry("accuracy", MetricFamilies.ACCURACY),
            Map.entry("precision", MetricFamilies.PRECISION),
            Map.entry("recall", MetricFamilies.RECALL),
            Map.entry("f1", MetricFamilies.F1),
            Map.entry("roc_auc", MetricFamilies.ROC_AUC),
            Map.entry("log_loss", MetricFamilies.LOG_LOSS),
            Map.entry("brier", MetricFamilies.BRIER),
            Map.entry("mae", MetricFamilies.MAE),
            Map.entry("rmse", MetricFamilies.RMSE),
            Map.entry("r2", MetricFamilies.R2),
            Map.entry("wape", MetricFamilies.WAPE),
            Map.entry("bias", MetricFamilies.BIAS));

    private final Page page;

    PerformancePage(Page page) {
        this.page = page;
    }

    void add(String model, Version version) {
        String name = version.version();
        Map<String, Double> baselines = new TreeMap<>();
        for (PerformanceWindow window : version.performance()) {
            performance(model, name, window, baselines);
            confidence(model, name, window);
        }
        baselines.forEach((metric, value) -> page.add(MetricFamilies.PERFORMANCE_BASELINE, value, model, name, metric));
        for (ChangeCount changes : version.changes()) {
            page.count(
                    MetricFamilies.CHANGE_DETECTED, changes.count(), model, name, changes.detector(), changes.signal());
        }
        for (HoldoutScore score : version.holdout()) {
            holdout(score, model, name, score.metric());
        }
    }

    private void performance(String model, String version, PerformanceWindow window, Map<String, Double> baselines) {
        for (PerformanceScore metric : window.metrics()) {
            MetricFamily family = FAMILIES.get(metric.metric());
            if (family == null) {
                throw new IllegalStateException("no family for " + metric.metric());
            }
            page.add(family, metric.value(), model, version, window.window());
            String[] labels = {model, version, metric.metric(), window.window()};
            page.add(MetricFamilies.PERFORMANCE_DROP, metric.drop(), labels);
            page.add(MetricFamilies.PERFORMANCE_DROP_P_VALUE, pValue(metric), labels);
            Double baseline = metric.baseline();
            if (baseline != null) {
                baselines.put(metric.metric(), baseline);
            }
        }
        for (ClassScore score : window.classes()) {
            page.add(
                    MetricFamilies.CLASS_PERFORMANCE,
                    score.score().value(),
                    model,
                    version,
                    score.score().metric(),
                    score.name(),
                    window.window());
        }
        page.add(MetricFamilies.ROC_AUC_ERROR, window.areaError(), model, version, window.window());
        page.add(MetricFamilies.PERFORMANCE_SAMPLES, (double) window.samples(), model, version, window.window());
        page.add(MetricFamilies.LABEL_COVERAGE, window.coverage(), model, version, window.window());
    }

    private void confidence(String model, String version, PerformanceWindow window) {
        String[] labels = {model, version, window.window()};
        PerformanceScore confidence = window.confidence();
        if (confidence != null) {
            page.add(MetricFamilies.CONFIDENCE_MEAN, confidence.value(), labels);
            page.add(MetricFamilies.CONFIDENCE_DROP, confidence.drop(), labels);
            page.add(MetricFamilies.CONFIDENCE_DROP_P_VALUE, pValue(confidence), labels);
        }
        EstimatedAccuracy estimate = window.estimate();
        if (estimate != null) {
            page.add(MetricFamilies.ESTIMATED_ACCURACY, estimate.value(), labels);
            page.add(MetricFamilies.ESTIMATED_ACCURACY_DEVIATION, estimate.standardDeviation(), labels);
        }
        Calibration calibration = window.calibration();
        if (calibration != null) {
            page.add(MetricFamilies.CALIBRATION_ERROR, calibration.error(), labels);
            page.add(MetricFamilies.CALIBRATION_ERROR_NOISE_FLOOR, calibration.noiseFloor(), labels);
            page.add(MetricFamilies.CALIBRATION_P_VALUE, DriftScores.pValue(calibration.lnPValue()), labels);
        }
    }

    private void holdout(HoldoutScore score, String... labels) {
        score.difference().ifPresent(difference -> {
            page.add(MetricFamilies.HOLDOUT_DIFFERENCE, difference.value(), labels);
            page.add(MetricFamilies.HOLDOUT_DIFFERENCE_LOWER, difference.lower(), labels);
            page.add(MetricFamilies.HOLDOUT_DIFFERENCE_UPPER, difference.upper(), labels);
            page.add(MetricFamilies.HOLDOUT_P_VALUE, DriftScores.pValue(difference.lnPValue()), labels);
        });
        page.add(MetricFamilies.HOLDOUT_SAMPLE_RATIO_P_VALUE, DriftScores.pValue(score.lnSampleRatio()), labels);
    }

    private static @Nullable Double pValue(PerformanceScore score) {
        Double ln = score.lnPValue();
        return ln == null ? null : Double.valueOf(DriftScores.pValue(ln));
    }
}
