package io.watchbill.spec.catalogue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series with which a test gives a metric the value v: a gauge at {@code base + slope·v}, a counter that grows by
 * {@code base + slope·v} a second, or the time at which something was {@code base + slope·v} seconds ago. All stimuli of a measure
 * together give the value.
 *
 * @param labels label values; {@link #VALUE} stands for v itself and {@link #THOUSANDFOLD} for 1000·v, as the {@code le}
 *     of a histogram bucket, and {@link Measure.Query#FAILED} for an outcome that counts as failed
 */
public record Stimulus(String series, Map<String, String> labels, Shape shape, BigDecimal base, BigDecimal slope) {

    /** The label value that stands for v. */
    public static final String VALUE = "$value";

    /** The label value that stands for 1000·v: v in seconds as the bound of a histogram of milliseconds. */
    public static final String THOUSANDFOLD = "$value*1000";

    /** How a series moves. */
    public enum Shape {
        GAUGE,
        COUNTER,
        /** A gauge of seconds since 1970. */
        INSTANT
    }

    public Stimulus {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** What the series shows (a gauge), adds a second (a counter), or is behind the clock (an instant), for the metric's value v. */
    public BigDecimal at(BigDecimal value) {
        return base.add(slope.multiply(value));
    }

    /** The same with other labels. */
    public Stimulus with(Map<String, String> others) {
        return new Stimulus(series, others, shape, base, slope);
    }

    /** Whether one of its labels stands for v. */
    public boolean isLabelledByValue() {
        return labels.containsValue(VALUE) || labels.containsValue(THOUSANDFOLD);
    }

    /** The labels for the metric's value v. */
    public Map<String, String> labelsAt(BigDecimal value) {
        Map<String, String> filled = new LinkedHashMap<>(labels);
        filled.replaceAll((label, text) -> switch (text) {
            case VALUE -> plain(value);
            case THOUSANDFOLD -> plain(value.movePointRight(3));
            default -> text;
        });
        return filled;
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
