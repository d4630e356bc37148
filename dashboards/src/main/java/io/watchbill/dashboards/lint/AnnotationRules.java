package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofFolder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules about the marks on the time axis. */
final class AnnotationRules {

    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final List<String> WORDS = List.of("titleFormat", "textFormat");

    private AnnotationRules() {}

    static List<Rule> all() {
        return List.of(
                ofFolder(
                        "annotation-query",
                        "The query of an annotation reads as PromQL, and its series are there.",
                        (folder, faults) ->
                                each(folder, (in, at, annotation, query) -> query(folder, in, at, query, faults))),
                ofFolder(
                        "annotation-words",
                        "The words of an annotation name labels that its query keeps.",
                        (folder, faults) ->
                                each(folder, (in, at, annotation, query) -> words(at, annotation, query, faults))));
    }

    private interface Each {
        void accept(LintedDashboard dashboard, Place place, JsonNode annotation, String query);
    }

    /** Every annotation that asks something, with the place of its query. */
    private static void each(LintedFolder folder, Each each) {
        for (LintedDashboard dashboard : folder.dashboards()) {
            JsonNode list = dashboard.json().path("annotations").path("list");
            for (int i = 0; i < list.size(); i++) {
                JsonNode query = list.get(i).path("target").path("expr");
                if (query.isTextual()) {
                    each.accept(
                            dashboard,
                            dashboard.place("/annotations/list/" + i + "/target/expr"),
                            list.get(i),
                            query.asText());
                }
            }
        }
    }

    private static void query(LintedFolder folder, LintedDashboard in, Place at, String query, Faults faults) {
        Promql.misfit(query, in.names())
                .ifPresent(problem ->
                        faults.add(at, "the PromQL does not read: " + problem, "mend it: no mark is drawn otherwise"));
        TargetRules.unknown(folder, Promql.of(query))
                .forEach(series -> faults.add(at, TargetRules.nobodyGives(series), TargetRules.remedy(series)));
    }

    private static void words(Place at, JsonNode annotation, String query, Faults faults) {
        Optional<Set<String>> labels = Promql.of(query).labels();
        for (String words : WORDS) {
            String text = annotation.path(words).asText();
            LABEL.matcher(text)
                    .results()
                    .map(match -> match.group(1))
                    .filter(label -> !labels.map(kept -> kept.contains(label)).orElse(true))
                    .forEach(label ->
                            faults.add(at, "the marks have no label " + label, "keep it, or leave it out of " + words));
            String rest = LABEL.matcher(text).replaceAll("");
            faults.require(
                    !rest.contains("{{") && !rest.contains("}}"),
                    at,
                    words + " is '" + text + "', in which a bracket does not close",
                    "write labels as {{label}}");
        }
    }
}
