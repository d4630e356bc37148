package io.watchbill.spec.reader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the tables of the Markdown document hold of a specification, and how it lists what they do not. */
public final class DocumentTables {
    /** Keys with everything below them. */
    private static final Set<String> HELD = Set.of(
            "apiVersion",
            "kind",
            "metadata.title",
            "monitoring.dashboards[].name",
            "monitoring.dashboards[].purpose",
            "monitoring.dashboards[].link",
            "monitoring.keyMetrics[].metric",
            "monitoring.keyMetrics[].over",
            "monitoring.keyMetrics[].normal",
            "monitoring.keyMetrics[].warning",
            "monitoring.keyMetrics[].critical",
            "alerting.alerts[].name",
            "alerting.alerts[].condition",
            "alerting.alerts[].promql",
            "alerting.alerts[].for",
            "alerting.alerts[].severity",
            "alerting.alerts[].runbook",
            "onCall.timezone",
            "onCall.rotations[].role",
            "onCall.rotations[].schedule",
            "onCall.rotations[].members",
            "onCall.rotations[].shifts",
            "onCall.rotations[].external",
            "maintenance[].name",
            "maintenance[].frequency",
            "maintenance[].duration",
            "maintenance[].timezone",
            "maintenance[].activities",
            "slos[].name",
            "slos[].target",
            "slos[].period",
            "slos[].measurement");

    /** Keys with something below them that is held. */
    private static final Set<String> LEADING = HELD.stream()
            .flatMap(held -> IntStream.range(0, held.length())
                    .filter(at -> held.charAt(at) == '.' || held.charAt(at) == '[')
                    .mapToObj(at -> held.substring(0, at)))
            .collect(Collectors.toUnmodifiableSet());

    private static final Pattern PLACE = Pattern.compile("\\[\\d+]");
    private static final String ALSO = "The specification also says: ";
    private static final Pattern COMMENT = Pattern.compile("(?m)^<!-- " + ALSO + "(.*) -->");

    private DocumentTables() {}

    /** The id of a person whose name alone stands in the table. */
    public static String id(String name) {
        return MarkdownWords.label(name);
    }

    /** The name of the generated dashboard, in the first row; that row says nothing of a specification. */
    public static String overview(String title) {
        return title + " / Overview";
    }

    /** What a specification says and the tables have no place for, as the shortest keys: {@code alerting.alerts[].summary}, {@code models}. */
    public static List<String> elsewhere(LoadedSpecification loaded) {
        Set<String> elsewhere = new TreeSet<>();
        for (Setting setting : loaded.settings()) {
            List<String> prefix = new ArrayList<>();
            boolean open = setting.origin().isPresent();
            for (int index = 0; open && index < setting.path().size(); index++) {
                String step = setting.path().get(index);
                prefix.add(PLACE.matcher(step).matches() ? "[]" : step);
                String key = Setting.dotted(prefix);
                open = LEADING.contains(key);
                if (!HELD.contains(key) && !open) {
                    elsewhere.add(key);
                }
            }
        }
        return List.copyOf(elsewhere);
    }

    /** The document's comment about it; empty where nothing is missing. */
    public static String comment(List<String> elsewhere) {
        return elsewhere.isEmpty() ? "" : ALSO + String.join(", ", elsewhere);
    }

    /** What the comment in a document lists. */
    static List<String> commented(String document) {
        Matcher comment = COMMENT.matcher(document);
        return comment.find() ? Arrays.asList(comment.group(1).split(", ", -1)) : List.of();
    }
}
