package io.watchbill.rules.proof;

import io.watchbill.spec.condition.Matcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Label values that matchers ask for. */
final class LabelChoice {

    /** For matchers that leave values out. */
    private static final String OTHER = "other";

    private LabelChoice() {}

    /**
     * {@code defaults} with every matcher satisfied; empty where no value was found that does.
     *
     * @param defaults values of labels that no matcher asks for otherwise
     */
    static Optional<Map<String, String>> satisfying(Map<String, String> defaults, List<Matcher> matchers) {
        Map<String, String> labels = new LinkedHashMap<>(defaults);
        for (Matcher matcher : matchers) {
            Optional<String> value = candidates(labels.get(matcher.label()), matcher)
                    .filter(candidate -> matchers.stream()
                            .filter(other -> other.label().equals(matcher.label()))
                            .allMatch(other -> satisfies(other, candidate)))
                    .findFirst();
            if (value.isEmpty()) {
                return Optional.empty();
            }
            labels.put(matcher.label(), value.get());
        }
        return Optional.of(labels);
    }

    private static Stream<String> candidates(@Nullable String usual, Matcher matcher) {
        return Stream.concat(
                        Stream.ofNullable(usual),
                        Stream.concat(
                                Stream.of(matcher.value()),
                                Stream.concat(Stream.of(matcher.value().split("\\|")), Stream.of(OTHER))))
                .filter(value -> !value.isEmpty());
    }

    private static boolean satisfies(Matcher matcher, String value) {
        return switch (matcher.operator()) {
            case EQUAL -> value.equals(matcher.value());
            case NOT_EQUAL -> !value.equals(matcher.value());
            case MATCHES -> matches(matcher.value(), value);
            case DOES_NOT_MATCH -> !matches(matcher.value(), value);
        };
    }

    private static boolean matches(String regex, String value) {
        try {
            return Pattern.matches(regex, value);
        } catch (PatternSyntaxException onlyInGo) {
            return false;
        }
    }
}
