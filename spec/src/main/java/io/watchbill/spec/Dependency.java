package io.watchbill.spec;

import java.util.List;
import java.util.Map;

/**
 * Something that the system needs and others watch: while its alert fires, alerts of the system say nothing.
 *
 * @param alert the name of the alert, whoever has written it
 * @param labels that the alert must have; none is empty
 * @param equal labels that both sides must have, with the same value
 * @param mutes names of the system's alerts; empty for all that are below P1
 */
public record Dependency(String alert, Map<String, String> labels, List<String> equal, List<String> mutes) {

    public Dependency {
        labels = Ordered.copyOf(labels);
        equal = List.copyOf(equal);
        mutes = List.copyOf(mutes);
    }
}
