package io.watchbill.spec.catalogue;

import static io.watchbill.spec.Unit.BYTES_PER_SECOND;
import static io.watchbill.spec.Unit.COUNT;
import static io.watchbill.spec.Unit.NUMBER;
import static io.watchbill.spec.Unit.PER_SECOND;
import static io.watchbill.spec.Unit.RATIO;
import static io.watchbill.spec.Unit.SECONDS;
import static io.watchbill.spec.Worse.HIGHER;
import static io.watchbill.spec.Worse.LOWER;

import io.watchbill.spec.Unit;
import io.watchbill.spec.Worse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that every specification may name. */
final class StandardMetrics {

    private static final Map<String, String> NONE = Map.of();
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Every value of a column is in a bin, missing or invalid. */
    private static final List<MetricFamily> ALL_VALUES =
            List.of(MetricFamilies.COLUMN_BIN, MetricFamilies.COLUMN_MISSING, MetricFamilies.COLUMN_INVALID);

    private final List<Preset> presets;
    private final List<CatalogueMetric> metrics = new ArrayList<>();

    private StandardMetrics(List<Preset> presets) {
        this.presets = presets;
    }

    static List<CatalogueMetric> of(List<Preset> presets) {
        StandardMetrics standard = new StandardMetrics(presets);
        standard.infrastructure();
        standard.application();
        standard.drift("feature_drift", "feature", "a feature");
        standard.drift("prediction_drift", "prediction", "the predictions");
        standard.drift("confidence_drift", "confidence", "the confidence");
        standard.columns();
        standard.performance();
        standard.concept();
        standard.business();
        return List.copyOf(standard.metrics);
    }

    private void infrastructure() {
        machine("cpu_usage", RATIO, WindowRule.RATE, "Share of the CPU time in use, on the busiest machine.");
        machine("memory_usage", RATIO, WindowRule.NONE, "Share of the memory in use, on the fullest machine.");
        machine("disk_usage", RATIO, WindowRule.NONE, "Share of the file system in use, on the fullest one.");
        machine("disk_io_usage", RATIO, WindowRule.RATE, "Share of the time in which the busiest disk worked.");
        machine("network_receive", BYTES_PER_SECOND, WindowRule.RATE, "Bytes received, by the busiest machine.");
        machine("network_transmit", BYTES_PER_SECOND, WindowRule.RATE, "Bytes sent, by the busiest machine.");
        machine("network_errors", PER_SECOND, WindowRule.RATE, "Network errors, on the worst machine.");
        machine("gpu_usage", RATIO, WindowRule.NONE, "Share of the time in which the busiest GPU worked.");
        machine("gpu_memory_usage", RATIO, WindowRule.NONE, "Share of the GPU memory in use, on the fullest GPU.");
    }

    private void application() {
        service("request_rate", PER_SECOND, LOWER, "Requests a second.");
        service("error_rate", RATIO, HIGHER, "Share of the requests that failed.");
        service("latency_p50", SECONDS, HIGHER, "Time in which half of the requests are answered.");
        service("latency_p95", SECONDS, HIGHER, "Time in which 95 % of the requests are answered.");
        service("latency_p99", SECONDS, HIGHER, "Time in which 99 % of the requests are answered.");
        service("throughput_usage", RATIO, HIGHER, "Requests a second divided by the source's capacity.");
        service("availability", RATIO, LOWER, "Share of the requests that were answered.");
    }

    private void drift(String prefix, String kind, String subject) {
        Map<String, String> fixed = Map.of(LabelNames.KIND, kind);
        score(prefix + ".psi", MetricFamilies.DRIFT_PSI, fixed, "PSI of " + subject + " against the training data.");
        score(prefix + ".ks", MetricFamilies.DRIFT_KS_STATISTIC, fixed, "KS distance D of " + subject + ".");
        score(
                prefix + ".chi_square",
                MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC,
                fixed,
                "Chi-square statistic of " + subject + ".");
        score(
                prefix + ".js",
                MetricFamilies.DRIFT_JENSEN_SHANNON,
                fixed,
                "Jensen-Shannon distance of " + subject + ".");
        score(
                prefix + ".wasserstein",
                MetricFamilies.DRIFT_WASSERSTEIN,
                fixed,
                "Wasserstein-1 distance of " + subject + ", in standard deviations.");
    }

