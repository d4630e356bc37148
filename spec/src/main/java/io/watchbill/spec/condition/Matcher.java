package io.watchbill.spec.condition;

import io.watchbill.spec.Named;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A label matcher as PromQL has it.
 *
 * @param label an exported label's name
 */
public record Matcher(String label, Operator operator, String value) {
    /** The form in PromQL and in a specification, value quoted. */
    public String text() {
        return label + operator.text() + quote(value);
    }

    /** All matchers in braces, or nothing where there is none. */
    public static String text(List<Matcher> matchers) {
        return matchers.isEmpty()
                ? ""
                : matchers.stream().map(Matcher::text).collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** How the label's value is compared. */
    public enum Operator implements Named {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        DOES_NOT_MATCH("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
