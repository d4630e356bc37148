package io.watchbill.runbooks.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter that makes a value safe for one place of a Markdown file. Every expression of a template ends in one of
 * them.
 */
record EscapingFilter(String name, BiFunction<String, List<String>, String> escape) implements Filter {

    static final List<EscapingFilter> ALL = List.of(
            new EscapingFilter("md", (value, none) -> Markdown.text(value)),
            new EscapingFilter("mdcell", (value, none) -> Markdown.cell(value)),
            new EscapingFilter("mdexactcell", (value, none) -> Markdown.exactCell(value)),
            new EscapingFilter("mdaddress", (value, none) -> Markdown.address(value)),
            new EscapingFilter("mdcomment", (value, none) -> Markdown.comment(value)),
            new EscapingFilter("mdprose", (value, none) -> Markdown.prose(value)),
            new EscapingFilter("mdcode", (value, none) -> Markdown.code(value)),
            new EscapingFilter("mdcodecell", (value, none) -> Markdown.codeInCell(value)),
            new EscapingFilter("mdfence", EscapingFilter::fence),
            new EscapingFilter("mdurl", (value, none) -> Markdown.url(value)),
            new EscapingFilter("mdanchor", (value, none) -> Markdown.anchor(value)));

    static final Set<String> NAMES = ALL.stream().map(EscapingFilter::name).collect(Collectors.toUnmodifiableSet());

    private static String fence(String value, List<String> arguments) {
        String language = arguments.isEmpty() ? "" : arguments.get(0);
        int indent = arguments.size() < 2 ? 0 : Integer.parseInt(arguments.get(1));
        return Markdown.fence(value, language, indent);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        return escape.apply(text(value), Arrays.asList(arguments));
    }

    @Override
    public Object filter(
            @Nullable Object value, JinjavaInterpreter interpreter, Object[] arguments, Map<String, Object> keywords) {
        return filter(
                value,
                interpreter,
                Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    }

    private String text(@Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException("no such value is known");
        }
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        // A list or a map printed as Java prints it is never what the author of a template meant.
        throw new IllegalArgumentException("filter '" + name + "' expects text or a whole number");
    }
}
