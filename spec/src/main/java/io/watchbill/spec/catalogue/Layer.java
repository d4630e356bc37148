package io.watchbill.spec.catalogue;

import io.watchbill.spec.Named;
import java.util.Locale;

/** What a metric is about: the four monitoring layers, from the machine up, and the monitoring itself. */
public enum Layer implements Named {
    INFRASTRUCTURE,
    APPLICATION,
    MODEL,
    BUSINESS,
    MONITORING;

    /** The layer as specifications and alert labels write it, e.g. {@code application}. */
    @Override
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
