package io.watchbill.spec.condition;

import io.watchbill.spec.finding.MisfitException;
import io.watchbill.spec.finding.Span;

/** Reads a condition's text from left to right. */
final class Scanner {
    private final String text;
    private int position;

    Scanner(String text) {
        this.text = text;
    }

    int position() {
        skipSpace();
        return position;
    }

    /** The end of what was taken last. */
    int consumed() {
        return position;
    }

    /** A scanner at the same place, to look ahead. */
    Scanner copy() {
        Scanner copy = new Scanner(text);
        copy.position = position;
        return copy;
    }

    boolean atEnd() {
        return position() == text.length();
    }

    /** Takes a symbol if it comes next. */
    boolean symbol(String symbol) {
        skipSpace();
        if (!text.startsWith(symbol, position)) {
            return false;
        }
        position += symbol.length();
        return true;
    }

    /** Takes a word if it comes next as a whole. */
    boolean word(String word) {
        skipSpace();
        if (!word.equals(peekWord())) {
            return false;
        }
        position += word.length();
        return true;
    }

    /** The run of letters, digits, underscores, dots and dashes that comes next; may be empty. */
    String takeWord() {
        String word = peekWord();
        position += word.length();
        return word;
    }

    /** The run of characters that a quantity may have, up to a range's two dots; may be empty. */
    String takeQuantity() {
        skipSpace();
        int end = position;
        while (end < text.length() && isQuantity(text.charAt(end)) && !text.startsWith("..", end)) {
            end++;
        }
        return take(end);
    }

    /** A string in double or single quotes, decoded. */
    String takeString() throws MisfitException {
        int start = position();
        if (start == text.length() || (text.charAt(start) != '"' && text.charAt(start) != '\'')) {
            throw unexpected("a label's value in quotes, such as \"distance\"");
        }
        char quote = text.charAt(start);
        StringBuilder value = new StringBuilder();
        int index = start + 1;
        while (index < text.length() && text.charAt(index) != quote) {
            char character = text.charAt(index++);
            if (character == '\\' && index < text.length()) {
                character = unescape(text.charAt(index++));
            }
            value.append(character);
        }
        if (index >= text.length()) {
            throw new MisfitException(
                    new Span(start, text.length()), "the quote is never closed", "a closing " + quote);
        }
        position = index + 1;
        return value.toString();
    }

    /** What to say when the next token does not fit. */
    MisfitException unexpected(String expected) {
        skipSpace();
        if (position == text.length()) {
            return new MisfitException(new Span(position, position), "the text ends too early", expected);
        }
        int end = position + 1;
        if (isQuantity(text.charAt(position))) {
            while (end < text.length() && isQuantity(text.charAt(end))) {
                end++;
            }
        }
        return new MisfitException(
                new Span(position, end), "'" + text.substring(position, end) + "' does not fit here", expected);
    }

    private String peekWord() {
        skipSpace();
        int end = position;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return text.substring(position, end);
    }

    private String take(int end) {
        String taken = text.substring(position, end);
        position = end;
        return taken;
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private static char unescape(char character) {
        return switch (character) {
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> character;
        };
    }

    private static boolean isWord(char character) {
        return character == '_' || character == '.' || character == '-' || isLetterOrDigit(character);
    }

    private static boolean isQuantity(char character) {
        return isWord(character) || character == '%' || character == '+' || character == '/';
    }

    private static boolean isLetterOrDigit(char character) {
        return character < 128 && Character.isLetterOrDigit(character);
    }
}
