package io.watchbill.exporter;

/** Nothing can be read again before it was read for the first time. */
final class StillStartingException extends StartException {
    private static final long serialVersionUID = 1L;

    StillStartingException() {
        super("the exporter is still reading its files for the first time; ask again in a moment");
    }
}
