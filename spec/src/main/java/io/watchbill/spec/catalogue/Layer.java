package io.watchbill.spec.catalogue;

import java.util.Locale;

/** What a metric is about: the four monitoring layers, and the monitoring itself. */
public enum Layer {
    INFRASTRUCTURE,
    APPLICATION,
    MODEL,
    BUSINESS,
    MONITORING;

    /** The layer as specifications and alert labels write it, e.g. {@code application}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
