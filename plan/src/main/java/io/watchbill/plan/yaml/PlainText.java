package io.watchbill.plan.yaml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which text may stand without quotes. YAML 1.1 readers (Prometheus, Alertmanager) and 1.2 readers disagree on
 * words such as {@code on} and numbers such as {@code 09:00}; whatever any of them could take for something else than
 * text is quoted.
 */
final class PlainText {
    private static final Set<String> WORDS = Set.of(
            "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", "inf", ".inf", "<<", "=");

    /** Numbers in any base or with underscores, base 60, timestamps, and signed infinities. */
    private static final Pattern NUMBER_LIKE = Pattern.compile("[-+.]?[0-9][-+.:_0-9a-fA-FxXoOtTzZ ]*|[-+]\\.?\\w+|~");

    /** With what such numbers begin; every text is asked, and few need the pattern. */
    private static final String NUMBER_BEGINS = "-+.~0123456789";

    private static final int LONGEST_WORD =
            WORDS.stream().mapToInt(String::length).max().orElse(0);

    private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");

    /** Begin something else than text wherever they stand first. */
    private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";
    /** Begin something else before a space. */
    private static final String INDICATORS_BEFORE_SPACE = "-?:";

    private PlainText() {}

    /** Whether a reader could take the text for a number, a truth value, a time or nothing. */
    static boolean isTakenForAnotherType(String text) {
        return text.isEmpty() || isNumberLike(text) || isWord(text);
    }

    private static boolean isNumberLike(String text) {
        return NUMBER_BEGINS.indexOf(text.charAt(0)) >= 0
                && NUMBER_LIKE.matcher(text).matches()
                && !DURATION.matcher(text).matches();
    }

    private static boolean isWord(String text) {
        return text.length() <= LONGEST_WORD && WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether every reader sees all of the text as it is, in one line: YAML 1.1 has five characters that break one. */
    static boolean isPrintable(String text) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    /** By YAML's own definition, without breaks of a line, tabs, and the mark of a byte order. */
    static boolean isPrintable(int c) {
        boolean isBreak = c == '\u2028' || c == '\u2029';
        boolean isText =
                (c >= ' ' && c <= '~') || (c >= 0xa0 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
        return isText && !isBreak && c != '\ufeff';
    }

    /** Whether the syntax takes a line of printable text for this text. */
    static boolean isPlain(String text) {
        char first = text.charAt(0);
        char last = text.charAt(text.length() - 1);
        if (first == ' ' || last == ' ' || last == ':' || INDICATORS.indexOf(first) >= 0) {
            return false;
        }
        boolean begins = INDICATORS_BEFORE_SPACE.indexOf(first) >= 0 && (text.length() == 1 || text.charAt(1) == ' ');
        return !begins
                && !text.contains(": ")
                && !text.contains(" #")
                // Marks of documents.
                && !text.startsWith("---")
                && !text.startsWith("...");
    }
}
