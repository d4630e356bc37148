package io.watchbill.spec;

import java.util.List;
import java.util.Set;

/** Which alerts open an incident. */
public record Incidents(Set<Priority> openFor) {
    public static final List<Priority> DEFAULT_OPEN_FOR = List.of(Priority.P1, Priority.P2);

    public Incidents {
        openFor = Ordered.copyOf(openFor);
    }
}
