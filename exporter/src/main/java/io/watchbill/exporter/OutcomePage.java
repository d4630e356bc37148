package io.watchbill.exporter;

import io.watchbill.engine.LabelCounts;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.ScoreSnapshot.BusinessCount;
import io.watchbill.engine.ScoreSnapshot.BusinessWindow;
import io.watchbill.engine.ScoreSnapshot.LabelledCount;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes what became of predictions onto the page: labels, performance, confidence, business. */
final class OutcomePage {
    private static final Map<String, MetricFamily> PERFORMANCE = Map.of(
            "accuracy", MetricFamilies.ACCURACY,
            "precision", MetricFamilies.PRECISION,
            "recall", MetricFamilies.RECALL,
            "f1", MetricFamilies.F1);

    private final Page page;

    OutcomePage(Page page) {
        this.page = page;
    }

    void add(String model, Version version) {
        labels(model, version);
        Map<String, Double> baselines = new TreeMap<>();
        for (PerformanceWindow window : version.performance()) {
            performance(model, version.version(), window, baselines);
            confidence(model, version.version(), window);
        }
        baselines.forEach((metric, value) ->
                page.add(MetricFamilies.PERFORMANCE_BASELINE, value, model, version.version(), metric));
        business(model, version);
    }

    private void labels(String model, Version version) {
        String name = version.version();
        LabelCounts labels = version.labels();
        page.count(MetricFamilies.LABELS, labels.joined(), model, name, "joined");
        page.count(MetricFamilies.LABELS, labels.duplicate(), model, name, "duplicate");
        page.count(MetricFamilies.LABELS, labels.orphan(), model, name, "orphan");
        page.count(MetricFamilies.PREDICTIONS_UNLABELLED, labels.unlabelled(), model, name);
        page.add(MetricFamilies.LABEL_DELAY, version.labelDelay(), model, name);
        for (LabelledCount count : version.labelled()) {
            page.count(
                    MetricFamilies.LABELLED_PREDICTIONS,
                    count.count(),
                    model,
                    name,
                    count.predicted(),
                    count.actual(),
                    count.arm());
        }
    }

    private void performance(String model, String version, PerformanceWindow window, Map<String, Double> baselines) {
        for (PerformanceScore metric : window.metrics()) {
            MetricFamily family = PERFORMANCE.get(metric.metric());
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
        page.add(MetricFamilies.LABEL_COVERAGE, window.coverage(), model, version, window.window());
    }

    private void confidence(String model, String version, PerformanceWindow window) {
        PerformanceScore confidence = window.confidence();
        if (confidence != null) {
            String[] labels = {model, version, window.window()};
            page.add(MetricFamilies.CONFIDENCE_MEAN, confidence.value(), labels);
            page.add(MetricFamilies.CONFIDENCE_DROP, confidence.drop(), labels);
            page.add(MetricFamilies.CONFIDENCE_DROP_P_VALUE, pValue(confidence), labels);
        }
    }

    private static @Nullable Double pValue(PerformanceScore score) {
        Double ln = score.lnPValue();
        return ln == null ? null : Double.valueOf(DriftScores.pValue(ln));
    }

    private void business(String model, Version version) {
        String name = version.version();
        for (BusinessCount count : version.business()) {
            String[] labels = {model, name, count.event(), count.unit(), count.arm()};
            page.count(MetricFamilies.BUSINESS_EVENTS, count.count(), labels);
            page.add(MetricFamilies.BUSINESS_VALUE, count.value(), labels);
        }
        for (ScoreSnapshot.Pair count : version.feedback()) {
            page.count(MetricFamilies.FEEDBACK, count.count(), model, name, count.first());
        }
        for (ScoreSnapshot.Pair count : version.downstream()) {
            page.count(MetricFamilies.DOWNSTREAM_EFFECTS, count.count(), model, name, count.first(), count.second());
        }
        for (BusinessWindow window : version.businessWindows()) {
            page.add(MetricFamilies.CONVERSION, window.conversion(), model, name, window.window(), window.arm());
            page.add(
                    MetricFamilies.VALUE_PER_PREDICTION,
                    window.valuePerPrediction(),
                    model,
                    name,
                    window.window(),
                    window.arm(),
                    window.unit());
        }
    }
}
