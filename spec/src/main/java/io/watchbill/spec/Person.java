package io.watchbill.spec;

import java.util.Optional;

/**
 * Somebody who stands watch.
 *
 * @param id the key in the specification
 * @param slack such as {@code @ana}
 */
public record Person(String id, String name, Optional<Contact> contact, Optional<String> slack) {
    /** How a person is reached; outputs show only where the address is kept. */
    public sealed interface Contact {
        /** Written in the specification. */
        record Written(String address) implements Contact {}

        /** Kept in an environment variable. */
        record FromEnvironment(String variable) implements Contact {}

        /** Kept in a file. */
        record FromFile(String path) implements Contact {}
    }
}
