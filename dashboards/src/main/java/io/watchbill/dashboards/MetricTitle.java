package io.watchbill.dashboards;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The name of a catalogue metric as people say it: {@code disk_io_usage} is {@code Disk I/O usage}. */
final class MetricTitle {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("cpu", "CPU"),
            Map.entry("gpu", "GPU"),
            Map.entry("io", "I/O"),
            Map.entry("psi", "PSI"),
            Map.entry("ks", "KS distance"),
            Map.entry("js", "Jensen-Shannon distance"),
            Map.entry("chi", "chi"),
            Map.entry("roc", "ROC"),
            Map.entry("auc", "AUC"),
            Map.entry("mae", "MAE"),
            Map.entry("rmse", "RMSE"),
            Map.entry("wape", "WAPE"),
            Map.entry("f1", "F1"),
            Map.entry("r2", "R²"));

    private MetricTitle() {}

    /** The title of a panel. */
    static String of(String metric) {
        List<String> words = Arrays.stream(metric.split("[_.-]"))
                .map(word -> WORDS.getOrDefault(word, word))
                .toList();
        String joined = words.stream().collect(Collectors.joining(" "));
        return joined.substring(0, 1).toUpperCase(Locale.ROOT) + joined.substring(1);
    }
}
