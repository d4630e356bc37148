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
            if (kind == '\n') {
                int next = index + 2;
                while (next < end && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
                    next++;
                }
                return next;
            }
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
                        case 'a' -> '\u0007';
                        case 'b' -> '\b';
                        case 'v' -> '\u000b';
                        case 'f' -> '\f';
                        default -> kind;
                    },
                    index);
            return index + 2;
        }

        /**
         * Lines after the header, less their common indentation. What stands in a line stands in the value as it is; between lines the value has
         * what folding made of the breaks.
         */
        void block() {
            int line = text.indexOf('\n', start) + 1;
            int indentation = -1;
            last = line;
            while (line > 0 && line < end) {
                int lineEnd = text.indexOf('\n', line);
                int stop = lineEnd < 0 ? text.length() : lineEnd;
                String content = text.substring(line, stop);
                if (!content.isBlank()) {
                    if (indentation < 0) {
                        indentation = content.length() - content.stripLeading().length();
                    }
                    content(line + Math.min(indentation, content.length()), stop);
                }
                line = stop + 1;
            }
            breaks("");
        }

        private void content(int from, int to) {
            int stop = to > from && text.charAt(to - 1) == '\r' ? to - 1 : to;
            breaks(text.substring(from, stop));
            for (int index = from; index < stop; index++) {
                put(text.charAt(index), index);
            }
            last = stop;
        }

        /** The line breaks and spaces of the value before the next line's content; before nothing, all that are left. */
        private void breaks(String next) {
            while (decoded.length() < value.length()
                    && (next.isEmpty() || !value.startsWith(next, decoded.length()))
                    && Character.isWhitespace(value.charAt(decoded.length()))) {
                put(value.charAt(decoded.length()), last);
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
