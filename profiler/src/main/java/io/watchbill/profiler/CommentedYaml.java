package io.watchbill.profiler;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** YAML line by line with comments, which the serialisers of values cannot write. Names are quoted where needed. */
final class CommentedYaml {
    private static final int COMMENT_COLUMN = 44;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*( [A-Za-z0-9_.-]+)*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    /** A line as it is. */
    CommentedYaml line(String yaml) {
        text.append(yaml).append('\n');
        return this;
    }

    /** A line with a comment behind it. */
    CommentedYaml line(String yaml, String comment) {
        text.append(yaml)
                .append(" ".repeat(Math.max(1, COMMENT_COLUMN - yaml.length())))
                .append("# ")
                .append(oneLine(comment))
                .append('\n');
        return this;
    }

    /** A comment alone. */
    CommentedYaml comment(String indent, String comment) {
        text.append(indent).append("# ").append(oneLine(comment)).append('\n');
        return this;
    }

    /** A key or value as YAML reads it back. */
    static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        StringBuilder quoted = new StringBuilder("\"");
        value.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (printable(point)) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(point > 0xFFFF ? "\\U%08X".formatted(point) : "\\u%04X".formatted(point));
            }
        });
        return quoted.append('"').toString();
    }

    private static String oneLine(String comment) {
        StringBuilder line = new StringBuilder();
        comment.codePoints().forEach(point -> line.appendCodePoint(printable(point) ? point : ' '));
        return line.toString();
    }

    private static boolean printable(int point) {
        int type = Character.getType(point);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
