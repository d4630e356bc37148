package io.watchbill.dashboards;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Grafana's variables and what stands for them. An unknown one is an error, never empty text. Built-in intervals follow
 * Grafana's own rule: a step of the range divided by the points of a panel, at least the scrape interval, and
 * {@code $__rate_interval} as the greater of step plus scrape interval and four scrape intervals.
 */
record Substitution(Map<String, String> values) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)");
    private static final int POINTS = 1_000;
    private static final int SCRAPES = 4;

    static Substitution of(Map<String, String> chosen, Duration range, Duration scrapeInterval) {
        Duration step = max(wholeSeconds(range.dividedBy(POINTS)), scrapeInterval);
        Map<String, String> values = new LinkedHashMap<>(chosen);
        values.put("__interval", Durations.format(step));
        values.put("__range", Durations.format(range));
        values.put(
                "__rate_interval",
                Durations.format(max(step.plus(scrapeInterval), scrapeInterval.multipliedBy(SCRAPES))));
        return new Substitution(Map.copyOf(values));
    }

    private static Duration wholeSeconds(Duration duration) {
        return Duration.ofSeconds(duration.toSeconds());
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The text with every variable filled in. */
    String in(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, text)));
    }

    private String value(MatchResult match, String text) {
        String name = match.group(1) == null ? match.group(2) : match.group(1);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("nothing is chosen for $" + name + " in: " + text);
        }
        return value;
    }
}
