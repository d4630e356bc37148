package io.watchbill.plan.promql;

/** A string literal, such as an argument of {@code label_replace}. */
public record Text(String value) implements Expression {

    @Override
    public String text() {
        return quote(value);
    }

    @Override
    public Precedence precedence() {
        return Precedence.ATOM;
    }

    @Override
    public Expression withDurations(DurationRewrite rewrite) {
        return this;
    }

    /** The value in double quotes, escaped as PromQL reads it; UTF-8 stays as it is. */
    static String quote(String value) {
        if (isPlain(value)) {
            return '"' + value + '"';
        }
        StringBuilder quoted = new StringBuilder().append('"');
        value.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (point < 0x20 || point == 0x7f) {
                        quoted.append(String.format("\\x%02x", point));
                    } else {
                        quoted.appendCodePoint(point);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    /** Whether there is nothing to escape, as almost always. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
