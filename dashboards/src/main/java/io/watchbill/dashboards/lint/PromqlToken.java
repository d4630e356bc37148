package io.watchbill.dashboards.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A word, number, sign or text of PromQL with Grafana's variables in it. */
record PromqlToken(Kind kind, String text) {

    private static final Pattern TOKEN = Pattern.compile(
            "(?<variable>\\$\\{[^}]*}|\\$\\w+|\\[\\[\\w+(?::\\w+)?]])"
                    + "|(?<comment>#[^\\n]*)"
                    + "|(?<string>\"(?:[^\"\\\\]|\\\\.)*+\"|'(?:[^'\\\\]|\\\\.)*+'|`[^`]*`)"
                    + "|(?<number>[0-9][0-9a-zA-Z_.]*(?:(?<=[eE])[+-][0-9]+)?|\\.[0-9]+)"
                    + "|(?<word>[a-zA-Z_:][a-zA-Z0-9_:]*)"
                    + "|(?<space>\\s+)"
                    + "|(?<sign>==|!=|<=|>=|=~|!~|[-+*/%^<>=(){}\\[\\],:@])"
                    + "|(?<other>.)",
            Pattern.DOTALL);

    enum Kind {
        VARIABLE,
        COMMENT,
        STRING,
        NUMBER,
        WORD,
        SPACE,
        SIGN,
        OTHER
    }

    /** Every token, in the order of the text, spaces and comments too. */
    static List<PromqlToken> all(String text) {
        List<PromqlToken> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            for (Kind kind : Kind.values()) {
                String found = matcher.group(kind.name().toLowerCase(Locale.ROOT));
                if (found != null) {
                    tokens.add(new PromqlToken(kind, found));
                    break;
                }
            }
        }
        return tokens;
    }

    /** The tokens with a space between, so that two layouts of one expression are equal. */
    static String bare(List<PromqlToken> tokens) {
        return tokens.stream().map(PromqlToken::text).collect(Collectors.joining(" "));
    }

    boolean is(String other) {
        return kind != Kind.STRING && text.equals(other);
    }

    /** A word in small letters, as PromQL takes its keywords; empty for what is none. */
    String lower() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : "";
    }
}
