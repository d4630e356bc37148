package io.watchbill.spec.reader;

import io.watchbill.spec.PanelChanges;
import io.watchbill.spec.PanelChanges.OwnPanel;
import io.watchbill.spec.PanelChanges.PanelName;
import io.watchbill.spec.Unit;
import io.watchbill.spec.promql.Query;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code dashboards}: what a team changes on the generated ones. */
final class DashboardsReader {

    /** Grafana's own variables for lengths of time. */
    private static final Pattern LENGTH = Pattern.compile("\\$\\{?__(rate_interval|interval|range)}?");

    private static final Form<String> PANEL_PROMQL = Form.of(
            SpecificationCode.PROMQL_SYNTAX,
            text -> {
                Query.parse(LENGTH.matcher(text).replaceAll("5m"));
                return text;
            },
            text -> text);

    private DashboardsReader() {}

    static PanelChanges read(MapReader map) {
        PanelChanges changes = new PanelChanges(
                map.list("add", DashboardsReader::panel),
                map.list("replace", DashboardsReader::panel),
                map.list("remove", DashboardsReader::removed));
        map.end();
        return changes;
    }

    private static OwnPanel panel(MapReader map) {
        OwnPanel panel = new OwnPanel(
                name(map),
                map.text("title"),
                map.text("description"),
                map.required("promql", PANEL_PROMQL, ""),
                map.text("legend", ""),
                map.optional("unit", Forms.choice(List.of(Unit.values()))));
        map.end();
        return panel;
    }

    private static PanelName removed(MapReader map) {
        PanelName name = name(map);
        map.end();
        return name;
    }

    private static PanelName name(MapReader map) {
        return new PanelName(map.text("view"), map.text("id"));
    }
}
