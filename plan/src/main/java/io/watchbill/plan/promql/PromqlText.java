package io.watchbill.plan.promql;

import io.watchbill.spec.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Just enough reading of PromQL text to find its durations and its outermost brackets; strings stay closed. */
final class PromqlText {

    /** Words are keywords however they are spelt. */
    private static final Set<String> GROUPS = Set.of("by", "without");

    /** What a list of labels in brackets follows. */
    private static final Set<String> LISTS_LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    private PromqlText() {}

    private enum Kind {
        COMMENT,
        STRING,
        WORD,
        NUMBER,
        SPACE,
        /** One character. */
        OTHER
    }

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
        List<Token> tokens = spoken(promql);
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
        for (int from = 0; from < promql.length(); ) {
            Kind kind = kind(promql, from);
            int to = end(kind, promql, from);
            tokens.add(new Token(kind, promql.substring(from, to)));
            from = to;
        }
        return tokens;
    }

    private static Kind kind(String promql, int from) {
        char c = promql.charAt(from);
        if (isLetter(c)) {
            return Kind.WORD;
        } else if (isDigit(c)) {
            return Kind.NUMBER;
        } else if (isSpace(c)) {
            return Kind.SPACE;
        } else if (c == '#') {
            return Kind.COMMENT;
        }
        return isQuote(c) && closing(promql, from) != -1 ? Kind.STRING : Kind.OTHER;
    }

    /** Behind the last character of a token. */
    private static int end(Kind kind, String promql, int from) {
        return switch (kind) {
            case COMMENT -> endOf(promql, from, c -> c != '\n');
            case STRING -> closing(promql, from) + 1;
            case WORD -> endOf(promql, from, c -> isLetter(c) || isDigit(c));
            case NUMBER -> endOf(promql, from, c -> (isLetter(c) && c != ':') || isDigit(c) || c == '.');
            case SPACE -> endOf(promql, from, PromqlText::isSpace);
            case OTHER -> promql.offsetByCodePoints(from, 1);
        };
    }

    private static int endOf(String promql, int from, IntPredicate holds) {
        int to = from;
        while (to < promql.length() && holds.test(promql.charAt(to))) {
            to++;
        }
        return to;
    }

    /** The place of the quote that closes the one at {@code from}, or -1. */
    private static int closing(String promql, int from) {
        char quote = promql.charAt(from);
        for (int i = from + 1; i < promql.length(); i++) {
            char c = promql.charAt(i);
            if (c == quote) {
                return i;
            } else if (c == '\\' && quote != '`') {
                i++;
            }
        }
        return -1;
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
