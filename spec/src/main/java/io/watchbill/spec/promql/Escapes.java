package io.watchbill.spec.promql;

/** What a string of PromQL says, as Go reads it. */
final class Escapes {
    private static final String LETTERS = "abfnrtv";
    private static final String CONTROLS = "\u0007\b\f\n\r\t\u000b";
    private static final int HEXADECIMAL = 16;
    private static final int OCTAL = 8;

    private Escapes() {}

    /** The text of a string that the lexer took, which stands in its quotes. Bytes are taken for characters. */
    static String undone(String quoted) {
        String inner = quoted.substring(1, quoted.length() - 1);
        if (quoted.startsWith("`")) {
            return inner;
        }
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < inner.length()) {
            char character = inner.charAt(at);
            if (character != '\\') {
                text.append(character);
                at++;
                continue;
            }
            char kind = inner.charAt(at + 1);
            int digits = digits(kind);
            int from = isOctal(kind) ? at + 1 : at + 2;
            if (digits == 0) {
                int letter = LETTERS.indexOf(kind);
                text.append(letter < 0 ? kind : CONTROLS.charAt(letter));
            } else {
                int radix = isOctal(kind) ? OCTAL : HEXADECIMAL;
                text.appendCodePoint(Integer.parseInt(inner.substring(from, from + digits), radix));
            }
            at = from + digits;
        }
        return text.toString();
    }

    /** How many digits follow the letter of an escape, which for octal ones is the first of them; 0 where none does. */
    static int digits(char kind) {
        if (isOctal(kind)) {
            return 3;
        }
        return switch (kind) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }

    /** Whether no letter but the digits themselves stand behind the backslash. */
    static boolean isOctal(char kind) {
        return kind >= '0' && kind <= '7';
    }
}
