package io.watchbill.spec.promql;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a query into words, as the lexer of Prometheus does (prometheus/prometheus, promql/parser/lex.go). What any version takes is taken: which
 * version it will run on is for promtool to judge.
 */
final class Lexer {
    private static final String ESCAPES = "abfnrtv\\";
    private static final List<String> OPERATORS =
            List.of("==", "!=", "<=", ">=", "=~", "!~", "</", ">/", "=", "<", ">", "+", "-", "*", "/", "%", "^");
    private static final Pattern DURATION =
            Pattern.compile("(?=\\d)(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m(?!s))?(\\d+s)?(\\d+ms)?");
    private static final Pattern NUMBER =
            Pattern.compile("0[xX][0-9a-fA-F_]+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d+)?");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z0-9_.]+");

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean inBrackets;

    private Lexer(String text) {
        this.text = text;
    }

    /** The words, the last of which is the end. */
    static List<Token> tokens(String text) throws MisfitException {
        Lexer lexer = new Lexer(text);
        while (lexer.skipsToWord()) {
            lexer.word();
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", new Span(text.length(), text.length())));
        return lexer.tokens;
    }

    private boolean skipsToWord() {
        while (at < text.length()) {
            char character = text.charAt(at);
            if (character == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (character == ' ' || character == '\t' || character == '\n' || character == '\r') {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void word() throws MisfitException {
        char character = text.charAt(at);
        if (character == '"' || character == '\'') {
            quoted(character);
        } else if (character == '`') {
            raw();
        } else if (isDigit(character) || (character == '.' && digitFollows())) {
            number();
        } else if (isLetter(character) || (character == ':' && !inBrackets)) {
            identifier();
        } else if ("()[]{},:@".indexOf(character) >= 0) {
            inBrackets = character == '[' || (inBrackets && character != ']');
            add(Token.Kind.PUNCTUATION, at + 1);
        } else {
            operator();
        }
    }

    private void operator() throws MisfitException {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                add(Token.Kind.OPERATOR, at + operator.length());
                return;
            }
        }
        int end = text.offsetByCodePoints(at, 1);
        throw new MisfitException(
                new Span(at, end),
                "'" + text.substring(at, end) + "' means nothing in PromQL",
                "PromQL; names with other characters stand in quotes inside { }");
    }

    private void identifier() {
        int end = at;
        while (end < text.length()) {
            char character = text.charAt(end);
            boolean colon = character == ':' && !inBrackets;
            if (!isLetter(character) && !isDigit(character) && !colon) {
                break;
            }
            end++;
        }
        add(Token.Kind.IDENTIFIER, end);
    }

    private void number() throws MisfitException {
        Matcher duration = DURATION.matcher(text).region(at, text.length());
        if (duration.lookingAt() && duration.end() > at && endsWord(duration.end())) {
            add(Token.Kind.DURATION, duration.end());
            return;
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt() && endsWord(number.end())) {
            add(Token.Kind.NUMBER, number.end());
            return;
        }
        Matcher word = WORD.matcher(text).region(at, text.length());
        int end = word.lookingAt() ? word.end() : at + 1;
        throw new MisfitException(
                new Span(at, end),
                "'" + text.substring(at, end) + "' is neither a number nor a duration",
                "a number such as 0.5, or a duration such as 5m or 1h30m, with the longer units first");
    }

    private boolean endsWord(int index) {
        return index >= text.length()
                || (!isLetter(text.charAt(index)) && !isDigit(text.charAt(index)) && text.charAt(index) != '.');
    }

    private void raw() throws MisfitException {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw unclosed('`');
        }
        add(Token.Kind.STRING, end + 1);
    }

    private void quoted(char quote) throws MisfitException {
        int index = at + 1;
        while (index < text.length() && text.charAt(index) != '\n') {
            char character = text.charAt(index);
            if (character == quote) {
                add(Token.Kind.STRING, index + 1);
                return;
            }
            index = character == '\\' ? escape(index, quote) : index + 1;
        }
        throw unclosed(quote);
    }

    private MisfitException unclosed(char quote) {
        return new MisfitException(
                new Span(at, at + 1), "the string that begins here is not closed", "a closing " + quote);
    }

    /** The index behind an escape, which begins with its backslash. */
    private int escape(int backslash, char quote) throws MisfitException {
        if (backslash + 1 >= text.length()) {
            throw unclosed(quote);
        }
        char kind = text.charAt(backslash + 1);
        if (kind == quote || ESCAPES.indexOf(kind) >= 0) {
            return backslash + 2;
        }
        int digits = Escapes.digits(kind);
        int radix = Escapes.isOctal(kind) ? 8 : 16;
        int from = Escapes.isOctal(kind) ? backslash + 1 : backslash + 2;
        int end = Math.min(from + digits, text.length());
        if (digits == 0 || end < from + digits || !stands(text.substring(from, end), radix, kind)) {
            int last = Math.min(text.length(), Math.max(end, text.offsetByCodePoints(backslash + 1, 1)));
            throw new MisfitException(
                    new Span(backslash, last),
                    "'" + text.substring(backslash, last) + "' is no escape of PromQL",
                    "\\" + quote + ", \\\\, \\n or the like; a backslash itself is written \\\\");
        }
        return end;
    }

    /** Whether the digits are digits and name a byte or a character. */
    private static boolean stands(String digits, int radix, char kind) {
        if (!digits.chars().allMatch(digit -> Character.digit(digit, radix) >= 0)) {
            return false;
        }
        long value = Long.parseLong(digits, radix);
        if (kind == 'u' || kind == 'U') {
            return value <= Character.MAX_CODE_POINT
                    && !(value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE);
        }
        return value <= 255;
    }

    private void add(Token.Kind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), new Span(at, end)));
        at = end;
    }

    private boolean digitFollows() {
        return at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') || character == '_';
    }
}
