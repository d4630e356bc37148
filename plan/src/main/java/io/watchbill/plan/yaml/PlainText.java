package io.watchbill.plan.yaml;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says which text may stand without quotes. YAML 1.1 readers (Prometheus, Alertmanager) and 1.2 readers disagree on
 * words such as {@code on} and numbers such as {@code 09:00}; whatever any of them could take for something else than
 * text is quoted. What the syntax itself forbids (a leading brace, {@code ": "}) the emitter quotes on its own.
 */
final class PlainText extends StringQuotingChecker {

    private static final long serialVersionUID = 1L;

    private static final Set<String> WORDS = Set.of(
            "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", ".nan", "inf", ".inf", "<<", "=");

    /** Numbers in any base or with underscores, base 60, timestamps, and signed infinities. */
    private static final Pattern NUMBER_LIKE = Pattern.compile("[-+.]?[0-9][-+.:_0-9a-fA-FxXoOtTzZ ]*|[-+]\\.?\\w+|~");

    /** With what such numbers begin; every text is asked, and few need the pattern. */
    private static final String NUMBER_BEGINS = "-+.~0123456789";

    private static final int LONGEST_WORD =
            WORDS.stream().mapToInt(String::length).max().orElse(0);

    private static final Pattern DURATION = Pattern.compile("(?:[0-9]+(?:ms|[smhdwy]))+");

    /** Breaks of a line to YAML 1.1 besides the line feed. A reader makes a space or a line feed of them, unless they are escaped. */
    static boolean hasOtherBreaks(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029') {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean needToQuoteName(String name) {
        return needToQuoteValue(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return value.isEmpty() || isNumberLike(value) || hasOtherBreaks(value) || isWord(value);
    }

    private static boolean isNumberLike(String value) {
        return NUMBER_BEGINS.indexOf(value.charAt(0)) >= 0
                && NUMBER_LIKE.matcher(value).matches()
                && !DURATION.matcher(value).matches();
    }

    private static boolean isWord(String value) {
        return value.length() <= LONGEST_WORD && WORDS.contains(value.toLowerCase(Locale.ROOT));
    }
}
