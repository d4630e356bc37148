package io.watchbill.spec.promql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;

/** Regular expressions as Prometheus has them: RE2, matched whole. */
public final class Regex {

    /** What the finding of a wrong one says was expected. */
    public static final String EXPECTED = "RE2 syntax, as Prometheus has it";

    private Regex() {}

    /** Why it is none; empty where it is one. */
    public static Optional<String> problem(String regex) {
        try {
            Pattern.compile(regex);
            return Optional.empty();
        } catch (PatternSyntaxException wrong) {
            return Optional.of(wrong.getDescription() + " in " + wrong.getPattern());
        }
    }

    /** Whether it matches the empty text, as a label that is absent has. */
    static boolean matchesNothing(String regex) {
        return Pattern.matches(regex, "");
    }
}
