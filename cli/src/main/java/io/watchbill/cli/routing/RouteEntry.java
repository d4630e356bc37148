package io.watchbill.cli.routing;

import io.watchbill.alertmanager.RouteTable;
import io.watchbill.plan.AlertKind;
import io.watchbill.spec.Durations;
import java.util.List;

/**
 * Where an alert goes, as programs read it.
 *
 * @param state active or shadow
 * @param ways empty where nobody is told
 */
public record RouteEntry(
        String system, String alert, String priority, String state, List<Way> ways, List<String> silencedBy) {

    /**
     * One receiver.
     *
     * @param after how long the first message of a group waits
     * @param repeat after which it is told again
     * @param active names of intervals outside of which nobody is told; always, where empty
     * @param mutes names of intervals in which nobody is told
     */
    public record Way(
            String receiver,
            List<String> through,
            String after,
            String news,
            String repeat,
            List<String> active,
            List<String> mutes) {}

    /** The entry of a row. */
    public static RouteEntry of(RouteTable.Row row) {
        return new RouteEntry(
                row.plan().system(),
                row.alert().name(),
                row.alert().priority().name(),
                row.alert().state().text(),
                row.ways().stream()
                        .map(way -> new Way(
                                way.leaf().receiver(),
                                way.through(),
                                Durations.format(way.leaf().groupWait()),
                                Durations.format(way.leaf().groupInterval()),
                                Durations.format(way.leaf().repeatInterval()),
                                way.leaf().active(),
                                way.leaf().mutes()))
                        .toList(),
                row.silencedBy());
    }

    /** The table of all alerts for people. */
    public static String text(List<RouteTable.Row> rows) {
        Columns columns = new Columns();
        columns.row("ALERT", "PRIORITY", "RECEIVER", "THROUGH", "AFTER", "AGAIN", "WHEN", "SILENCED BY");
        for (RouteTable.Row row : rows) {
            RouteEntry entry = of(row);
            if (entry.ways().isEmpty()) {
                String why = row.alert().kind() == AlertKind.WATCHDOG ? "nobody" : "nobody (" + entry.state() + ")";
                columns.row(entry.alert(), entry.priority(), why);
            }
            for (int i = 0; i < entry.ways().size(); i++) {
                Way way = entry.ways().get(i);
                columns.row(
                        i == 0 ? entry.alert() : "",
                        i == 0 ? entry.priority() : "",
                        way.receiver(),
                        way.through().isEmpty() ? "no settings" : String.join(", ", way.through()),
                        way.after(),
                        way.repeat(),
                        when(way),
                        i == 0 ? String.join(", ", entry.silencedBy()) : "");
            }
        }
        return columns.text("");
    }

    private static String when(Way way) {
        String active = way.active().isEmpty() ? "always" : "in " + String.join(", ", way.active());
        return way.mutes().isEmpty() ? active : active + ", not in " + String.join(", ", way.mutes());
    }
}
