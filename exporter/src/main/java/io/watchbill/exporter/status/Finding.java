package io.watchbill.exporter.status;

/**
 * Something to know before all else, for the top of the page.
 *
 * @param what in plain words, a sentence
 * @param next what to do about it, a sentence
 */
record Finding(Severity severity, String what, String next) {
    /** The worst first. */
    enum Severity {
        CRITICAL,
        WARNING,
        /** No fault: it goes by itself. */
        NOTE
    }
}
