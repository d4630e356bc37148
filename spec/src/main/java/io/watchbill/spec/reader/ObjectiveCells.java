package io.watchbill.spec.reader;

import io.watchbill.spec.ObjectivePeriod;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the row of an objective: its period stands behind the target, {@code 99.9% over 30d}. */
final class ObjectiveCells {
    private static final Pattern EVENTS = Pattern.compile("(bad|good) (.*) of total (.*)");
    private static final Pattern PERIOD = Pattern.compile(
            "(.*?)\\s+(?:(?:over|per|in)\\s+(?:a\\s+|the\\s+)?(?:last\\s+|rolling\\s+)?(.+)|(monthly))");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9_ /-]+");

    /** What an objective is about if its measurement is left empty and its name says so. */
    private static final Set<String> TELLING = Set.of("availability", "error_rate", "accuracy", "label_coverage");

    private ObjectiveCells() {}

    /** Empty where nothing says what is measured. */
    static Optional<Map<String, Node>> read(MarkdownRow row) {
        Map<String, Node> values = new LinkedHashMap<>();
        TracedText name = row.cell("SLO").value();
        values.put("name", name.replace(MarkdownWords.label(name.text())).scalar());
        TracedText target = row.cell("Target").value();
        Matcher period = PERIOD.matcher(target.text());
        if (period.matches()) {
            values.put("period", period(target, period).scalar());
            target = target.part(period.start(1), period.end(1));
        }
        TracedText bound = MarkdownWords.bound(target);
        values.put("target", MarkdownWords.withoutPercentile(bound).scalar());
        Optional<Node> measurement = row.says("Measurement")
                .map(ObjectiveCells::measurement)
                .or(() -> MarkdownWords.percentile(bound)
                        .<Node>map(metric -> name.replace(metric).scalar()))
                .or(() -> telling(name));
        measurement.ifPresent(found -> values.put("measurement", found));
        return measurement.map(found -> values);
    }

    private static TracedText period(TracedText target, Matcher period) {
        int group = period.group(2) == null ? 3 : 2;
        TracedText words = target.part(period.start(group), period.end(group));
        boolean month = words.text().matches("(calendar )?month|monthly");
        return month ? words.replace(ObjectivePeriod.MONTH) : MarkdownWords.duration(words);
    }

    private static Node measurement(TracedText cell) {
        Matcher events = EVENTS.matcher(cell.text());
        if (events.matches()) {
            Map<String, Node> counters = new LinkedHashMap<>();
            counters.put(
                    events.group(1), cell.part(events.start(2), events.end(2)).scalar());
            counters.put("total", cell.part(events.start(3), events.end(3)).scalar());
            return MarkdownTree.element(cell.location(), counters);
        }
        boolean words = WORDS.matcher(cell.text()).matches();
        return (words ? MarkdownWords.metric(cell) : MarkdownWords.condition(cell)).scalar();
    }

    private static Optional<Node> telling(TracedText name) {
        String metric = MarkdownWords.metric(name).text();
        return TELLING.contains(metric) || metric.matches("latency_p\\d{2}")
                ? Optional.of(name.replace(metric).scalar())
                : Optional.empty();
    }
}
