package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofDashboard;
import static io.watchbill.dashboards.lint.Rule.ofVariable;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchbill.dashboards.QueryResult;
import io.watchbill.dashboards.Substitution;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Rules about a dashboard's variables. */
final class VariableRules {

    /** Grafana's name of the choice of a data source. */
    static final String DATASOURCE = "datasource";

    private static final Pattern QUESTION = Pattern.compile(
            "\\s*(?:label_values\\((?:(?<selector>.*),)?\\s*[a-zA-Z_]\\w*\\s*\\)|label_names\\((?:[^()]*)\\)"
                    + "|metrics\\((?<pattern>[^()]*)\\)|query_result\\((?<query>.*)\\))\\s*",
            Pattern.DOTALL);
    /** A label whose value is the regex' first group. */
    private static final Pattern TAKEN = Pattern.compile("([a-zA-Z_]\\w*)=\"\\(");

    private static final int ON_TIME_RANGE = 2;

    private VariableRules() {}

    static List<Rule> all() {
        return List.of(
                ofDashboard(
                        "template-datasource-rule",
                        "A variable named datasource, labelled Data source, says which Prometheus answers.",
                        VariableRules::datasource),
                ofVariable(
                        "template-job-rule",
                        "A variable named job asks for the label, takes several, and All means .+.",
                        (variable, faults) -> target(variable, "job", faults)),
                ofVariable(
                        "template-instance-rule",
                        "A variable named instance asks for the label, takes several, and All means .+.",
                        (variable, faults) -> target(variable, "instance", faults)),
                ofVariable(
                        "template-label-promql-rule",
                        "A query variable asks label_values, label_names, metrics or query_result of a selector that reads.",
                        VariableRules::question),
                ofVariable(
                        "template-on-time-change-reload-rule",
                        "A query variable asks again when the time range changes.",
                        (variable, faults) -> faults.require(
                                !variable.isQuery()
                                        || variable.json().path("refresh").asInt() == ON_TIME_RANGE,
                                variable.place().at("/refresh"),
                                "the variable " + variable.name() + " keeps the values of the time range before",
                                "write \"refresh\": 2")),
                ofVariable(
                        "variable-regex",
                        "Of the answer to query_result a regex takes one label's value.",
                        VariableRules::regex),
                ofVariable(
                        "variable-label",
                        "A variable has a label that people read.",
                        (variable, faults) -> faults.require(
                                !variable.label().isBlank(),
                                variable.place().at("/label"),
                                "the variable " + variable.name() + " has no label",
                                "say what is chosen, in a word or two")),
                ofVariable(
                        "variable-datasource",
                        "A query variable asks the chosen data source.",
                        (variable, faults) -> faults.require(
                                !variable.isQuery()
                                        || DatasourceRule.isChosen(
                                                variable.dashboard(),
                                                variable.json().path("datasource")),
                                variable.place().at("/datasource"),
                                "the variable " + variable.name() + " asks "
                                        + variable.json().path("datasource") + ", not the chosen data source",
                                "write ${datasource} as its uid")),
                ofDashboard("variable-twice", "No two variables have one name.", VariableRules::twice),
                ofDashboard("variable-declared", "What is named as a variable is declared.", VariableRules::declared),
                ofDashboard("variable-used", "What is declared as a variable is used.", VariableRules::used),
                ofDashboard("variable-order", "A variable stands behind those that it needs.", VariableRules::order));
    }

    private static void datasource(LintedDashboard dashboard, Faults faults) {
        dashboard.variables().stream()
                .filter(variable -> variable.json().path("type").asText().equals(DATASOURCE))
                .findFirst()
                .ifPresentOrElse(
                        variable -> {
                            String kind = variable.question();
                            faults.require(
                                    Set.of(DATASOURCE, kind + "_" + DATASOURCE).contains(variable.name()),
                                    variable.place().at("/name"),
                                    "the data source's variable is named " + variable.name(),
                                    "name it " + DATASOURCE + ", as other dashboards do, so that links carry it along");
                            faults.require(
                                    variable.label().equalsIgnoreCase("data source"),
                                    variable.place().at("/label"),
                                    "the data source's variable is labelled '" + variable.label() + "'",
                                    "label it Data source");
                        },
                        () -> faults.add(
                                dashboard.place("/templating/list"),
                                "there is no variable of type datasource",
                                "add one named " + DATASOURCE
                                        + ": a data source's uid is another one in every Grafana"));
    }

    private static void target(LintedVariable variable, String label, Faults faults) {
        if (!variable.name().equals(label)) {
            return;
        }
        JsonNode json = variable.json();
        String capital = label.substring(0, 1).toUpperCase(Locale.ROOT) + label.substring(1);
        faults.require(
                variable.isQuery(),
                variable.place().at("/type"),
                "the variable " + label + " is no query",
                "ask for the label's values");
        faults.require(
                variable.label().equals(capital),
                variable.place().at("/label"),
                "the variable " + label + " is labelled '" + variable.label() + "'",
                "label it " + capital);
        faults.require(
                json.path("multi").asBoolean(),
                variable.place().at("/multi"),
                "only one " + label + " can be chosen",
                "write \"multi\": true");
        faults.require(
                json.path("allValue").asText().equals(".+"),
                variable.place().at("/allValue"),
                "All lists every " + label + " by name",
                "write \"allValue\": \".+\"");
    }

