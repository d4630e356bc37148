package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a table's cell without Markdown's own marks, and where each character of it stands.
 *
 * @param origins the offset in the file of each character, and of the end
 * @param code whether the cell begins with a code span
 * @param address where the cell's link leads; empty where it is no link
 */
record MarkdownCell(SourceText source, String text, List<Integer> origins, boolean code, String address) {
    private static final Pattern LINK = Pattern.compile("\\[((?:\\\\.|[^\\]\\\\])*)]\\(([^)\\s]*)\\)");
    private static final Pattern EMPTY = Pattern.compile("[-–—]?");
    private static final String MARKS = "\\`*_{}[]<>()#+-.!|~&=^";

    MarkdownCell {
        origins = List.copyOf(origins);
    }

    /** The cell between two offsets of the file. */
    static MarkdownCell of(SourceText source, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(source.text().charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(source.text().charAt(end - 1))) {
            end--;
        }
        Matcher link = LINK.matcher(source.text()).region(start, end);
        boolean isLink = link.matches();
        String address = isLink ? link.group(2) : "";
        Decoding decoding = new Decoding(source.text());
        if (isLink) {
            decoding.run(link.start(1), link.end(1));
        } else {
            decoding.run(start, end);
        }
        boolean code = !isLink && start < end && source.text().charAt(start) == '`';
        return new MarkdownCell(source, decoding.decoded.toString(), decoding.origins, code, address);
    }

    /** Nothing, or a dash. */
    boolean isEmpty() {
        return EMPTY.matcher(text).matches();
    }

    Location location() {
        return source.between(origins.get(0), origins.get(origins.size() - 1));
    }

    /** A part of the cell, by index in its text. */
    MarkdownCell part(int from, int to) {
        List<Integer> part = new ArrayList<>(origins.subList(from, to));
        part.add(to > from ? origins.get(to - 1) + 1 : origins.get(from));
        return new MarkdownCell(source, text.substring(from, to), part, false, "");
    }

    /** The cell without a part of it. */
    MarkdownCell without(int from, int to) {
        List<Integer> rest = new ArrayList<>(origins.subList(0, from));
        rest.addAll(origins.subList(to, origins.size()));
        return new MarkdownCell(source, text.substring(0, from) + text.substring(to), rest, code, address);
    }

    Node.Scalar scalar() {
        return scalar(text);
    }

    /** Another text that stands for this cell. */
    Node.Scalar scalar(String meaning) {
        boolean same = meaning.equals(text);
        return new Node.Scalar(meaning, true, location(), (from, to) -> same ? at(from, to) : location());
    }

    private Location at(int from, int to) {
        int first = origins.get(Math.min(from, text.length()));
        int last = to > from ? origins.get(Math.min(to, text.length()) - 1) + 1 : first;
        return source.between(first, last);
    }

    /** Takes backslashes and the marks of code spans away. */
    private static final class Decoding {
        private final String file;
        private final StringBuilder decoded = new StringBuilder();
        private final List<Integer> origins = new ArrayList<>();

        Decoding(String file) {
            this.file = file;
        }

        void run(int from, int to) {
            int index = from;
            while (index < to) {
                char character = file.charAt(index);
                boolean escapes = character == '\\' && index + 1 < to && MARKS.indexOf(file.charAt(index + 1)) >= 0;
                if (escapes) {
                    put(file.charAt(index + 1), index);
                    index += 2;
                } else if (character == '`') {
                    index = span(index, to);
                } else {
                    put(character, index++);
                }
            }
            origins.add(to);
        }

        /** A code span: in a table even there a pipe has a backslash. */
        private int span(int open, int to) {
            int content = open;
            while (content < to && file.charAt(content) == '`') {
                content++;
            }
            int close = file.indexOf(file.substring(open, content), content);
            if (close < 0 || close >= to) {
                put('`', open);
                return open + 1;
            }
            for (int index = content; index < close; index++) {
                if (!file.startsWith("\\|", index)) {
                    put(file.charAt(index), index);
                }
            }
            return close + content - open;
        }

        private void put(char character, int origin) {
            decoded.append(character);
            origins.add(origin);
        }
    }
}
