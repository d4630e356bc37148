package io.watchbill.exporter;

import java.util.List;

/**
 * Brings sources that need a library of their own; found by {@link java.util.ServiceLoader} when the exporter starts.
 */
public interface SourceProvider {
    /** An object with picocli's annotations, whose options join those of the exporter. */
    Object options();

    /**
     * What the options ask for; none where they are not used.
     *
     * @throws IllegalArgumentException if an option has a wrong value; the message names the option
     */
    List<Source> sources();
}
