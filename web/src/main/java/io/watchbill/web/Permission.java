package io.watchbill.web;

import java.util.Locale;

/** What a credential may do. */
public enum Permission {
    /** Read the metrics page, the status page, health and readiness. */
    SCRAPE,
    /** Send events. */
    WRITE,
    /** Change how the exporter runs, such as reload its files. */
    ADMIN;

    /** As the web configuration writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
