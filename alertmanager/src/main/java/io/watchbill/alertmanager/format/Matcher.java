package io.watchbill.alertmanager.format;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition on one label, in the form that every parser of Alertmanager reads alike: an ASCII name and a value in
 * double quotes.
 *
 * @param operator one of {@code = != =~ !~}
 */
public record Matcher(String label, String operator, String value) {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern OPERATOR = Pattern.compile("=|!=|=~|!~");
    private static final Pattern PLAIN_IN_REGEX = Pattern.compile("[A-Za-z0-9_ /:,@-]*");

    public Matcher {
        if (!NAME.matcher(label).matches()) {
            throw new IllegalArgumentException("a label's name is letters, digits and _, but got: " + label);
        }
        if (!OPERATOR.matcher(operator).matches()) {
            throw new IllegalArgumentException("expected = != =~ or !~, but got: " + operator);
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "Alertmanager's parsers read control characters in a matcher differently; found one in the value of "
                            + label);
        }
    }

    /** The label is {@code value}. */
    public static Matcher is(String label, String value) {
        return new Matcher(label, "=", value);
    }

    /** The label is not {@code value}; {@code ""} asks that it is there. */
    public static Matcher isNot(String label, String value) {
        return new Matcher(label, "!=", value);
    }

    /** The label is one of {@code values}, which stand in the order given. */
    public static Matcher isAnyOf(String label, Collection<String> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one value of " + label + " is needed");
        }
        return values.size() == 1
                ? is(label, values.iterator().next())
                : new Matcher(
                        label, "=~", values.stream().map(Matcher::quoteRegex).collect(Collectors.joining("|")));
    }

    /** The label is none of {@code values}, which stand in the order given. */
    public static Matcher isNoneOf(String label, Collection<String> values) {
        Matcher any = isAnyOf(label, values);
        return new Matcher(label, any.operator.equals("=") ? "!=" : "!~", any.value);
    }

    /** The written form, such as {@code priority=~"P2|P3"}. */
    @JsonValue
    public String text() {
        return label + operator + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String quoteRegex(String value) {
        if (PLAIN_IN_REGEX.matcher(value).matches()) {
            return value;
        }
        StringBuilder quoted = new StringBuilder();
        value.codePoints().forEach(c -> {
            if ("\\.+*?()|[]{}^$".indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.appendCodePoint(c);
        });
        return quoted.toString();
    }
}
