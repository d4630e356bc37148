package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;

/** Follows a YAML scalar's decoded text back to the characters of the file, through quotes, escapes and folded lines. */
final class ScalarFragments implements Node.Fragments {
    private final SourceText source;
    private final int start;
    private final int end;
    private final String value;
    private final DumperOptions.ScalarStyle style;

    ScalarFragments(SourceText source, int start, int end, String value, DumperOptions.ScalarStyle style) {
        this.source = source;
        this.start = start;
        this.end = end;
        this.value = value;
        this.style = style;
    }

    @Override
    public Location at(int from, int to) {
        int[] offsets = offsets();
        if (offsets.length == 0) {
            return source.between(start, end);
        }
        int first = offsets[Math.min(from, value.length())];
        int last = to > from ? offsets[Math.min(to, value.length()) - 1] + 1 : first;
        return source.between(first, last);
    }

    /** The offset of each character of the value and of its end; empty where they cannot be followed. */
    private int[] offsets() {
        Walk walk = new Walk();
        switch (style) {
            case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> walk.flow();
            case LITERAL, FOLDED -> walk.block();
        }
        return walk.decoded.toString().equals(value) ? walk.result() : new int[0];
    }

    /** Decodes and remembers where each character came from. */
    private final class Walk {
        private final String text = source.text();
        private final StringBuilder decoded = new StringBuilder();
        private final List<Integer> origins = new ArrayList<>();
        private int last = start;

        void flow() {
            boolean quoted = style != DumperOptions.ScalarStyle.PLAIN;
            int index = quoted ? start + 1 : start;
            int stop = quoted ? end - 1 : end;
            while (index < stop) {
                char character = text.charAt(index);
                if (character == '\n') {
                    index = fold(index, stop);
                } else if (style == DumperOptions.ScalarStyle.DOUBLE_QUOTED && character == '\\') {
                    index = escape(index);
                } else if (style == DumperOptions.ScalarStyle.SINGLE_QUOTED && character == '\'') {
                    put('\'', index);
                    index += 2;
                } else {
                    put(character, index++);
                }
            }
            last = stop;
        }

        /** One line break is a space, each further one a line break; spaces around them do not count. */
        private int fold(int newline, int stop) {
            while (!decoded.isEmpty() && decoded.charAt(decoded.length() - 1) == ' ') {
                decoded.setLength(decoded.length() - 1);
                origins.remove(origins.size() - 1);
            }
            int breaks = 0;
            int index = newline;
            while (index < stop && Character.isWhitespace(text.charAt(index))) {
                if (text.charAt(index) == '\n') {
                    breaks++;
                }
                index++;
            }
            if (breaks == 1) {
                put(' ', newline);
            }
            for (int extra = 1; extra < breaks; extra++) {
                put('\n', newline);
            }
            return index;
        }

        private int escape(int index) {
            char kind = text.charAt(index + 1);
            int digits = switch (kind) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            if (digits > 0) {
                int point = Integer.parseInt(text.substring(index + 2, index + 2 + digits), 16);
                for (char character : Character.toChars(point)) {
                    put(character, index);
                }
                return index + 2 + digits;
            }
            put(
                    switch (kind) {
                        case 'n' -> '\n';
                        case 't' -> '\t';
                        case 'r' -> '\r';
                        case '0' -> '\0';
                        case 'e' -> '\u001b';
                        default -> kind;
                    },
                    index);
            return index + 2;
        }

        /** Lines after the header, less their common indentation; folded ones are joined where that is simple. */
        void block() {
            int line = text.indexOf('\n', start) + 1;
            int indentation = -1;
            boolean literal = style == DumperOptions.ScalarStyle.LITERAL;
            while (line > 0 && line < end) {
                int lineEnd = text.indexOf('\n', line);
                int stop = lineEnd < 0 ? text.length() : lineEnd;
                String content = text.substring(line, stop);
                if (indentation < 0 && !content.isBlank()) {
                    indentation = content.length() - content.stripLeading().length();
                }
                for (int index = line + Math.max(0, indentation); index < stop; index++) {
                    put(text.charAt(index), index);
                }
                put(literal ? '\n' : ' ', stop);
                last = stop;
                line = stop + 1;
            }
            trim(literal);
        }

        private void trim(boolean literal) {
            if (!literal && decoded.length() == value.length() && value.endsWith("\n")) {
                decoded.setCharAt(decoded.length() - 1, '\n');
            }
            while (decoded.length() > value.length()) {
                decoded.setLength(decoded.length() - 1);
                origins.remove(origins.size() - 1);
            }
        }

        private void put(char character, int origin) {
            decoded.append(character);
            origins.add(origin);
        }

        int[] result() {
            origins.add(last);
            return origins.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
