package io.watchbill.runbooks.template;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as Markdown that shows exactly this text and nothing else: no value can open a heading, a table cell, a link or
 * HTML. Only what would be read as markup is escaped, so that the source stays readable.
 *
 * <p>Invariant (held by a test against a CommonMark parser with tables, on seeded random text): parsing the result
 * gives back the text, its white space runs as single spaces.
 */
public final class Markdown {

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Cntrl}\\p{Z}\\x{FEFF}]+");
    private static final Pattern DASH = Pattern.compile("[-–—]");
    private static final Pattern MARKED_ADDRESS = Pattern.compile("[*_~&]");
    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern ANCHOR = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern CODE_SPAN = Pattern.compile("(?<!`)(`+)(?!`)(.+?)(?<!`)\\1(?!`)");
    private static final String ALWAYS = "\\`*[]|~";
    private static final String AT_START = "#>+-=";
    private static final String KEPT_IN_ADDRESS = "-._~:/?#@!$&*+,;=%";

    private Markdown() {}

    /** One line of plain text. */
    public static String text(String value) {
        String line = oneLine(value);
        StringBuilder out = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("{%", i - 1)) {
                out.append(reference('%')); // Jekyll's Markdown knows no backslash before it
                continue;
            }
            if (needsEscape(line, i)) {
                out.append('\\');
            }
            out.append(line.charAt(i));
        }
        return out.toString();
    }

    /** The whole content of a table's cell: as {@link #text}, but nothing can open a block there. */
    public static String cell(String value) {
        String line = oneLine(value);
        return line.isEmpty() ? "" : text("x " + line).substring(2);
    }

    /**
     * As {@link #cell}, but everything can be read back: an empty value is a dash, and a dash, or white space that would be folded, is a character
     * reference.
     */
    public static String exactCell(String value) {
        if (value.isEmpty()) {
            return "-";
        } else if (DASH.matcher(value).matches()) {
            return reference(value.charAt(0));
        }
        StringBuilder out = new StringBuilder(value.length() + 16);
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            if (folds(value, i)) {
                out.append(cell(value.substring(from, i))).append(reference(value.charAt(i)));
                from = i + 1;
            }
        }
        return out.append(cell(value.substring(from))).toString();
    }

    /**
     * A cell that is an address, as it is: between angle brackets where a renderer would take a part of it for a mark.
     *
     * @throws IllegalArgumentException for a scheme that {@link #url} refuses
     */
    public static String address(String value) {
        return url(value).equals(value) && !MARKED_ADDRESS.matcher(value).find() ? value : "<" + value + ">";
    }

    /** A comment, which renderers do not show. */
    public static String comment(String value) {
        return "<!-- " + oneLine(value).replaceAll("-{2,}|[<>]", " ") + " -->";
    }

    private static boolean folds(String value, int i) {
        boolean space = isSpace(value, i);
        return space
                && (value.charAt(i) != ' '
                        || i == 0
                        || i + 1 == value.length()
                        || isSpace(value, i - 1)
                        || isSpace(value, i + 1));
    }

    private static boolean isSpace(String value, int i) {
        return WHITE_SPACE.matcher(value.substring(i, i + 1)).matches();
    }

    private static String reference(char character) {
        return "&#" + (int) character + ";";
    }

    /** As {@link #text}, but code between backticks stays code: for words that a person wrote. Not for table cells. */
    public static String prose(String value) {
        String line = oneLine(value);
        StringBuilder out = new StringBuilder(line.length() + 16);
        Matcher span = CODE_SPAN.matcher(line);
        int from = 0;
        while (span.find()) {
            out.append(piece(line.substring(from, span.start()), from == 0));
            out.append(code(span.group(2).strip()));
            from = span.end();
        }
        return out.append(piece(line.substring(from), from == 0)).toString();
    }

    private static String piece(String value, boolean first) {
        if (value.isEmpty()) {
            return "";
        }
        // What stands behind a code span is not at the start of a line: a letter before it says so.
        String escaped = first ? text(value + "x") : text("x" + value + "x").substring(1);
        String inner = escaped.substring(0, escaped.length() - 1);
        String lead = !first && value.startsWith(" ") && !inner.startsWith(" ") ? " " : "";
        return lead + inner;
    }

    /** A code span on one line, outside tables. */
    public static String code(String value) {
        String line = oneLine(value);
        if (line.isEmpty()) {
            return "";
        }
        String fence = "`".repeat(longestRun(line) == 0 ? 1 : longestRun(line) + 1);
        String pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
        return fence + pad + line + pad + fence;
    }

    /** A code span inside a table cell; plain text where a cell cannot hold it as code. */
    public static String codeInCell(String value) {
        // A cell is cut at every pipe without a backslash; a backslash before a pipe could not be told from that one.
        return value.contains("\\|") ? text(value) : code(value).replace("|", "\\|");
    }

    /**
     * A block of code.
     *
     * @param language what highlights it, such as {@code promql}; may be empty
     * @param indent how many spaces stand before every line but the first: the depth of the list item around it
     */
    public static String fence(String value, String language, int indent) {
        String content = value.replace("\r", "").stripTrailing();
        String fence = "`".repeat(Math.max(3, longestRun(content) + 1));
        String block = fence + language + "\n" + content + "\n" + fence;
        return block.replace("\n", "\n" + " ".repeat(indent));
    }

    /**
     * The address of a link: http, https, mailto, or a place in the same site.
     *
     * @throws IllegalArgumentException for any other scheme
     */
    public static String url(String value) {
        String address = value.strip();
        Matcher scheme = SCHEME.matcher(address);
        if (scheme.find() && !scheme.group(1).toLowerCase(Locale.ROOT).matches("https?|mailto")) {
            throw new IllegalArgumentException("'" + value + "' is no address to link to: expected http, https or"
                    + " mailto, or a path without a scheme");
        }
        StringBuilder out = new StringBuilder(address.length());
        for (byte octet : address.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean kept = c < 128 && (Character.isLetterOrDigit(c) || KEPT_IN_ADDRESS.indexOf(c) >= 0);
            if (kept) {
                out.append(c);
            } else {
                out.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return out.toString();
    }

    /**
     * The name of an anchor.
     *
     * @throws IllegalArgumentException if it holds anything but lower-case letters, digits and single hyphens
     */
    public static String anchor(String value) {
        if (!ANCHOR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no anchor: expected lower-case letters, digits and single hyphens");
        }
        return value;
    }

    private static String oneLine(String value) {
        // Nearly every text is one already, and patterns are slow.
        return isOneLine(value)
                ? value
                : WHITE_SPACE.matcher(value).replaceAll(" ").strip();
    }

    private static boolean isOneLine(String value) {
        int last = value.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = value.charAt(i);
            boolean single = c == ' ' && i > 0 && i < last && value.charAt(i + 1) != ' ';
            if (!single && (c <= ' ' || c >= 0x7f)) {
                return false;
            }
        }
        return true;
    }

    private static int longestRun(String value) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < value.length(); i++) {
            run = value.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private static boolean needsEscape(String line, int i) {
        char c = line.charAt(i);
        char before = i == 0 ? ' ' : line.charAt(i - 1);
        char after = i + 1 == line.length() ? ' ' : line.charAt(i + 1);
        if (ALWAYS.indexOf(c) >= 0) {
            return true;
        }
        return switch (c) {
            // Inside a word an underscore is one.
            case '_' -> !(isWord(before) && isWord(after));
            // Closes a heading at its end, opens one at its start.
            case '#' -> before == ' ' || before == '#' || before == '{';
            case '<' -> isWord(after) || "/!?".indexOf(after) >= 0;
            // An entity.
            case '&' -> isWord(after) || after == '#';
            // A template of whatever renders the file next: {\\{ is none, \\{{ still is.
            case '{' -> before == '{';
            case '.', ')' ->
                after == ' ' && i > 0 && i < 10 && line.substring(0, i).chars().allMatch(Markdown::isDigit);
            default -> i == 0 && AT_START.indexOf(c) >= 0;
        };
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c);
    }
}
