package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.Arrays;
import java.util.stream.IntStream;

/** A file's text, for positions and snippets. */
final class SourceText {
    private final String file;
    private final String text;
    private final int[] lineStarts;
    private final boolean everyCharIsAPoint;

    SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(index -> text.charAt(index) == '\n')
                                .map(index -> index + 1))
                .toArray();
        this.everyCharIsAPoint = text.codePointCount(0, text.length()) == text.length();
    }

    String file() {
        return file;
    }

    String text() {
        return text;
    }

    /** A text without the mark that some editors put before it. */
    static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The same file as if it ended there. */
    SourceText until(int end) {
        return new SourceText(file, text.substring(0, end));
    }

    /** A line by its number from 1; empty past the end. */
    String line(int number) {
        if (number > lineStarts.length) {
            return "";
        }
        int start = lineStarts[number - 1];
        return text.substring(start, endOfLine(start)).stripTrailing();
    }

    /** The fragment between two UTF-16 offsets, cut at the end of its first line. */
    Location between(int from, int to) {
        int start = Math.min(from, text.length());
        int found = Arrays.binarySearch(lineStarts, start);
        int line = found >= 0 ? found : -found - 2;
        int end = Math.min(Math.max(start, to), endOfLine(start));
        return new Location(
                file, line + 1, text.codePointCount(lineStarts[line], start) + 1, text.codePointCount(start, end));
    }

    /** The UTF-16 offset of a code point index. */
    int offset(int codePoints) {
        return everyCharIsAPoint ? Math.min(codePoints, text.length()) : text.offsetByCodePoints(0, codePoints);
    }

    private int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }
}
