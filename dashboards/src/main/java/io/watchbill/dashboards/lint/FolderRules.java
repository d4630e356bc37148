package io.watchbill.dashboards.lint;

import static io.watchbill.dashboards.lint.Rule.ofFolder;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that only all dashboards of a folder with their alerts can be held to. */
final class FolderRules {

    private static final Pattern PANEL_OF_ALERT = Pattern.compile("/d/([^/?]+)[^?]*\\?viewPanel=(?:panel-)?(\\d+)");
    private static final Pattern DASHBOARD = Pattern.compile("^(?:\\$\\{__url\\.[^}]*})?/d/([^/?#]+)");
    private static final String OF_ROW = "${__data.fields.";
    private static final Pattern PASSED = Pattern.compile("[?&]var-(\\w+)=|\\$\\{(\\w+):queryparam}");
    private static final Set<String> DRAWN = Set.of("timeseries", "stat", "gauge", "bargauge");

    private FolderRules() {}

    static List<Rule> all() {
        return List.of(
                ofFolder(
                        "uid-unique",
                        "No two dashboards have one uid.",
                        (folder, faults) -> unique(folder, "uid", LintedDashboard::uid, faults)),
                ofFolder(
                        "title-unique",
                        "No two dashboards of a folder have one title.",
                        (folder, faults) -> unique(
                                folder,
                                "title",
                                dashboard -> dashboard.json().path("title").asText(),
                                faults)),
                ofFolder(
                        "link-target",
                        "A link leads to an address, or to a dashboard of the folder.",
                        FolderRules::links),
                ofFolder("link-tags", "A menu of dashboards names tags that some have.", FolderRules::menus),
                ofFolder(
                        "alert-panel",
                        "The picture that an alert links to is there, with its variables.",
                        FolderRules::panels),
                ofFolder("alert-named", "The panel that an alert links to names it.", FolderRules::named),
                ofFolder(
                        "threshold-of-alert",
                        "A panel that draws what an alert compares draws the alert's threshold.",
                        FolderRules::thresholds));
    }

    private static void unique(LintedFolder folder, String what, Function<LintedDashboard, String> of, Faults faults) {
        Map<String, String> seen = new HashMap<>();
        for (LintedDashboard dashboard : folder.dashboards()) {
            String value = of.apply(dashboard);
            String other = value.isEmpty() ? null : seen.putIfAbsent(value, dashboard.file());
            faults.require(
                    other == null,
                    dashboard.place("/" + what),
                    dashboard.file() + " and " + other + " have the " + what + " '" + value + "'",
                    "change one: Grafana's provisioning stops at the second, for the whole folder");
        }
    }

    private static void links(LintedFolder folder, Faults faults) {
        for (LintedDashboard dashboard : folder.dashboards()) {
            LintedDashboard.texts(dashboard.json(), "", (at, text) -> {
                if (at.endsWith("/url")) {
                    link(folder, dashboard, at, text, faults);
                }
            });
        }
    }

    private static void link(LintedFolder folder, LintedDashboard from, String at, String url, Faults faults) {
        boolean menu = from.json()
                .at(at.substring(0, at.length() - "/url".length()))
                .path("type")
                .asText()
                .equals("dashboards");
        Matcher inside = DASHBOARD.matcher(url);
        if (menu || url.matches("https?://[^\\s/]+.*|mailto:.+@.+")) {
            return;
        }
        if (url.startsWith(OF_ROW)) {
            return; // Each row of the table holds its own address.
        }
        if (!inside.find()) {
            faults.add(
                    from.placeInPanel(at),
                    "'" + url + "' leads nowhere",
                    "write an address with https:// or /d/<uid> of a dashboard of the folder");
            return;
        }
        if (inside.group(1).startsWith(OF_ROW)) {
            return; // Each row of the table names its own.
        }
        Optional<LintedDashboard> to =
                inside.group(1).equals("${__dashboard.uid}") ? Optional.of(from) : folder.dashboard(inside.group(1));
        if (to.isEmpty()) {
            faults.add(
                    from.placeInPanel(at),
                    "no dashboard of the folder has the uid " + inside.group(1),
                    "take the uid of one of them");
            return;
        }
        passed(url).stream()
                .filter(name -> to.get().variable(name).isEmpty())
                .forEach(name -> faults.add(
                        from.placeInPanel(at),
                        to.get().name() + " has no variable " + name,
                        "pass on one that it has: it opens on something else otherwise"));
    }

    private static Set<String> passed(String url) {
        return PASSED.matcher(url)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .collect(Collectors.toSet());
    }

