package io.watchbill.dashboards;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Grafana's variables and what stands for them in a query to Prometheus: {@code $x}, {@code ${x}}, {@code ${x:format}}
 * and {@code [[x]]}. An unknown name or format is an error, never empty text.
 *
 * @param choices what is chosen, by variable
 * @param builtIn what Grafana itself says, such as {@code __interval}
 */
public record Substitution(Map<String, Choice> choices, Map<String, String> builtIn) {

    /** What begins with a digit is a group of {@code label_replace}. */
    private static final Pattern VARIABLE =
            Pattern.compile("\\$([a-zA-Z_]\\w*)|\\[\\[(\\w+)(?::(\\w+))?]]|\\$\\{(\\w+)(?:\\.[^:}]+)?(?::([^}]+))?}");

    /** What Grafana fills in on its own: in queries, links and the texts of fields. */
    private static final Set<String> BUILT_IN = Set.of(
            "__interval",
            "__interval_ms",
            "__rate_interval",
            "__rate_interval_ms",
            "__range",
            "__range_s",
            "__range_ms",
            "__from",
            "__to",
            "__url_time_range",
            "__all_variables",
            "__dashboard",
            "__data",
            "__field",
            "__value",
            "__series");

    private static final Map<String, String> EXAMPLES = Map.of(
            "__interval", "1m",
            "__interval_ms", "60000",
            "__rate_interval", "1m",
            "__rate_interval_ms", "60000",
            "__range", "1m",
            "__range_s", "60",
            "__range_ms", "60000",
            "__from", "0",
            "__to", "60000");

    public Substitution {
        choices = Map.copyOf(choices);
        builtIn = Map.copyOf(builtIn);
    }

    /**
     * What is chosen for a variable.
     *
     * @param values at least one
     * @param several whether the variable takes several, or All
     * @param all what stands for All where All is chosen and the variable says so
     */
    public record Choice(List<String> values, boolean several, Optional<String> all) {

        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("at least one value is chosen");
            }
        }

        /** The one value of a variable that takes one. */
        public static Choice of(String value) {
            return new Choice(List.of(value), false, Optional.empty());
        }

        /** These values of a variable that takes several. */
        public static Choice anyOf(List<String> values) {
            return new Choice(values, true, Optional.empty());
        }
    }

    /** One value for each variable, in a query of those times. */
    public static Substitution of(Map<String, String> chosen, QueryTimes times) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        chosen.forEach((name, value) -> choices.put(name, Choice.of(value)));
        return new Substitution(choices, times.builtIn());
    }

    /**
     * The text with a minute in place of every time and a word in place of every other variable, so that it can be read.
     *
     * @param isVariable whether a name that Grafana does not fill in on its own is one; of what is none Grafana leaves the text as it is
     */
    public static String example(String text, Predicate<String> isVariable) {
        return VARIABLE.matcher(text).replaceAll(match -> {
            String name = name(match);
            boolean filled = isBuiltIn(name) || isVariable.test(name);
            return Matcher.quoteReplacement(filled ? EXAMPLES.getOrDefault(name, "x") : match.group());
        });
    }

    /** The names of the variables in the text. */
    public static Set<String> names(String text) {
        return VARIABLE.matcher(text).results().map(Substitution::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether Grafana fills that name in on its own. */
    public static boolean isBuiltIn(String name) {
        return BUILT_IN.contains(name);
    }

    /** The text with every variable filled in. */
    public String in(String text) {
        return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, text)));
    }

    private static String name(MatchResult match) {
        return Optional.ofNullable(match.group(1))
                .or(() -> Optional.ofNullable(match.group(2)))
                .orElseGet(() -> match.group(4));
    }

    private String value(MatchResult match, String text) {
        String name = name(match);
        String own = builtIn.get(name);
        if (own != null) {
            return own;
        }
        Choice choice = choices.get(name);
        if (choice == null) {
            throw new IllegalArgumentException("nothing is chosen for $" + name + " in: " + text);
        }
        Optional<String> format = Optional.ofNullable(match.group(3)).or(() -> Optional.ofNullable(match.group(5)));
        if (choice.all().isPresent() && !format.equals(Optional.of("queryparam"))) {
            return choice.all().get();
        }
        return format.map(as -> formatted(name, choice, as)).orElseGet(() -> inPromql(choice));
    }

    /** As Grafana's data source for Prometheus writes it where the variable names no format. */
    private static String inPromql(Choice choice) {
        if (!choice.several()) {
            return choice.values().get(0).replace("\\", "\\\\").replace("'", "\\\\'");
        }
        return alternatives(
                choice.values(),
                value -> value.replace("\\", "\\\\\\\\").replaceAll("[$^*{}\\[\\]+?.()|]", "\\\\\\\\$0"));
    }

    private static String formatted(String name, Choice choice, String format) {
        List<String> values = choice.values();
        return switch (format) {
            case "raw", "text" -> String.join(format.equals("text") ? " + " : ",", values);
            case "csv" -> String.join(",", values);
            case "pipe" -> String.join("|", values);
            case "regex" -> alternatives(values, value -> value.replaceAll("[\\\\^$*+?.()|\\[\\]{}/]", "\\\\$0"));
            case "glob" -> values.size() == 1 ? values.get(0) : "{" + String.join(",", values) + "}";
            case "singlequote" -> joined(values, value -> "'" + value.replace("'", "\\'") + "'");
            case "doublequote" -> joined(values, value -> "\"" + value.replace("\"", "\\\"") + "\"");
            case "percentencode" -> encoded(values.size() == 1 ? values.get(0) : "{" + String.join(",", values) + "}");
            case "queryparam" ->
                values.stream()
                        .map(value -> "var-" + name + "=" + encoded(value))
                        .collect(Collectors.joining("&"));
            default ->
                throw new IllegalArgumentException(
                        "Grafana writes no variable as '" + format + "': ${" + name + ":" + format + "}");
        };
    }

    private static String alternatives(List<String> values, UnaryOperator<String> escape) {
        List<String> escaped = values.stream().map(escape).toList();
        return escaped.size() == 1 ? escaped.get(0) : "(" + String.join("|", escaped) + ")";
    }

    private static String joined(List<String> values, UnaryOperator<String> quote) {
        return values.stream().map(quote).collect(Collectors.joining(","));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
