package io.watchbill.spec.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the row of a key metric. The table writes the window with the threshold; the format beside it. */
final class KeyMetricCells {
    private static final Pattern OVER = Pattern.compile(" over (\\d[a-z0-9]*)(?= |$)");
    private static final String LATENCY = "latency";

    private final Map<String, Node> values = new LinkedHashMap<>();
    private Optional<String> percentile = Optional.empty();

    private KeyMetricCells() {}

    static Map<String, Node> read(MarkdownRow row) {
        KeyMetricCells cells = new KeyMetricCells();
        TracedText written = row.cell("Metric").value();
        TracedText metric = MarkdownWords.metric(cells.withoutWindow(written));
        cells.values.put("metric", metric.scalar());
        cells.bound("normal", row.says("Normal Range"), metric);
        cells.bound("warning", row.says("Warning"), metric);
        cells.bound("critical", row.says("Critical"), metric);
        cells.percentile
                .filter(name -> metric.text().equals(LATENCY))
                .ifPresent(
                        name -> cells.values.put("metric", metric.replace(name).scalar()));
        return cells.values;
    }

    private void bound(String key, Optional<TracedText> cell, TracedText metric) {
        cell.map(this::withoutWindow).map(MarkdownWords::bound).ifPresent(bound -> {
            Optional<String> named = MarkdownWords.percentile(bound);
            boolean repeats = named.isPresent()
                    && (metric.text().equals(LATENCY) || metric.text().equals(named.get()));
            if (repeats && percentile.isEmpty()) {
                percentile = named;
            }
            boolean same = repeats && named.equals(percentile);
            values.put(key, (same ? MarkdownWords.withoutPercentile(bound) : bound).scalar());
        });
    }

    private TracedText withoutWindow(TracedText cell) {
        Matcher over = OVER.matcher(cell.text());
        if (!over.find()) {
            return cell;
        }
        values.putIfAbsent("over", cell.part(over.start(1), over.end(1)).scalar());
        return cell.replace(over.start(), over.end(), "");
    }
}
