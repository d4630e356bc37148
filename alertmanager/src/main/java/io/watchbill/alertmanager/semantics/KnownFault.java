package io.watchbill.alertmanager.semantics;

import io.watchbill.plan.AlertmanagerVersion;

/** What releases of Alertmanager do wrong, as far as a configuration meets it. */
public enum KnownFault {

    /**
     * The length of a month is its hours divided by 24, so that a month in which the clocks go forward ends a day early:
     * its last day is never matched by number, and days counted from the end are off by one.
     */
    MISCOUNTED_DAYS("0.0", "0.35"),

    /** While two alerts silence a third and one of them ends, the third is told although the other still fires. */
    SEVERAL_SOURCES("0.30", "0.34.1"),

    /** An empty list of labels to group by is taken for none, so that the parent's is used. */
    EMPTY_GROUP_BY("0.0", "0.31");

    private final String since;
    private final String until;

    KnownFault(String since, String until) {
        this.since = since;
        this.until = until;
    }

    /** Whether a version has it. */
    public boolean in(AlertmanagerVersion version) {
        return version.reaches(since) && !version.reaches(until);
    }

    /** The release that is free of it. */
    public String until() {
        return until;
    }
}
