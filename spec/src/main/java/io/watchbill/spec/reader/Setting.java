package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.List;
import java.util.Optional;

/**
 * One value of the merged specification, as {@code watchbill explain} shows it.
 *
 * @param path keys from the root; elements of lists by their index
 * @param value as written, or the default
 * @param origin where it was written; empty for a default
 */
public record Setting(List<String> path, Value value, Optional<Location> origin) {
    public Setting {
        path = List.copyOf(path);
    }

    /** A value without keys below it. */
    public sealed interface Value {
        /** One text. */
        record Text(String text) implements Value {}

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
