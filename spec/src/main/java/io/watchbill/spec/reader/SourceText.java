package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.List;

/** A file's text, for positions and snippets. */
final class SourceText {
    private final String file;
    private final String text;
    private final List<String> lines;

    SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lines = text.lines().toList();
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    /** A line by its number from 1; empty past the end. */
    String line(int number) {
        return number <= lines.size() ? lines.get(number - 1) : "";
    }

    /** The fragment between two UTF-16 offsets, cut at the end of its first line. */
    Location between(int from, int to) {
        int start = Math.min(from, text.length());
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int lineEnd = text.indexOf('\n', start);
        int end = Math.min(Math.max(start, to), lineEnd < 0 ? text.length() : lineEnd);
        int line = (int) text.substring(0, lineStart)
                        .chars()
                        .filter(character -> character == '\n')
                        .count()
                + 1;
        return new Location(file, line, text.codePointCount(lineStart, start) + 1, text.codePointCount(start, end));
    }

    /** The UTF-16 offset of a code point index. */
    int offset(int codePoints) {
        return text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    }
}
