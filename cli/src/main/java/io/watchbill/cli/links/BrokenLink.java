package io.watchbill.cli.links;

/**
 * An end of a link that meets nothing.
 *
 * @param file where it was found, relative to the compiled folder
 * @param system whose it is; empty where that cannot be told
 * @param alert the alert that it is about; empty for others
 * @param message what is wrong and how to mend it
 */
public record BrokenLink(Kind kind, String file, String system, String alert, String message) {

    /** What does not meet what. */
    public enum Kind {
        ALERT_WITHOUT_SECTION,
        SECTION_WITHOUT_ALERT,
        DEAD_LINK,
        ANCHOR_WITHOUT_LINK,
        ANCHOR_TWICE,
        DEAD_PANEL,
        ALERT_WITHOUT_ROUTE,
        RECEIVER_WITHOUT_ROUTE
    }

    /** File and message, for a list. */
    public String text() {
        return file + ": " + message;
    }
}
