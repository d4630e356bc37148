package io.watchbill.report;

import java.util.Map;
import java.util.Set;

/** Performance metrics as people call them. */
final class MetricNames {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("f1", "F1"),
            Map.entry("roc_auc", "ROC AUC"),
            Map.entry("log_loss", "log loss"),
            Map.entry("brier", "Brier score"),
            Map.entry("mae", "MAE"),
            Map.entry("rmse", "RMSE"),
            Map.entry("r2", "R²"),
            Map.entry("wape", "WAPE"),
            Map.entry("confidence", "mean confidence"));

    private static final Set<String> LARGER_IS_WORSE = Set.of("log_loss", "brier", "mae", "rmse", "wape", "bias");

    private MetricNames() {}

    /** Such as {@code ROC AUC} for {@code roc_auc}. */
    static String of(String metric) {
        return NAMES.getOrDefault(metric, metric);
    }

    /** Whether a larger value is worse. */
    static boolean largerIsWorse(String metric) {
        return LARGER_IS_WORSE.contains(metric);
    }
}
