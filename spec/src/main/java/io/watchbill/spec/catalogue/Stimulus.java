package io.watchbill.spec.catalogue;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A series with which a test gives a metric the value v: a gauge at {@code base + slope·v}, or a counter that grows by
 * {@code base + slope·v} a second. All stimuli of a measure together give the value.
 *
 * @param labels label values; {@link #VALUE} stands for v itself, as the {@code le} of a histogram bucket, and
 *     {@link Measure.Query#FAILED} for an outcome that counts as failed
 */
public record Stimulus(String series, Map<String, String> labels, Shape shape, BigDecimal base, BigDecimal slope) {

    /** The label value that stands for v. */
    public static final String VALUE = "$value";

    /** How a series moves. */
    public enum Shape {
        GAUGE,
        COUNTER
    }

    public Stimulus {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** What the series shows (a gauge), or adds a second (a counter), for the metric's value v. */
    public BigDecimal at(BigDecimal value) {
        return base.add(slope.multiply(value));
    }
}
