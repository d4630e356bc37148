package io.watchbill.rules.proof;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Prometheus makes of the templates that plans hold: labels, the value, and text in quotes. */
final class TemplateReading {

    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}", Pattern.DOTALL);
    /** What is said of a value, and what instead of none: NaN alone differs from itself. */
    private static final Pattern KNOWN =
            Pattern.compile("\\{\\{ if eq \\$value \\$value }}(.*?)\\{\\{ else }}(.*?)\\{\\{ end }}");

    private static final Pattern PIPE = Pattern.compile("\\s*\\|\\s*");
    private static final Pattern LABEL = Pattern.compile("\\$labels\\.([a-zA-Z_][a-zA-Z0-9_]*)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]*)\"");

    private final Map<String, String> labels;
    private final double value;

    /**
     * Reads templates of an alert.
     *
     * @param labels of the series that the alert's expression returns
     * @param value of the expression
     */
    TemplateReading(Map<String, String> labels, double value) {
        this.labels = labels;
        this.value = value;
    }

    /** The expanded text, or empty if it holds anything that is not read here. */
    Optional<String> read(String template) {
        if (!template.contains("{{")) {
            return Optional.of(template);
        }
        boolean known = !Double.isNaN(value);
        return expand(
                KNOWN.matcher(template).replaceAll(choice -> Matcher.quoteReplacement(choice.group(known ? 1 : 2))));
    }

    private Optional<String> expand(String template) {
        Matcher action = ACTION.matcher(template);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (action.find()) {
            Optional<String> result = evaluate(action.group(1));
            if (result.isEmpty()
                    || action.group().startsWith("{{-")
                    || action.group().endsWith("-}}")) {
                return Optional.empty();
            }
            text.append(template, from, action.start()).append(result.get());
            from = action.end();
        }
        text.append(template.substring(from));
        return Optional.of(text.toString());
    }

    /** Every value expanded, or empty if one of them cannot be. */
    Optional<Map<String, String>> readAll(Map<String, String> templates) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> template : templates.entrySet()) {
            Optional<String> text = read(template.getValue());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(template.getKey(), text.get());
        }
        return Optional.of(texts);
    }

    private Optional<String> evaluate(String pipeline) {
        String[] parts = PIPE.split(pipeline, -1);
        return switch (parts.length) {
            case 1 -> text(parts[0]);
            case 2 ->
                parts[0].equals("$value") ? number(parts[1]) : text(parts[0]).flatMap(it -> piped(it, parts[1]));
            default -> Optional.empty();
        };
    }

    private Optional<String> text(String operand) {
        if (operand.equals("$value")) {
            return value == Math.rint(value) && Math.abs(value) < 1e6
                    ? Optional.of(String.valueOf((long) value))
                    : Optional.empty();
        }
        Matcher label = LABEL.matcher(operand);
        if (label.matches()) {
            return Optional.of(labels.getOrDefault(label.group(1), ""));
        }
        Matcher quoted = QUOTED.matcher(operand);
        return quoted.matches() ? Optional.of(quoted.group(1)) : Optional.empty();
    }

    private Optional<String> number(String function) {
        return switch (function) {
            case "humanize" -> Optional.of(GoNumbers.humanize(value));
            case "humanize1024" -> Optional.of(GoNumbers.humanize1024(value));
            case "humanizePercentage" -> Optional.of(GoNumbers.humanizePercentage(value));
            case "printf \"%.4g\"" -> Optional.of(GoNumbers.general(value));
            case "humanizeDuration" -> Optional.of(GoNumbers.humanizeDuration(value));
            default -> Optional.empty();
        };
    }

    private static Optional<String> piped(String text, String function) {
        return function.equals("urlquery")
                ? Optional.of(URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                : Optional.empty();
    }
}
