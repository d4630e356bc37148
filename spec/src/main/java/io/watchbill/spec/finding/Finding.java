package io.watchbill.spec.finding;

import java.util.Optional;

/**
 * One thing that is wrong.
 *
 * @param sourceLine the text of the line, secrets masked
 * @param message what is wrong, naming the fragment
 * @param expected what would have been right
 * @param help how to mend it
 */
public record Finding(
        Code code,
        Location location,
        String sourceLine,
        String message,
        Optional<String> expected,
        Optional<String> help) {
    public Finding {
        sourceLine = SecretKeys.masked(sourceLine);
    }

    /** Whether the specification cannot be used. */
    public boolean isError() {
        return code.severity() == Severity.ERROR;
    }
}
