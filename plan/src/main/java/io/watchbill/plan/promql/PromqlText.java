package io.watchbill.plan.promql;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Just enough reading of PromQL text to find its durations and its outermost brackets; strings stay closed. */
final class PromqlText {

    private static final Pattern TOKEN = Pattern.compile(
            "(#[^\\n]*)"
                    + "|(\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*`)"
                    + "|([a-zA-Z_:][a-zA-Z0-9_:]*)"
                    + "|([0-9][0-9a-zA-Z_.]*)"
                    + "|(\\s+)"
                    + "|(.)",
            Pattern.DOTALL);

    /** Words are keywords however they are spelt. */
    private static final Set<String> GROUPS = Set.of("by", "without");

    /** What a list of labels in brackets follows. */
    private static final Set<String> LISTS_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private PromqlText() {}

    /** What a token is, and the group of {@link #TOKEN} that finds it. */
    private enum Kind {
        COMMENT(1),
        STRING(2),
        WORD(3),
        NUMBER(4),
        SPACE(5),
        OTHER(6);

        private final int group;

        Kind(int group) {
            this.group = group;
        }
    }

    private static final List<Kind> KINDS = List.of(Kind.values());

    private record Token(Kind kind, String text) {}

    /** The text with its ranges, subquery steps and offsets rewritten, and nothing else touched. */
    static String withDurations(String promql, DurationRewrite rewrite) {
        StringBuilder result = new StringBuilder();
        boolean afterOffset = false;
        boolean inRange = false;
        boolean afterColon = false;
        for (Token token : tokens(promql)) {
            switch (token.kind()) {
                case NUMBER -> {
                    if (inRange) {
                        result.append(rewritten(token.text(), afterColon ? rewrite::step : rewrite::range));
                    } else if (afterOffset) {
                        result.append(rewritten(token.text(), rewrite::offset));
                    } else {
                        result.append(token.text());
                    }
                    afterOffset = false;
                }
                case WORD -> {
                    afterOffset = token.text().equalsIgnoreCase("offset");
                    // In [1h:30s] the colon starts what looks like a name.
                    if (inRange && token.text().startsWith(":")) {
                        afterColon = true;
                        result.append(':').append(rewritten(token.text().substring(1), rewrite::step));
                    } else {
                        result.append(token.text());
                    }
                }
                case OTHER -> {
                    switch (token.text()) {
                        case "[" -> {
                            inRange = true;
                            afterColon = false;
                        }
                        case "]" -> inRange = false;
                        default -> {
                            // A sign may stand between offset and its length; anything else ends it.
                            afterOffset &= token.text().equals("-");
                        }
                    }
                    result.append(token.text());
                }
                case COMMENT, STRING, SPACE -> result.append(token.text());
            }
        }
        return result.toString();
    }

    /** Whether the text is one name, one number, or one bracketed or called expression from its start to its end. */
    static boolean isAtom(String promql) {
        List<Token> tokens = tokens(promql).stream()
                .filter(token -> token.kind() != Kind.SPACE && token.kind() != Kind.COMMENT)
                .toList();
        if (tokens.size() == 1) {
            return true;
        }
        int at = 0;
        if (at < tokens.size() && tokens.get(at).kind() == Kind.WORD) {
            at++;
        }
        if (at < tokens.size() && isGrouping(tokens.get(at))) {
            at = afterBrackets(tokens, at + 1);
        }
        return at >= 0
                && at < tokens.size()
                && tokens.get(at).text().equals("(")
                && afterBrackets(tokens, at) == tokens.size();
    }

    /** The names in the text, in order. */
    static List<String> words(String promql) {
        return tokens(promql).stream()
                .filter(token -> token.kind() == Kind.WORD)
                .map(Token::text)
                .toList();
    }

    /** The names that an opening bracket follows, in order. */
    static List<String> calls(String promql) {
        List<Token> tokens = spoken(promql);
        List<String> calls = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.WORD && tokens.get(i + 1).text().equals("(")) {
                calls.add(tokens.get(i).text());
            }
        }
        return calls;
    }

    /** Whether in braces a string stands where a name does: nothing compares with it. */
    static boolean quotesNames(String promql) {
        return quotes(promql, (before, bracket) -> bracket.equals("{"));
    }

    /** Whether in a list of labels, as of {@code by}, {@code on} or {@code group_left}, a string stands where a name does. */
    static boolean quotesListedNames(String promql) {
        return quotes(
                promql,
                (before, bracket) -> bracket.equals("(") && LISTS_LABELS.contains(before.toLowerCase(Locale.ROOT)));
    }

    /** @param names whether those brackets hold names, by what stands before them and which they are */
    private static boolean quotes(String promql, BiPredicate<String, String> names) {
        List<Token> tokens = spoken(promql);
        boolean inNames = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String before = i == 0 ? "" : tokens.get(i - 1).text();
            switch (token.text()) {
                case "{", "(" -> inNames = names.test(before, token.text());
                case "}", ")" -> inNames = false;
                default -> {
                    if (inNames && token.kind() == Kind.STRING && before.matches("[{(,]")) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<Token> spoken(String promql) {
        return tokens(promql).stream()
                .filter(token -> token.kind() != Kind.SPACE && token.kind() != Kind.COMMENT)
                .toList();
    }

    private static boolean isGrouping(Token token) {
        return GROUPS.contains(token.text().toLowerCase(Locale.ROOT));
    }

    /** The place behind the bracket that closes the one at {@code at}, or -1. */
    private static int afterBrackets(List<Token> tokens, int at) {
        int depth = 0;
        for (int i = at; i < tokens.size(); i++) {
            String text = tokens.get(i).text();
            if (text.equals("(")) {
                depth++;
            } else if (text.equals(")") && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static String rewritten(String text, UnaryOperator<Duration> rewrite) {
        return Durations.parse(text).map(rewrite).map(Durations::format).orElse(text);
    }

    private static List<Token> tokens(String promql) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(promql);
        while (matcher.find()) {
            tokens.add(new Token(kind(matcher), matcher.group()));
        }
        return tokens;
    }

    private static Kind kind(Matcher matcher) {
        for (Kind kind : KINDS) {
            if (matcher.start(kind.group) >= 0) {
                return kind;
            }
        }
        throw new IllegalStateException("one group of the pattern always matches");
    }
}
