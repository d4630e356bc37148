package io.watchbill.plan;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of Prometheus, without its patch level: features come with minor releases. */
public record PrometheusVersion(int major, int minor) implements Comparable<PrometheusVersion> {

    /** Of Debian 12, the oldest that is still cared for. */
    public static final PrometheusVersion DEFAULT = new PrometheusVersion(2, 42);

    /** The first whose PromQL has {@code @ end()}, by which rules know the calendar month. */
    public static final PrometheusVersion OLDEST = new PrometheusVersion(2, 33);

    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})(\\.\\d+)?");
    private static final Comparator<PrometheusVersion> ORDER =
            Comparator.comparingInt(PrometheusVersion::major).thenComparingInt(PrometheusVersion::minor);

    /** The version of a text such as {@code 2.53}, {@code 3.5.1} or {@code v3.5}; nothing for others. */
    public static Optional<PrometheusVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new PrometheusVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** As people write it: {@code 2.42}. */
    public String text() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(PrometheusVersion other) {
        return ORDER.compare(this, other);
    }
}
