package io.watchbill.alertmanager.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Matchers as people write them: {@code severity=critical}, {@code {a="b", c=~"d|e"}}. */
public final class MatcherText {

    private static final String QUOTED = "\"(?:\\\\.|[^\"\\\\])*+\"";

    private static final Pattern ONE = Pattern.compile(
            "\\s*(" + QUOTED + "|[a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(" + QUOTED + "|[^\",{}]*)\\s*(,|$)");

    private MatcherText() {}

    /** The matchers of a text; empty where it is none, or one that {@link Matcher} has no place for. */
    public static Optional<List<Matcher>> parse(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        List<Matcher> matchers = new ArrayList<>();
        java.util.regex.Matcher one = ONE.matcher(inner);
        int from = 0;
        while (from < inner.length()) {
            if (!one.find(from) || one.start() != from) {
                return Optional.empty();
            }
            try {
                matchers.add(new Matcher(unquoted(one.group(1)), one.group(2), unquoted(one.group(3))));
            } catch (IllegalArgumentException notOurs) {
                return Optional.empty();
            }
            from = one.end();
        }
        return matchers.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(matchers));
    }

    private static String unquoted(String text) {
        String stripped = text.strip();
        if (!stripped.startsWith("\"")) {
            return stripped;
        }
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < stripped.length() - 1; i++) {
            char c = stripped.charAt(i);
            if (c == '\\') {
                i++;
                c = stripped.charAt(i) == 'n' ? '\n' : stripped.charAt(i);
            }
            value.append(c);
        }
        return value.toString();
    }
}
