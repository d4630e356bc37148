package io.watchbill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Samples at times of the test's choice, written as Prometheus' own blocks by promtool; recording rules can be evaluated
 * over them afterwards.
 */
public final class BackfilledSeries {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");

    /** The lines of each series, by its text: a file has all samples of one name together. */
    private final Map<String, StringBuilder> lines = new TreeMap<>();

    /** One sample of {@code series}, such as {@code up{job="a"}}. */
    public void add(String series, Instant at, String value) {
        lines.computeIfAbsent(series, any -> new StringBuilder())
                .append(series)
                .append(' ')
                .append(value)
                .append(' ')
                .append(at.toEpochMilli() / 1000.0)
                .append('\n');
    }

    /** Every sample of a page in the Prometheus text format, as a scrape that sets {@code labels} takes it in. */
    public void addPage(String page, Map<String, String> labels, Instant at) {
        String scraped = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(","));
        page.lines()
                .filter(line -> !line.startsWith("#"))
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(sample -> {
                    String own = sample.group(2) == null ? "" : sample.group(2);
                    String all = own.isEmpty() ? scraped : own.replaceAll(",$", "") + "," + scraped;
                    add(sample.group(1) + "{" + all + "}", at, sample.group(3));
                });
        add("up{" + scraped + "}", at, "1");
    }

    /** Writes the blocks into {@code data}. */
    public void write(Path data) {
        try {
            Path file = Files.createTempFile("backfilled", ".om");
            try {
                Files.writeString(file, lines.values().stream().collect(Collectors.joining()) + "# EOF\n");
                run("tsdb", "create-blocks-from", "openmetrics", "--quiet", file, data);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Evaluates recording rules over what a running Prometheus has, and writes the blocks into {@code data}; that
     * Prometheus, or the next one started there, finds them.
     */
    public static void record(
            PrometheusServer prometheus, Path rules, Instant from, Instant until, Duration interval, Path data) {
        run(
                "tsdb",
                "create-blocks-from",
                "rules",
                "--url=" + prometheus.address(),
                "--start=" + from.getEpochSecond(),
                "--end=" + until.getEpochSecond(),
                "--eval-interval=" + interval.toSeconds() + "s",
                "--output-dir=" + data,
                rules);
    }

    private static void run(Object... arguments) {
        Tool.Result result = Tool.named("promtool").run(arguments);
        if (result.exitCode() != 0) {
            throw new AssertionError("promtool " + arguments[2] + ": " + result.output());
        }
    }
}
