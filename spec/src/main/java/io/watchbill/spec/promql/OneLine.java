package io.watchbill.spec.promql;

import io.watchbill.spec.Measurement;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;

/**
 * A query on one line that means the same and can stand in a cell of a table: without comments, without white space that such a place would fold, and without
 * a backslash before a pipe.
 */
public final class OneLine {
    private OneLine() {}

    /** The query, which is PromQL; {@link Measurement#WINDOW} may stand for a window. */
    public static String of(String query) {
        String window = "0".repeat(Measurement.WINDOW.length() - 2) + "5m";
        StringBuilder line = new StringBuilder();
        int end = 0;
        try {
            for (Token token : Lexer.tokens(query.replace(Measurement.WINDOW, window))) {
                Span span = token.span();
                boolean parted = span.from() > end && !line.isEmpty() && token.kind() != Token.Kind.END;
                line.append(parted ? " " : "");
                String word = query.substring(span.from(), span.to());
                line.append(token.kind() == Token.Kind.STRING ? string(word) : word);
                end = span.to();
            }
        } catch (MisfitException misfit) {
            throw new IllegalArgumentException("no PromQL: " + query, misfit);
        }
        return line.toString();
    }

    private static String string(String word) {
        boolean raw = word.startsWith("`");
        String content = word.substring(1, word.length() - 1);
        boolean plain = content.codePoints().noneMatch(OneLine::isStrange)
                && !content.contains("  ")
                && !content.contains("\\|");
        if (plain) {
            return word;
        }
        String quoted = raw ? content.replace("\\", "\\\\").replace("\"", "\\\"") : content;
        String mark = raw ? "\"" : word.substring(0, 1);
        StringBuilder line = new StringBuilder(mark);
        int before = 0;
        for (int point : quoted.codePoints().toArray()) {
            boolean folds = point == ' ' && before == ' ';
            boolean pipe = point == '|' && before == '\\';
            if (folds || pipe || isStrange(point)) {
                line.append((point > 0x7f ? "\\u%04x" : "\\x%02x").formatted(point));
            } else {
                line.appendCodePoint(point);
            }
            before = point;
        }
        return line.append(mark).toString();
    }

    /** White space other than a blank, and what cannot be seen. */
    private static boolean isStrange(int point) {
        return point != ' '
                && (Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point)
                        || point == 0xfeff);
    }
}
