package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.List;
import java.util.Optional;

/**
 * One value of the merged specification, as {@code watchbill explain} shows it.
 *
 * @param path keys from the root; elements of lists as {@link #index}
 * @param value as written, or the default
 * @param origin where it was written; empty for a default
 */
public record Setting(List<String> path, Value value, Optional<Location> origin) {
    public Setting {
        path = List.copyOf(path);
    }

    /** The path element of a list's element, from 0: {@code [0]}. */
    public static String index(int index) {
        return "[" + index + "]";
    }

    /** The path as people write it: {@code alerting.alerts[0].severity}. */
    public static String dotted(List<String> path) {
        return String.join(".", path).replace(".[", "[");
    }

    /** A value without keys below it. */
    public sealed interface Value {
        /**
         * One text.
         *
         * @param quoted whether it stood in quotes: a number in quotes is a text
         */
        record Text(String text, boolean quoted) implements Value {}

        /** A list of texts; may be empty. */
        record Texts(List<String> texts) implements Value {
            public Texts {
                texts = List.copyOf(texts);
            }
        }

        /** A map without keys. */
        record EmptyMap() implements Value {}
    }
}
