package io.watchbill.spec;

import java.time.Duration;

/** The newest stretch of event time, such as {@code 24h}. */
public record TimeWindow(Duration length) implements Window {
    public TimeWindow {
        if (length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException("a window is longer than 0s, not " + length);
        }
    }

    @Override
    public String label() {
        return Durations.format(length);
    }
}
