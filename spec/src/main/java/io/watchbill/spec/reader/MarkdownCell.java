package io.watchbill.spec.reader;

import java.util.regex.Pattern;

/**
 * What stands in a table's cell.
 *
 * @param value its text without Markdown's marks
 * @param raw its text with them
 * @param code whether it begins with code
 * @param address where its only link leads; empty where it has none
 */
record MarkdownCell(TracedText value, String raw, boolean code, String address) {
    private static final Pattern EMPTY = Pattern.compile("[-–—]?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^]\\\\(]*]|P1-P4");

    String text() {
        return value.text();
    }

    /** Nothing, or a dash. */
    boolean isEmpty() {
        return value.isEmpty() || EMPTY.matcher(raw).matches();
    }

    /** What the mission's template has where a person is to write: {@code [Name]}. */
    boolean isPlaceholder() {
        return PLACEHOLDER.matcher(raw).matches();
    }
}
