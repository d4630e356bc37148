package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a specification file, before anybody knows what it should be. */
sealed interface Node {
    /** Where it stands: the whole value if it is on one line, else the beginning. */
    Location location();

    /** What it is, for messages. */
    String kind();

    /** Text, a number, or anything else without parts. */
    record Scalar(String text, boolean quoted, Location location, Fragments fragments) implements Node {
        /** Whether nothing is written: empty, {@code ~} or {@code null}. */
        boolean isNull() {
            return !quoted && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "'" + Printed.shortened(text) + "'";
        }
    }

    /** Keys with values, in the order of writing. */
    record Mapping(Map<String, Entry> entries, Location location) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /** A list. */
    record Sequence(List<Node> items, Location location) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A value under a key.
     *
     * @param key where the key stands
     */
    record Entry(Location key, Node value) {}

    /** Finds the place of a part of a scalar's text. */
    @FunctionalInterface
    interface Fragments {
        Location at(int from, int to);
    }
}
