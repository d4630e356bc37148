package io.watchbill.exporter;

import java.util.OptionalLong;

/** What the exporter does for a {@link Source}. Thread-safe. */
public interface SourceHost {
    /** The longest line that is taken, in bytes. */
    int longestLine();

    /** Where a stream is to be read on from; empty if none of it was ever stored. */
    OptionalLong position(String stream);

    /**
     * Takes lines in, one JSON event each, and returns once they are stored; while the exporter cannot store, it tries
     * again.
     *
     * @param lines the lines; not kept
     * @param length how many bytes of it are lines
     * @param place how far the input is read then
     */
    void take(byte[] lines, int length, Place place) throws InterruptedException;

    /** Counts a line that is too long to be read, and returns once that is stored. */
    void tooLong(Place place) throws InterruptedException;

    /** An input can be read. */
    void up(String input);

    /** An input cannot be read; counted and logged when it begins. */
    void down(String input, SourceProblem problem, String detail);

    /** Something of an input was lost; counted and logged each time. */
    void lost(String input, SourceProblem problem, String detail);

    /**
     * How far an input is read.
     *
     * @param input the name that the page shows
     * @param stream what is read in one order and may be read again, such as one file; empty for what cannot be
     * @param next where reading of the stream goes on
     */
    record Place(String input, String stream, long next) {}
}
