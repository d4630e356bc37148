package io.watchbill.exporter;

import java.util.Locale;

/** What keeps an input from being read, or from being read in full. */
public enum SourceProblem {
    /** The file or topic is not there. */
    MISSING,
    /** It is there and cannot be read. */
    UNREADABLE,
    /** The file was cut or written anew in place: it is read from its start. What was not read before is lost. */
    REWRITTEN,
    /** The broker does not answer. */
    UNAVAILABLE,
    /** The place to read on from is not there any more: what retention has removed is lost. */
    OUT_OF_RANGE,
    /** The exporter could not store what was read; it tries again. */
    NOT_STORED,
    /** The exporter failed; its log says why. It tries again. */
    FAILED;

    /** The {@code reason} label's value. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