    private static void menus(LintedFolder folder, Faults faults) {
        Set<String> tags = new HashSet<>();
        folder.dashboards().forEach(dashboard -> dashboard.json().path("tags").forEach(tag -> tags.add(tag.asText())));
        for (LintedDashboard dashboard : folder.dashboards()) {
            JsonNode links = dashboard.json().path("links");
            for (int i = 0; i < links.size(); i++) {
                for (JsonNode tag : links.get(i).path("tags")) {
                    faults.require(
                            tags.contains(tag.asText()),
                            dashboard.place("/links/" + i + "/tags"),
                            "no dashboard of the folder has the tag '" + tag.asText() + "'",
                            "take a tag that they have: the menu is empty otherwise");
                }
            }
        }
    }

    private static void panels(LintedFolder folder, Faults faults) {
        folder.alerts()
                .forEach(alert -> alert.dashboardUrl().ifPresent(url -> {
                    Matcher link = PANEL_OF_ALERT.matcher(url);
                    if (!link.find()) {
                        return;
                    }
                    Optional<LintedDashboard> dashboard = folder.dashboard(link.group(1));
                    if (dashboard.isEmpty()) {
                        faults.add(
                                new Place("", "alert " + alert.name(), "", "/annotations/dashboard_url"),
                                "no dashboard of the folder has the uid " + link.group(1),
                                "compile rules and dashboards together");
                        return;
                    }
                    faults.require(
                            panel(dashboard.get(), link.group(2)).isPresent(),
                            dashboard.get().place("/panels"),
                            "the alert " + alert.name() + " links to panel " + link.group(2) + ", which is not there",
                            "keep the panel, or compile rules and dashboards together");
                    passed(url).stream()
                            .filter(name -> dashboard.get().variable(name).isEmpty())
                            .forEach(name -> faults.add(
                                    dashboard.get().place("/templating/list"),
                                    "the alert " + alert.name() + " passes on the variable " + name
                                            + ", which is not declared",
                                    "declare it"));
                }));
    }

    private static Optional<LintedPanel> panel(LintedDashboard dashboard, String id) {
        return dashboard.panels().stream()
                .filter(panel -> panel.json().path("id").asText().equals(id))
                .findFirst();
    }

    /** The panel that the alert links to, if it is there. */
    private static Optional<LintedPanel> panel(LintedFolder folder, GeneratedRule alert) {
        return alert.dashboardUrl()
                .map(PANEL_OF_ALERT::matcher)
                .filter(Matcher::find)
                .flatMap(link -> folder.dashboard(link.group(1)).flatMap(dashboard -> panel(dashboard, link.group(2))));
    }

    private static void named(LintedFolder folder, Faults faults) {
        folder.alerts()
                .forEach(alert -> panel(folder, alert)
                        .ifPresent(panel -> faults.require(
                                (panel.json().path("description").asText()
                                                + panel.json().path("targets"))
                                        .contains(alert.name()),
                                panel.place("/description"),
                                "the alert " + alert.name() + " leads here, and nothing names it",
                                "name it in the description, with its runbook")));
    }

    private static void thresholds(LintedFolder folder, Faults faults) {
        for (LintedDashboard dashboard : folder.dashboards()) {
            for (LintedPanel panel : dashboard.panels()) {
                for (LintedTarget target : panel.targets()) {
                    folder.limits(target.promql()).forEach(limit -> threshold(target, limit, faults));
                }
            }
        }
        folder.alerts().forEach(alert -> panel(folder, alert).ifPresent(panel -> thresholds(panel, alert, faults)));
    }

    /** The panel that an alert links to may draw what the alert compares as a part of a query. */
    private static void thresholds(LintedPanel panel, GeneratedRule alert, Faults faults) {
        for (Comparison compared : Promql.of(alert.expression()).comparisons()) {
            for (LintedTarget target : panel.targets()) {
                boolean part = !target.promql().bare().equals(compared.value())
                        && target.promql().draws(compared.value());
                if (part) {
                    threshold(target, compared.limit(), faults);
                }
            }
        }
    }

    private static void threshold(LintedTarget target, BigDecimal limit, Faults faults) {
        if (!DRAWN.contains(target.panel().type())) {
            return;
        }
        Set<BigDecimal> steps = new TreeSet<>();
        target.panel().defaults().path("thresholds").path("steps").forEach(step -> {
            if (step.path("value").isNumber()) {
                steps.add(step.path("value").decimalValue());
            }
        });
        faults.require(
                steps.contains(limit),
                target.panel().place("/fieldConfig/defaults/thresholds/steps"),
                "an alert compares what query " + target.json().path("refId").asText() + " draws with "
                        + limit.toPlainString() + ", and no step is there: "
                        + steps.stream().map(BigDecimal::toPlainString).toList(),
                "draw the alert's own number");
    }
}
