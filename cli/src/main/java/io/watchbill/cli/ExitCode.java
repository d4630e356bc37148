package io.watchbill.cli;

/** What every command's exit code says; linters of the same field agree on these. */
final class ExitCode {
    /** Yes: done, nothing found, current. */
    static final int YES = 0;

    /** The answer is no: findings, a gate, generated files that are not current, an alert that never came. */
    static final int NO = 1;

    /** No answer: wrong usage, files that cannot be read or written, invalid data. */
    static final int NO_ANSWER = 2;

    /** Yes, but warnings were found, and they were asked for ({@code check --strict}). */
    static final int WARNINGS = 3;

    private ExitCode() {}
}
