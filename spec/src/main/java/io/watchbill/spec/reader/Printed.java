package io.watchbill.spec.reader;

import io.watchbill.spec.finding.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How messages print what somebody wrote. */
final class Printed {
    private static final int LONGEST = 60;
    private static final int MOST_NAMES = 20;

    private Printed() {}

    /** The text on one line, cut where it is very long. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    /** Names that could stand in a place; only the first of very many. */
    static String names(Collection<String> names) {
        if (names.isEmpty()) {
            return "none is written";
        }
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }

    /** The question whether a known name was meant. */
    static Optional<String> nearest(String written, Collection<String> names) {
        return NearestName.of(written, names).map(near -> "did you mean '" + near + "'?");
    }

    /** {@code a, b or c}. */
    static String alternatives(Collection<String> names) {
        List<String> list = List.copyOf(names);
        if (list.size() < 2) {
            return String.join("", list);
        }
        return String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.get(list.size() - 1);
    }
}
