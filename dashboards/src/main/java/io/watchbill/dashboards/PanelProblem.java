package io.watchbill.dashboards;

/**
 * What a specification asks of its dashboards and they cannot do.
 *
 * @param specPath the place in the specification, as a JSON pointer
 * @param message what is wrong, and how to mend it
 */
public record PanelProblem(Kind kind, String system, String specPath, String message) {

    /** What is wrong with it. */
    public enum Kind {
        /** The system has no such dashboard. */
        UNKNOWN_VIEW,
        /** The dashboard has no such panel. */
        UNKNOWN_PANEL,
        /** The dashboard has such a panel already. */
        TAKEN,
        /** An alert would lead nowhere. */
        ALERTED,
        /** The query names a variable that no dashboard has. */
        UNKNOWN_VARIABLE,
        /** A text would not be shown as it is written. */
        FILLED_IN
    }
}
