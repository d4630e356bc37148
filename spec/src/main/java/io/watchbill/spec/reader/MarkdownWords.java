package io.watchbill.spec.reader;

import io.watchbill.spec.Priority;
import io.watchbill.spec.SeveritySettings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write into the document's tables, in the words of the format. What already is the format's stays as it is. */
final class MarkdownWords {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_-]*)?");
    private static final Pattern PERCENTILE =
            Pattern.compile("(?:(?:latency|response_time)_)?(p\\d{2})(?:_(?:latency|response_time))?");
    private static final Pattern LEADING_PERCENTILE = Pattern.compile("([pP]\\d{2})\\s*(?=[<>≤≥])");
    private static final Pattern SUBJECT = Pattern.compile("(?:^|\\band\\s)\\s*([^<>{}]+?)\\s*(?=[<>]|\\boutside\\b)");
    private static final Pattern RANGE =
            Pattern.compile("(\\d[\\d.]*)\\s*([^\\s\\d–-]*)\\s*(?:–|-|\\bto\\b)\\s*(\\d[\\d.]*)\\s*(\\S*)");
    private static final Pattern SPACED_UNIT =
            Pattern.compile("(?<=\\d)\\s+(?=(?:%|ms|s|m|h|d|w|kB|KB|MB|GB|KiB|MiB|GiB|rps)(?![A-Za-z]))");
    private static final Pattern LENGTH = Pattern.compile(
            "(\\d+)\\s*(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PRIORITY = Pattern.compile("[pP]([1-4])\\b.*");

    /** Words of the mission's own tables for metrics of the catalogue. */
    private static final Map<String, String> METRICS = Map.of(
            "uptime", "availability",
            "disk_i/o", "disk_io_usage",
            "model_accuracy", "accuracy",
            "throughput", "throughput_usage",
            "cpu", "cpu_usage",
            "memory", "memory_usage",
            "errors", "error_rate",
            "requests", "request_rate");

    private MarkdownWords() {}

    /** A title as a DNS label: {@code Latency p99} is {@code latency-p99}. */
    static String label(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** {@code CPU usage} is {@code cpu_usage}, {@code P95 latency} is {@code latency_p95}. */
    static TracedText metric(TracedText words) {
        return words.text().contains("{") ? words : words.replace(metric(words.text()));
    }

    private static String metric(String words) {
        if (NAME.matcher(words).matches() && !METRICS.containsKey(words)) {
            Matcher percentile = PERCENTILE.matcher(words);
            return percentile.matches() ? "latency_" + percentile.group(1) : words;
        }
        String name = words.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
        Matcher percentile = PERCENTILE.matcher(name);
        return percentile.matches() ? "latency_" + percentile.group(1) : METRICS.getOrDefault(name, name);
    }

    /** A condition: {@code Error rate ≥ 2 % for 10 minutes} is {@code error_rate >= 2% for 10m}. With texts in quotes it is the format's. */
    static TracedText condition(TracedText words) {
        if (words.text().contains("\"") || words.text().contains("'")) {
            return words;
        }
        TracedText condition = measures(signs(words));
        List<MatchResult> subjects = SUBJECT.matcher(condition.text()).results().toList();
        for (int index = subjects.size() - 1; index >= 0; index--) {
            MatchResult subject = subjects.get(index);
            String name = metric(subject.group(1));
            condition = name.equals(subject.group(1))
                    ? condition
                    : condition.replace(subject.start(1), subject.end(1), name);
        }
        return condition;
    }

    /** A threshold or a normal range; {@code 2–4 %} is {@code 2%..4%}. */
    static TracedText bound(TracedText words) {
        Matcher range = RANGE.matcher(words.text());
        if (range.matches()) {
            String unit = range.group(4).isEmpty() ? range.group(2) : range.group(4);
            String first = range.group(2).isEmpty() ? unit : range.group(2);
            return words.replace(range.group(1) + first + ".." + range.group(3) + unit);
        }
        return measures(signs(words));
    }

    /** The percentile that a bound begins with, as the name of a metric: {@code P95 < 200ms} is about {@code latency_p95}. */
    static Optional<String> percentile(TracedText bound) {
        Matcher leading = LEADING_PERCENTILE.matcher(bound.text());
        return leading.lookingAt()
                ? Optional.of("latency_" + leading.group(1).toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    /** The bound behind its percentile. */
    static TracedText withoutPercentile(TracedText bound) {
        Matcher leading = LEADING_PERCENTILE.matcher(bound.text());
        return leading.lookingAt() ? bound.part(leading.end(), bound.text().length()) : bound;
    }

    /** {@code P2 (high)} and {@code High} are {@code P2}. */
    static TracedText priority(TracedText words) {
        Matcher priority = PRIORITY.matcher(words.text());
        if (priority.matches()) {
            return words.replace("P" + priority.group(1));
        }
        return Arrays.stream(Priority.values())
                .filter(one -> SeveritySettings.defaultOf(one).title().equalsIgnoreCase(words.text()))
                .findFirst()
                .map(one -> words.replace(one.name()))
                .orElse(words);
    }

    /** {@code 90 minutes} is {@code 90m}, {@code 1h 30m} is {@code 1h30m}. */
    static TracedText duration(TracedText words) {
        TracedText measured = measures(words);
        String joined = measured.text().replaceAll("(?<=[a-z])\\s+(?=\\d)", "");
        return measured.replace(joined);
    }

    private static TracedText signs(TracedText words) {
        TracedText signs = words;
        for (int index = words.text().length() - 1; index >= 0; index--) {
            char sign = words.text().charAt(index);
            if (sign == '≤' || sign == '≥') {
                signs = signs.replace(index, index + 1, sign == '≤' ? "<=" : ">=");
            }
        }
        return signs;
    }

    private static TracedText measures(TracedText words) {
        TracedText measures = words;
        List<MatchResult> lengths = LENGTH.matcher(words.text()).results().toList();
        for (int index = lengths.size() - 1; index >= 0; index--) {
            MatchResult length = lengths.get(index);
            measures = measures.replace(
                    length.start(),
                    length.end(),
                    length.group(1) + length.group(2).toLowerCase(Locale.ROOT).charAt(0));
        }
        List<MatchResult> spaces =
                SPACED_UNIT.matcher(measures.text()).results().toList();
        for (int index = spaces.size() - 1; index >= 0; index--) {
            measures = measures.replace(
                    spaces.get(index).start(), spaces.get(index).end(), "");
        }
        return measures;
    }
}
