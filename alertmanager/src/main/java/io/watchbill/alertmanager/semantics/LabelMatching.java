package io.watchbill.alertmanager.semantics;

import io.watchbill.alertmanager.format.Matcher;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether labels match, as Alertmanager decides it: a label that is not there is empty, and a pattern fits the whole value. */
public final class LabelMatching {

    private LabelMatching() {}

    /** Whether every matcher holds; none asks for nothing. */
    public static boolean matches(List<Matcher> matchers, Map<String, String> labels) {
        return matchers.stream().allMatch(matcher -> matches(matcher, labels));
    }

    private static boolean matches(Matcher matcher, Map<String, String> labels) {
        String value = labels.getOrDefault(matcher.label(), "");
        return switch (matcher.operator()) {
            case "=" -> value.equals(matcher.value());
            case "!=" -> !value.equals(matcher.value());
            case "=~" -> fits(matcher.value(), value);
            default -> !fits(matcher.value(), value);
        };
    }

    private static boolean fits(String pattern, String value) {
        return Pattern.compile(pattern).matcher(value).matches();
    }
}
