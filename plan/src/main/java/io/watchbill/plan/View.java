package io.watchbill.plan;

import java.util.Locale;

/** The dashboards of a system. */
public enum View {
    /** The four layers and drift, in rows. */
    OVERVIEW;

    /** The part of uids that names the view, e.g. {@code overview}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
