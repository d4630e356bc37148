package io.watchbill.runbooks.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Jinjava itself does not refuse, or not with a line: tags that read other files, call methods or print past the
 * filters; an expression that is not escaped as a whole by its last filter; and a filter that does not exist (Jinjava
 * prints nothing for it, without an error).
 */
final class TemplateLint {

    /** The library's tags that read other files, run code for its effect, or print what no filter has seen. */
    static final Set<String> FORBIDDEN_TAGS = Set.of(
            "include",
            "import",
            "from",
            "extends",
            "block",
            "do",
            "cycle",
            "print",
            "call",
            "macro",
            "autoescape",
            "ifchanged",
            "unless");

    private static final Set<String> TAGS =
            new TreeSet<>(Set.of("if", "elif", "else", "endif", "for", "endfor", "set", "endset", "raw", "endraw"));

    private static final Pattern TAG = Pattern.compile("\\{%-?\\s*(\\w+)");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_]\\w*)");
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern BRACKETS = Pattern.compile("\\([^()\\[\\]]*\\)|\\[[^()\\[\\]]*]");

    /** One value and its filters. A filter binds more tightly than any operator: of {@code a ~ b | md} it sees b alone. */
    private static final Pattern FILTERED = Pattern.compile("\\s*[\\w.'§]+(\\s*\\|\\s*\\w+§?)+\\s*");

    private TemplateLint() {}

    /** One message per fault, each with its line. */
    static List<String> faults(String file, String source, Set<String> knownFilters) {
        List<String> faults = new ArrayList<>();
        Matcher expression = EXPRESSION.matcher(source);
        while (expression.find()) {
            String place = file + ":" + line(source, expression.start());
            // What stands between quotes is data: a pipe in it is no filter.
            List<String> filters = FILTER.matcher(
                            TEXT.matcher(expression.group(1)).replaceAll("''"))
                    .results()
                    .map(filter -> filter.group(1))
                    .toList();
            filters.stream()
                    .filter(filter -> !knownFilters.contains(filter))
                    .forEach(filter -> faults.add(place + ": there is no filter '" + filter + "'"));
            if (filters.isEmpty() || !EscapingFilter.NAMES.contains(filters.get(filters.size() - 1))) {
                faults.add(place + ": '" + expression.group().strip() + "' must end in one of the filters "
                        + String.join(
                                ", ", EscapingFilter.NAMES.stream().sorted().toList()));
            } else if (!FILTERED.matcher(withoutBrackets(expression.group(1))).matches()) {
                faults.add(place + ": '" + expression.group().strip() + "' is escaped in part only: put what stands"
                        + " before the filter in brackets");
            }
        }
        Matcher tag = TAG.matcher(source);
        while (tag.find()) {
            if (!TAGS.contains(tag.group(1))) {
                faults.add(file + ":" + line(source, tag.start()) + ": templates may not use '" + tag.group(1)
                        + "', only " + String.join(", ", TAGS));
            }
        }
        return List.copyOf(faults);
    }

    /** The expression with § for each text and each pair of brackets with what is in it. */
    private static String withoutBrackets(String expression) {
        String before = TEXT.matcher(expression).replaceAll("''");
        String after = BRACKETS.matcher(before).replaceAll("§");
        while (!after.equals(before)) {
            before = after;
            after = BRACKETS.matcher(before).replaceAll("§");
        }
        return after;
    }

    private static long line(String source, int position) {
        return source.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
