package io.watchbill.alertmanager.base;

import io.watchbill.alertmanager.RoutingProblem;
import io.watchbill.alertmanager.format.InhibitRule;
import io.watchbill.alertmanager.format.Matcher;
import io.watchbill.alertmanager.format.MatcherText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The inhibit rules of a team's file, which silence generated alerts too.
 *
 * @param problems rules that are not read: matchers on label names that only quotes make one
 */
record BaseInhibitions(List<InhibitRule> rules, List<BaseProblem> problems) {

    static BaseInhibitions of(BaseFile base) {
        List<InhibitRule> rules = new ArrayList<>();
        List<BaseProblem> problems = new ArrayList<>();
        List<Map<String, @Nullable Object>> written = base.list("inhibit_rules");
        for (int i = 0; i < written.size(); i++) {
            Map<String, @Nullable Object> rule = written.get(i);
            Optional<List<Matcher>> source = matchers(rule, "source_match");
            Optional<List<Matcher>> target = matchers(rule, "target_match");
            if (source.isPresent() && target.isPresent()) {
                rules.add(new InhibitRule(source.get(), target.get(), texts(rule.get("equal"))));
            } else {
                problems.add(new BaseProblem(
                        base.placeOf("inhibit_rules", i),
                        RoutingProblem.Kind.LESSENED,
                        "Watchbill does not read a matcher of this rule, so that 'routes' and 'whatif' leave the rule out:"
                                + " write it as label=\"value\", the label of letters, digits and _"));
            }
        }
        return new BaseInhibitions(rules, problems);
    }

    /** {@code source_matchers}, and the older {@code source_match} and {@code source_match_re}. */
    private static Optional<List<Matcher>> matchers(Map<String, @Nullable Object> rule, String key) {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : texts(rule.get(key + "ers"))) {
            Optional<List<Matcher>> parsed = MatcherText.parse(text);
            if (parsed.isEmpty()) {
                return Optional.empty();
            }
            matchers.addAll(parsed.get());
        }
        try {
            pairs(rule.get(key), "=", matchers);
            pairs(rule.get(key + "_re"), "=~", matchers);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
        return Optional.of(matchers);
    }

    private static void pairs(@Nullable Object written, String operator, List<Matcher> matchers) {
        if (written instanceof Map<?, ?> map) {
            map.forEach((label, value) ->
                    matchers.add(new Matcher(String.valueOf(label), operator, String.valueOf(value))));
        }
    }

    private static List<String> texts(@Nullable Object written) {
        return written instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
