package io.watchbill.plan.yaml;

/**
 * Writes a text: plain where every reader takes that for this text, as a literal block where it has several lines, in
 * quotes otherwise.
 */
final class ScalarText {
    private ScalarText() {}

    /**
     * Appends a value, without the line feed at its end.
     *
     * @param indent what stands before each line of a block
     */
    static void append(String text, String indent, StringBuilder out) {
        if (text.indexOf('\n') >= 0 && isBlock(text)) {
            appendBlock(text, indent, out);
        } else {
            appendLine(text, out);
        }
    }

    /** Appends a text in one line, whatever is in it. */
    static void appendLine(String text, StringBuilder out) {
        if (PlainText.isTakenForAnotherType(text) || !PlainText.isPrintable(text)) {
            appendEscaped(text, out);
        } else if (PlainText.isPlain(text)) {
            out.append(text);
        } else {
            out.append('\'').append(text.replace("'", "''")).append('\'');
        }
    }

    /** Not what begins with white space, which would need its indentation said, or has spaces where none are seen. */
    private static boolean isBlock(String text) {
        char first = text.charAt(0);
        return first != ' '
                && first != '\n'
                && !text.endsWith(" ")
                && !text.contains(" \n")
                && PlainText.isPrintable(text.replace("\n", ""));
    }

    private static void appendBlock(String text, String indent, StringBuilder out) {
        boolean ended = text.endsWith("\n");
        out.append('|').append(!ended ? "-" : text.endsWith("\n\n") ? "+" : "");
        int end = ended ? text.length() - 1 : text.length();
        for (int from = 0; from <= end; ) {
            int feed = text.indexOf('\n', from);
            int to = feed < 0 ? end : feed;
            out.append('\n');
            if (to > from) {
                out.append(indent).append(text, from, to);
            }
            from = to + 1;
        }
    }

    private static void appendEscaped(String text, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (PlainText.isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format("\\u%04X", c));
                    }
                }
            }
        });
        out.append('"');
    }
}
