package io.watchbill.spec.finding;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
    /** The specification cannot be used. */
    ERROR,
    /** It can be used, but somebody should look. */
    WARNING,
    /** Nothing is wrong, but it is good to know. */
    INFO;

    /** As findings print it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