    private void columns() {
        gauge(
                "drifted_columns",
                Layer.MODEL,
                RATIO,
                HIGHER,
                WindowRule.DRIFT,
                MetricFamilies.DRIFTED_COLUMNS,
                "Share of the features that drift.");
        columnRate(
                "missing_rate",
                MetricFamilies.COLUMN_MISSING,
                ALL_VALUES,
                "Share of a feature's values that are missing.");
        columnRate(
                "invalid_rate",
                MetricFamilies.COLUMN_INVALID,
                ALL_VALUES,
                "Share of a feature's values of the wrong type.");
        columnRate(
                "unseen_rate",
                MetricFamilies.COLUMN_UNSEEN,
                List.of(MetricFamilies.COLUMN_BIN),
                "Share of a feature's categories that the training data never had.");
    }

    private void performance() {
        quality("accuracy", RATIO, LOWER, MetricFamilies.ACCURACY);
        quality("precision", RATIO, LOWER, MetricFamilies.PRECISION);
        quality("recall", RATIO, LOWER, MetricFamilies.RECALL);
        quality("f1", RATIO, LOWER, MetricFamilies.F1);
        quality("roc_auc", RATIO, LOWER, MetricFamilies.ROC_AUC);
        quality("log_loss", NUMBER, HIGHER, MetricFamilies.LOG_LOSS);
        quality("brier", NUMBER, HIGHER, MetricFamilies.BRIER);
        quality("mae", NUMBER, HIGHER, MetricFamilies.MAE);
        quality("rmse", NUMBER, HIGHER, MetricFamilies.RMSE);
        quality("r2", RATIO, LOWER, MetricFamilies.R2);
        quality("wape", RATIO, HIGHER, MetricFamilies.WAPE);
        quality("bias", NUMBER, HIGHER, MetricFamilies.BIAS);
    }

    private void concept() {
        quality("performance_drop", RATIO, HIGHER, MetricFamilies.PERFORMANCE_DROP);
        quality("estimated_accuracy", RATIO, LOWER, MetricFamilies.ESTIMATED_ACCURACY);
        quality("confidence_mean", RATIO, LOWER, MetricFamilies.CONFIDENCE_MEAN);
        quality("confidence_drop", RATIO, HIGHER, MetricFamilies.CONFIDENCE_DROP);
        quality("calibration_error", RATIO, HIGHER, MetricFamilies.CALIBRATION_ERROR);
        gauge(
                "holdout_difference",
                Layer.MODEL,
                RATIO,
                LOWER,
                WindowRule.NONE,
                MetricFamilies.HOLDOUT_DIFFERENCE,
                MetricFamilies.HOLDOUT_DIFFERENCE.help());
        quality("label_coverage", RATIO, LOWER, MetricFamilies.LABEL_COVERAGE);
    }

