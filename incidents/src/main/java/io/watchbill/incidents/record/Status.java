package io.watchbill.incidents.record;

import java.util.Arrays;
import java.util.Optional;

/** How far an incident is. */
public enum Status {
    /** Somebody looks, or should. */
    INVESTIGATING("Investigating"),
    /** It no longer hurts, but its cause is still there. */
    MITIGATED("Mitigated"),
    /** It is over. */
    RESOLVED("Resolved");

    private final String text;

    Status(String text) {
        this.text = text;
    }

    /** The word in a file. */
    public String text() {
        return text;
    }

    /** The status of that word, in any case of letters. */
    public static Optional<Status> of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.text.equalsIgnoreCase(word))
                .findFirst();
    }
}
