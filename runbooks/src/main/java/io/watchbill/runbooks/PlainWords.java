package io.watchbill.runbooks;

import io.watchbill.spec.ResponseTime;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.MetricCatalogue;
import io.watchbill.spec.condition.Bound;
import io.watchbill.spec.condition.Clause;
import io.watchbill.spec.condition.Condition;
import io.watchbill.spec.condition.Matcher;
import io.watchbill.spec.condition.Operator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What specifications say in signs, said in words. */
final class PlainWords {

    private static final Pattern LITERAL = Pattern.compile("\\{\\{\\s*\"([^\"]*)\"\\s*}}");
    private static final Pattern LABEL = Pattern.compile("\\{\\{-?\\s*\\$labels\\.(\\w+)[^}]*}}");
    private static final Pattern VALUE = Pattern.compile("\\{\\{-?[^}]*\\$value[^}]*}}");
    /** Of two ways to say it, the one without trouble is the first. */
    private static final Pattern CHOICE =
            Pattern.compile("\\{\\{-? *if [^}]*}}(.*?)\\{\\{-? *else *-?}}.*?\\{\\{-? *end *-?}}", Pattern.DOTALL);

    private static final Pattern OTHER = Pattern.compile("\\{\\{[^}]*}}");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private PlainWords() {}

    /** A Prometheus template as a person reads it before the alert fires: {@code <column>} stands for the label. */
    static String template(String text) {
        return SPACE.matcher(text.contains("{{") ? filled(text) : text)
                .replaceAll(" ")
                .strip();
    }

    private static String filled(String text) {
        String chosen = CHOICE.matcher(text).replaceAll("$1");
        String labels = LABEL.matcher(chosen).replaceAll("<$1>");
        String values = VALUE.matcher(labels).replaceAll("<value>");
        String literals = LITERAL.matcher(values).replaceAll("$1");
        return OTHER.matcher(literals).replaceAll("…");
    }

    /** A condition as a person would say it, without how long it must hold. */
    static String condition(Condition condition, MetricCatalogue catalogue) {
        return condition.clauses().stream()
                .map(clause -> clause(clause, catalogue))
                .collect(Collectors.joining("; and "));
    }

    private static String clause(Clause clause, MetricCatalogue catalogue) {
        String of = clause.matchers().stream().map(PlainWords::matcher).collect(Collectors.joining(" and "));
        String over = clause.window().map(window -> " over " + window.label()).orElse("");
        return subject(clause, catalogue) + (of.isEmpty() ? "" : " of " + of) + " is " + bound(clause.bound()) + over;
    }

    private static String subject(Clause clause, MetricCatalogue catalogue) {
        return catalogue
                .find(clause.metric())
                .map(CatalogueMetric::help)
                .map(help -> clause.metric() + " (" + uncapital(help.replaceFirst("\\.$", "")) + ")")
                .orElse(clause.metric());
    }

    private static String uncapital(String text) {
        boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return acronym ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String matcher(Matcher matcher) {
        String relation = switch (matcher.operator()) {
            case EQUAL -> " ";
            case NOT_EQUAL -> " other than ";
            case MATCHES -> " like ";
            case DOES_NOT_MATCH -> " unlike ";
        };
        return matcher.label() + relation + matcher.value();
    }

    /** {@code above 0.25}, {@code under 70%}, {@code outside 1.5% to 5%}. */
    static String bound(Bound bound) {
        if (bound instanceof Bound.Comparison comparison) {
            return relation(comparison.operator()) + comparison.limit().text();
        }
        if (bound instanceof Bound.Outside outside) {
            return "outside " + outside.low().text() + " to " + outside.high().text();
        }
        Bound.Within within = (Bound.Within) bound;
        return "between " + within.low().text() + " and " + within.high().text();
    }

    private static String relation(Operator operator) {
        return switch (operator) {
            case LESS -> "under ";
            case AT_MOST -> "at most ";
            case GREATER -> "above ";
            case AT_LEAST -> "at least ";
        };
    }

    /** By when somebody answers. */
    static String answered(ResponseTime time) {
        return time instanceof ResponseTime.Within within ? "within " + within.text() : "on the next business day";
    }
}