    private void business() {
        worth("conversion_rate", RATIO, LOWER, MetricFamilies.CONVERSION);
        worth("value_per_prediction", NUMBER, LOWER, MetricFamilies.VALUE_PER_PREDICTION);
        worth("feedback_score", RATIO, LOWER, MetricFamilies.FEEDBACK_SCORE);
        String effects = MetricFamilies.DOWNSTREAM_EFFECTS.name();
        String by = "sum by (cluster, model, version, consumer) ";
        String failed = by + "(rate(" + effects + "{outcome=~$failed,$selector}[$rate]))";
        String total = by + "(rate(" + effects + "{$selector}[$rate]))";
        query(
                "downstream_failure_rate",
                Layer.BUSINESS,
                RATIO,
                WindowRule.RATE,
                "Share of a consumer's uses of predictions that failed.",
                "(" + failed + " or 0 * " + total + ") / (" + total + " > 0)",
                List.of(effects),
                List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.CONSUMER),
                List.of(
                        outcome(Measure.Query.FAILED, BigDecimal.ZERO, HUNDRED),
                        outcome("taken", HUNDRED, HUNDRED.negate())));
        query(
                "last_run_age",
                Layer.MODEL,
                SECONDS,
                WindowRule.NONE,
                "Time since a batch model's last complete run.",
                "time() - max by (cluster, model) (" + MetricFamilies.RUN_LAST_SUCCESS.name() + "{$selector})",
                List.of(MetricFamilies.RUN_LAST_SUCCESS.name()),
                List.of(LabelNames.MODEL),
                List.of(new Stimulus(
                        MetricFamilies.RUN_LAST_SUCCESS.name(),
                        NONE,
                        Stimulus.Shape.INSTANT,
                        BigDecimal.ZERO,
                        BigDecimal.ONE)));
        gauge(
                "run_rows",
                Layer.MODEL,
                COUNT,
                LOWER,
                WindowRule.NONE,
                MetricFamilies.RUN_ROWS,
                MetricFamilies.RUN_ROWS.help());
    }

    private void machine(String name, Unit unit, WindowRule window, String help) {
        metrics.add(new CatalogueMetric(name, Layer.INFRASTRUCTURE, unit, HIGHER, window, help, presetMeasures(name)));
    }

    private void service(String name, Unit unit, Worse worse, String help) {
        metrics.add(
                new CatalogueMetric(name, Layer.APPLICATION, unit, worse, WindowRule.RATE, help, presetMeasures(name)));
    }

    private List<Measure> presetMeasures(String metric) {
        return presets.stream()
                .<Measure>flatMap(preset -> Optional.ofNullable(preset.queries().get(metric)).stream())
                .toList();
    }

    private void score(String name, MetricFamily family, Map<String, String> fixed, String help) {
        metrics.add(new CatalogueMetric(
                name,
                Layer.MODEL,
                NUMBER,
                HIGHER,
                WindowRule.DRIFT,
                help,
                List.of(new Measure.Exported(family, fixed, true))));
    }

    private void quality(String name, Unit unit, Worse worse, MetricFamily family) {
        gauge(name, Layer.MODEL, unit, worse, WindowRule.PERFORMANCE, family, family.help());
    }

    private void worth(String name, Unit unit, Worse worse, MetricFamily family) {
        gauge(name, Layer.BUSINESS, unit, worse, WindowRule.BUSINESS, family, family.help());
    }

    private void gauge(
            String name, Layer layer, Unit unit, Worse worse, WindowRule window, MetricFamily family, String help) {
        metrics.add(new CatalogueMetric(
                name, layer, unit, worse, window, help, List.of(new Measure.Exported(family, NONE, false))));
    }

    private void columnRate(String name, MetricFamily part, List<MetricFamily> whole, String help) {
        String total = whole.stream().map(StandardMetrics::columnSum).collect(Collectors.joining(" + "));
        query(
                name,
                Layer.MODEL,
                RATIO,
                WindowRule.RATE,
                help,
                columnSum(part) + " / (" + total + " > 0)",
                Stream.concat(Stream.of(part), whole.stream())
                        .map(MetricFamily::name)
                        .toList(),
                List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.COLUMN),
                stimuli(part, whole));
    }

    /** The part takes the share v of what grows by a hundred a second; every other series of the whole is there. */
    private static List<Stimulus> stimuli(MetricFamily part, List<MetricFamily> whole) {
        List<Stimulus> stimuli = new ArrayList<>();
        stimuli.add(counter(part, BigDecimal.ZERO, HUNDRED));
        for (MetricFamily family : whole) {
            if (family.equals(MetricFamilies.COLUMN_BIN)) {
                stimuli.add(counter(family, HUNDRED, whole.contains(part) ? HUNDRED.negate() : BigDecimal.ZERO));
            } else if (!family.equals(part)) {
                stimuli.add(counter(family, BigDecimal.ZERO, BigDecimal.ZERO));
            }
        }
        return stimuli;
    }

    private static Stimulus outcome(String outcome, BigDecimal base, BigDecimal slope) {
        return new Stimulus(
                MetricFamilies.DOWNSTREAM_EFFECTS.name(),
                Map.of(LabelNames.OUTCOME, outcome),
                Stimulus.Shape.COUNTER,
                base,
                slope);
    }

    private static Stimulus counter(MetricFamily family, BigDecimal base, BigDecimal slope) {
        return new Stimulus(family.name(), NONE, Stimulus.Shape.COUNTER, base, slope);
    }

    private static String columnSum(MetricFamily family) {
        return "sum by (cluster, model, version, column) (rate(" + family.name() + "{$selector}[$rate]))";
    }

    private void query(
            String name,
            Layer layer,
            Unit unit,
            WindowRule window,
            String help,
            String promql,
            List<String> series,
            List<String> labels,
            List<Stimulus> stimuli) {
        Measure measure = new Measure.Query(
                Optional.empty(), promql, series.stream().distinct().toList(), labels, stimuli);
        metrics.add(new CatalogueMetric(name, layer, unit, HIGHER, window, help, List.of(measure)));
    }
}
