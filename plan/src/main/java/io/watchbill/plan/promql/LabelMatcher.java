package io.watchbill.plan.promql;

import io.watchbill.spec.condition.Matcher;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition on one label.
 *
 * @param label letters, digits and underscores, as every Prometheus takes them
 */
public record LabelMatcher(String label, Matcher.Operator operator, String value) {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    public LabelMatcher {
        if (!isLabel(label)) {
            throw new IllegalArgumentException("no label name: " + label);
        }
    }

    private static boolean isLabel(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** The matcher of a condition. */
    public static LabelMatcher of(Matcher matcher) {
        return new LabelMatcher(matcher.label(), matcher.operator(), matcher.value());
    }

    /** The label has exactly that value. */
    public static LabelMatcher equal(String label, String value) {
        return new LabelMatcher(label, Matcher.Operator.EQUAL, value);
    }

    /** The label has one of the values, which are taken literally. */
    public static LabelMatcher oneOf(String label, Collection<String> values) {
        return values.size() == 1
                ? equal(label, values.iterator().next())
                : new LabelMatcher(
                        label,
                        Matcher.Operator.MATCHES,
                        values.stream().map(LabelMatcher::literally).collect(Collectors.joining("|")));
    }

    /** The pattern of Prometheus' regular expressions (RE2) that matches the text and nothing else. */
    public static String literally(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }

    /** The matcher in PromQL. */
    public String text() {
        return label + operator.text() + Text.quote(value);
    }

    /** The matchers in PromQL, without braces. */
    static String text(List<LabelMatcher> matchers) {
        return matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(","));
    }
}
