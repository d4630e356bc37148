package io.watchbill.cli;

import java.nio.file.Path;
import java.util.Optional;

/** The checkout of Watchbill that this process was started from by {@code ./watchbill}, if it was. */
final class Checkout {

    private Checkout() {}

    static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("watchbill.home")).map(Path::of);
    }
}
