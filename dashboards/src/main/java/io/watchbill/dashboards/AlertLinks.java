package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.FieldConfig.FieldLink;
import io.watchbill.plan.AlertKind;
import io.watchbill.plan.Links;
import io.watchbill.plan.Plan;
import io.watchbill.plan.PlannedAlert;
import io.watchbill.spec.catalogue.LabelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a row of a table of alerts leads: to the section of the runbook about its alert, and to the panel that draws what it
 * compares. Prometheus keeps no annotations of alerts, so that the query adds both as labels, for columns that nobody sees.
 */
final class AlertLinks {

    static final String SECTION = "section";
    static final String PANEL = "panel";

    /** What is in an address as it is. */
    private static final String PLAIN = "([A-Za-z0-9_.~-]+)";

    private static final String PASSED = "passed_";

    /** Labels of alerts that are variables of dashboards. */
    private static final List<String> VARIABLES =
            List.of(LabelNames.MODEL, LabelNames.VERSION, LabelNames.COLUMN, LabelNames.WINDOW, LabelNames.SEGMENT);

    private final Plan plan;

    AlertLinks(Plan plan) {
        this.plan = plan;
    }

    /** The links of the column with the alerts' names. */
    List<FieldLink> links() {
        List<FieldLink> links = new ArrayList<>();
        plan.links()
                .runbookUrl()
                .ifPresent(any -> links.add(new FieldLink("Runbook", "${__data.fields." + SECTION + ":raw}", true)));
        links.add(new FieldLink(
                "Panel", "/d/${__data.fields." + PANEL + ":raw}&${datasource:queryparam}&${__url_time_range}", false));
        return links;
    }

    /**
     * Adds both labels; an alert that is not in the specification any more has neither.
     *
     * @param alerts a query that keeps {@code alertname}
     */
    String added(String alerts) {
        String linked = alerts + " + on (" + AlertSeries.NAME + ") group_left (" + SECTION + ", " + PANEL + ") ("
                + plan.alerts().stream()
                        .filter(alert -> alert.kind() != AlertKind.WATCHDOG)
                        .map(this::of)
                        .collect(Collectors.joining(" or "))
                + ")";
        for (String variable : VARIABLES) {
            linked = "label_replace(" + linked + ", \"" + PASSED + variable + "\", \"&var-" + variable + "=$1\", \""
                    + variable + "\", \"" + PLAIN + "\")";
        }
        linked = "label_join(" + linked + ", \"" + PANEL + "\", \"\", \"" + PANEL + "\""
                + VARIABLES.stream()
                        .map(variable -> ", \"" + PASSED + variable + "\"")
                        .collect(Collectors.joining())
                + ")";
        String both =
                VARIABLES.stream().map(variable -> ", " + PASSED + variable).collect(Collectors.joining());
        return linked + " or ignoring (" + SECTION + ", " + PANEL + both + ") " + alerts;
    }

    private String of(PlannedAlert alert) {
        String panel = plan.links().dashboardUid(alert.dashboard().view()) + "?viewPanel="
                + Links.panelId(alert.dashboard().view(), alert.dashboard().panelKey());
        String named = Series.labelled("vector(0)", AlertSeries.NAME, alert.name());
        String pictured = Series.labelled(named, PANEL, panel);
        return alert.runbook()
                .url()
                .map(url -> Series.labelled(pictured, SECTION, url))
                .orElse(pictured);
    }
}
