package io.watchbill.statistics.state;

/**
 * One step of a key: what kind of thing, which one, and what makes its parts valid, such as {@code
 * column=distance@9f86d081884c7d65}. Names are escaped, so that every name is one step.
 */
final class StateKey {
    private static final char STEP = '/';
    private static final char VALID = '@';
    private static final char ESCAPE = '%';

    private StateKey() {}

    static String of(String kind, String name, String valid) {
        return kind + '=' + escaped(name) + (valid.isEmpty() ? "" : VALID + escaped(valid)) + STEP;
    }

    static String escaped(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == STEP || c == VALID || c == ESCAPE || c < ' ' || c > '~') {
                text.append(ESCAPE).append(String.format("%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The kind and name of a step, without what makes its parts valid. */
    static String subject(String step) {
        int end = step.indexOf(VALID);
        return end < 0 ? step : step.substring(0, end);
    }

    static String kind(String step) {
        return step.substring(0, step.indexOf('='));
    }

    static String name(String step) {
        String escaped = subject(step).substring(step.indexOf('=') + 1);
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == ESCAPE && i + 4 < escaped.length()) {
                text.append((char) Integer.parseInt(escaped, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(escaped.charAt(i));
            }
        }
        return text.toString();
    }
}