    private static void question(LintedVariable variable, Faults faults) {
        if (!variable.isQuery()) {
            return;
        }
        Matcher question = QUESTION.matcher(variable.question());
        if (!question.matches()) {
            faults.add(
                    variable.place().at("/query"),
                    "the variable " + variable.name() + " asks '" + variable.question()
                            + "', which is none of label_values, label_names, metrics and query_result",
                    "ask for one of them");
            return;
        }
        for (String group : List.of("selector", "query")) {
            String promql = question.group(group);
            if (promql != null) {
                Promql.misfit(promql, variable.dashboard().names())
                        .ifPresent(problem -> faults.add(
                                variable.place().at("/query"),
                                "what the variable " + variable.name() + " asks of does not read: " + problem,
                                "mend the PromQL: the variable has no value otherwise"));
            }
        }
    }

    private static void regex(LintedVariable variable, Faults faults) {
        Matcher question = QUESTION.matcher(variable.question());
        if (!variable.isQuery() || !question.matches() || question.group("query") == null) {
            return;
        }
        String regex = variable.json().path("regex").asText();
        Matcher label = TAKEN.matcher(regex);
        faults.require(
                label.find() && takes(regex, label.group(1)),
                variable.place().at("/regex"),
                "the regex '" + regex + "' takes no label's value out of {version=\"1\"} 0.5 1767225600000",
                "write /^\\{version=\"(.*)\"\\} \\S+ \\S+$/, with the label that the query keeps");
    }

    private static boolean takes(String regex, String label) {
        try {
            Matcher match = QueryResult.pattern(regex).matcher("{" + label + "=\"any value\"} 0.5 1767225600000");
            return match.find() && match.groupCount() > 0 && "any value".equals(match.group(1));
        } catch (PatternSyntaxException unreadable) {
            return false;
        }
    }

    private static void twice(LintedDashboard dashboard, Faults faults) {
        Set<String> seen = new HashSet<>();
        dashboard
                .variables()
                .forEach(variable -> faults.require(
                        seen.add(variable.name()),
                        variable.place().at("/name"),
                        "the variable " + variable.name() + " is declared twice",
                        "rename one of them"));
    }

    private static void declared(LintedDashboard dashboard, Faults faults) {
        Set<String> declared = dashboard.names();
        for (LintedPanel item : dashboard.items()) {
            JsonNode own = item.isRow() ? item.json().path("title") : item.json();
            LintedDashboard.texts(own, "", (at, text) -> declared(text, item.place(at), declared, faults));
        }
        for (String part : List.of("templating", "annotations", "links")) {
            LintedDashboard.texts(
                    dashboard.json().path(part),
                    "/" + part,
                    (at, text) -> declared(text, dashboard.place(at), declared, faults));
        }
    }

    private static void declared(String text, Place place, Set<String> declared, Faults faults) {
        Substitution.names(text).stream()
                .filter(name -> !declared.contains(name) && !Substitution.isBuiltIn(name))
                .forEach(name -> faults.add(
                        place,
                        "the variable " + name + " is not declared",
                        "declare it, or write what is meant: Grafana sends the name as it is"));
    }

    private static void used(LintedDashboard dashboard, Faults faults) {
        for (LintedVariable variable : dashboard.variables()) {
            Set<String> used = new HashSet<>();
            for (String part : List.of("panels", "annotations", "links")) {
                LintedDashboard.texts(
                        dashboard.json().path(part), "", (at, text) -> used.addAll(Substitution.names(text)));
            }
            dashboard.variables().stream()
                    .filter(other -> !other.name().equals(variable.name()))
                    .forEach(other -> LintedDashboard.texts(
                            other.json(), "", (at, text) -> used.addAll(Substitution.names(text))));
            faults.require(
                    used.contains(variable.name()),
                    variable.place(),
                    "the variable " + variable.name() + " is not used",
                    "use it or take it out: a choice that changes nothing misleads");
        }
    }

    private static void order(LintedDashboard dashboard, Faults faults) {
        Set<String> later = new HashSet<>();
        dashboard.variables().forEach(variable -> later.add(variable.name()));
        for (LintedVariable variable : dashboard.variables()) {
            String needed = variable.question()
                    + variable.json().path("datasource").path("uid").asText();
            Substitution.names(needed).stream()
                    .filter(later::contains)
                    .forEach(name -> faults.add(
                            variable.place(),
                            "the variable " + variable.name() + " needs " + name + ", which does not stand before it",
                            "move it behind " + name));
            later.remove(variable.name());
        }
    }
}
