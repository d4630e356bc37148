package io.watchbill.incidents.record;

import java.util.regex.Pattern;

/** Text from outside as it may stand in a file: on one line, of a sensible length, without invisible characters. */
public final class ShownText {

    /** Characters of a title. */
    public static final int TITLE = 200;

    /** Characters of anything else. */
    public static final int TEXT = 2_000;

    /** What moves or hides other characters on the screen, and what no file in UTF-8 or YAML can hold. */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}\\p{Cn}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FEFF}]+");

    private ShownText() {}

    /** The text, cut with an ellipsis behind so many characters. */
    public static String of(String text, int most) {
        // A text of megabytes is not searched whole for what is cut off anyway.
        String head = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
        String line = UNSEEN.matcher(head).replaceAll(" ").strip();
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }
}
