package io.watchbill.rules.proof;

import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.condition.ConditionParser;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.finding.MisfitException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A series that a selector selects.
 *
 * @param matchers of the selector
 * @param labels that satisfy them
 */
record SelectedSeries(String name, List<Matcher> matchers, Map<String, String> labels) {

    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?", Pattern.DOTALL);

    SelectedSeries {
        matchers = List.copyOf(matchers);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /** One of a selector; empty where the text is other PromQL, or asks for values that are not found. */
    static Optional<SelectedSeries> of(String selector) {
        return parsed(selector)
                .flatMap(form -> LabelChoice.satisfying(Map.of(), form.matchers())
                        .map(labels -> new SelectedSeries(form.name(), form.matchers(), labels)));
    }

    /** One of a selector that another does not select. */
    static Optional<SelectedSeries> besides(String selector, SelectedSeries other) {
        return parsed(selector)
                .flatMap(form -> other.matchers().stream()
                        .flatMap(matcher -> {
                            Map<String, String> different = new LinkedHashMap<>(other.labels());
                            different.put(matcher.label(), "other");
                            List<Matcher> wanted = new ArrayList<>(form.matchers());
                            wanted.add(opposite(matcher));
                            return LabelChoice.satisfying(different, wanted).stream();
                        })
                        .map(labels -> new SelectedSeries(form.name(), form.matchers(), labels))
                        .findFirst());
    }

    private record Form(String name, List<Matcher> matchers) {}

    private static Optional<Form> parsed(String selector) {
        String text = selector.strip()
                .replace("," + Measure.Query.SELECTOR, "")
                .replace("{" + Measure.Query.SELECTOR + "}", "");
        java.util.regex.Matcher form = SELECTOR.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            String inside = form.group(2);
            return Optional.of(new Form(
                    form.group(1), inside == null || inside.isBlank() ? List.of() : ConditionParser.matchers(inside)));
        } catch (MisfitException notASelector) {
            return Optional.empty();
        }
    }

    private static Matcher opposite(Matcher matcher) {
        Matcher.Operator operator = switch (matcher.operator()) {
            case EQUAL -> Matcher.Operator.NOT_EQUAL;
            case NOT_EQUAL -> Matcher.Operator.EQUAL;
            case MATCHES -> Matcher.Operator.DOES_NOT_MATCH;
            case DOES_NOT_MATCH -> Matcher.Operator.MATCHES;
        };
        return new Matcher(matcher.label(), operator, matcher.value());
    }
}
