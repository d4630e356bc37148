package io.watchbill.spec.catalogue;

import io.watchbill.spec.Named;
import java.util.Locale;

/** What {@code over} means for a metric. */
public enum WindowRule implements Named {
    /** The metric is a level: {@code over} is an error. */
    NONE,
    /** The metric is a rate: {@code over} is the range it is taken over, by default five minutes. */
    RATE,
    /** One of the model's drift windows; required where it has several. */
    DRIFT,
    /** One of the model's performance windows; required where it has several. */
    PERFORMANCE,
    /** One of the windows of the business metrics; required where there are several. */
    BUSINESS;

    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
