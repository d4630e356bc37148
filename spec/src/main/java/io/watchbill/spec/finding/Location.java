package io.watchbill.spec.finding;

import java.util.Comparator;

/**
 * A fragment of one line of a file.
 *
 * @param file the path as the user knows it
 * @param line from 1
 * @param column from 1, in Unicode code points
 * @param length in code points; 0 is a place between two characters
 */
public record Location(String file, int line, int column, int length) implements Comparable<Location> {
    private static final Comparator<Location> ORDER = Comparator.comparing(Location::file)
            .thenComparingInt(Location::line)
            .thenComparingInt(Location::column)
            .thenComparingInt(Location::length);

    @Override
    public int compareTo(Location other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column}. */
    public String text() {
        return file + ":" + line + ":" + column;
    }
}
