package io.watchbill.runbooks.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.filter.Filter;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A filter that makes text safe for a shell; what it gives still needs an escaping filter for Markdown. */
record CommandFilter(String name, Function<Object, String> command) implements Filter {

    static final List<CommandFilter> ALL = List.of(
            new CommandFilter("sh", value -> quote(value.toString())),
            new CommandFilter("promtool", CommandFilter::promtool));

    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9_./:=-]+");
    private static final int LONGEST_LINE = 100;

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Object filter(@Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
        if (value == null) {
            throw new IllegalArgumentException("no such value is known");
        }
        return command.apply(value);
    }

    /** One word of a shell's command line, whatever it holds. */
    private static String quote(String text) {
        return ONE_WORD.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** The command that asks Prometheus; of a list of queries one command each. */
    private static String promtool(Object queries) {
        if (queries instanceof List<?> list) {
            return list.stream().map(CommandFilter::promtool).collect(Collectors.joining("\n"));
        }
        String start = "promtool query instant \"$PROMETHEUS\" ";
        String query = quote(queries.toString());
        return start.length() + query.length() > LONGEST_LINE ? start + "\\\n  " + query : start + query;
    }
}
