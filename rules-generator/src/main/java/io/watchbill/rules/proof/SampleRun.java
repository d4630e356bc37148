package io.watchbill.rules.proof;

import io.watchbill.rules.format.InputSeries;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A series in promtool's notation. */
final class SampleRun {

    private final String name;
    private final Map<String, String> labels;
    private final Duration begins;
    private final StringJoiner values = new StringJoiner(" ");
    private BigDecimal total = BigDecimal.ZERO;
    private long count;
    private boolean begun;

    SampleRun(String name, Map<String, String> labels) {
        this(name, labels, Duration.ZERO);
    }

    /** @param begins when the first sample is taken, on promtool's clock */
    SampleRun(String name, Map<String, String> labels, Duration begins) {
        this.name = name;
        this.labels = new TreeMap<>(labels); // in an order that is the same in every run
        this.begins = begins;
    }

    /** The next samples of a gauge. */
    void level(BigDecimal value, long samples) {
        values.add(plain(value) + "x" + (samples - 1));
        count += samples;
    }

    /** The next samples of a time that is always so many seconds ago. */
    void instant(BigDecimal ago, Duration interval, long samples) {
        BigDecimal now = seconds(begins.plus(interval.multipliedBy(count)));
        values.add(plain(now.subtract(ago)) + "+" + plain(seconds(interval)) + "x" + (samples - 1));
        count += samples;
    }

    /** The next samples of a counter that grows by {@code rate} a second, or of a sum that falls. */
    void growth(BigDecimal rate, Duration interval, long samples) {
        BigDecimal step = rate.multiply(seconds(interval));
        BigDecimal start = begun ? total.add(step) : total;
        values.add(plain(start) + (step.signum() < 0 ? "" : "+") + plain(step) + "x" + (samples - 1));
        total = start.add(step.multiply(BigDecimal.valueOf(samples - 1)));
        count += samples;
        begun = true;
    }

    /** The next samples as promtool writes them. */
    void add(String samples) {
        values.add(samples);
    }

    /** Nothing yet, for so many samples. */
    void absent(long samples) {
        values.add("_x" + samples);
        count += samples;
    }

    /** The series vanishes for so many samples. */
    void gone(long samples) {
        count += samples;
        if (samples > 0) {
            values.add("stale");
            if (samples > 1) {
                values.add("_x" + (samples - 1));
            }
        }
    }

    InputSeries series() {
        StringJoiner matchers = new StringJoiner(", ", "{", "}");
        labels.forEach((label, value) -> matchers.add(label + "=" + quoted(value)));
        return new InputSeries(name + (labels.isEmpty() ? "" : matchers), values.toString());
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis()).movePointLeft(3);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** A number without an exponent. */
    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
