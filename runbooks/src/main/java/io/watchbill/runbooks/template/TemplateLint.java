package io.watchbill.runbooks.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Jinjava itself does not refuse, or not with a line: tags that read other files or call methods, an expression that does not end in an escaping filter, and a filter that does
 * not exist (Jinjava prints nothing for it, without an error).
 */
final class TemplateLint {

    /** Tags that read other files, or run code for its effect. */
    static final Set<String> FORBIDDEN_TAGS = Set.of("include", "import", "from", "extends", "do", "cycle");

    private static final Pattern TAG = Pattern.compile("\\{%-?\\s*(\\w+)");
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_]\\w*)");
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");

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
            }
        }
        Matcher tag = TAG.matcher(source);
        while (tag.find()) {
            if (FORBIDDEN_TAGS.contains(tag.group(1))) {
                faults.add(file + ":" + line(source, tag.start()) + ": templates may not use '" + tag.group(1) + "'");
            }
        }
        return List.copyOf(faults);
    }

    private static long line(String source, int position) {
        return source.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
    }
}
