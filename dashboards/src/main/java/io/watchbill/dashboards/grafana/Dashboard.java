package io.watchbill.dashboards.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * One dashboard, its components in the order in which they are written.
 *
 * @param uid at most 40 of {@code [A-Za-z0-9_-]}; other pages link to it
 * @param refresh how often the browser asks again, such as {@code 30s}; empty means never
 * @param panels rows and panels in reading order
 */
public record Dashboard(
        String uid,
        String title,
        String description,
        List<String> tags,
        String timezone,
        boolean editable,
        int graphTooltip,
        String refresh,
        int schemaVersion,
        TimeRange time,
        Templating templating,
        Annotations annotations,
        List<Link> links,
        List<Item> panels) {

    /** The newest schema that Grafana 10.3 and everything after it reads without a migration that loses anything. */
    public static final int SCHEMA_VERSION = 39;

    /** Grafana cuts a uid after this many characters. */
    public static final int MAXIMUM_UID_LENGTH = 40;

    /** The time range that a dashboard opens with. */
    public record TimeRange(String from, String to) {}

    /** Wraps the variables, as Grafana does. */
    public record Templating(List<Variable> list) {
        public Templating {
            list = List.copyOf(list);
        }
    }

    /** Wraps the annotations, as Grafana does. */
    public record Annotations(List<Annotation> list) {
        public Annotations {
            list = List.copyOf(list);
        }
    }

    public Dashboard {
        tags = List.copyOf(tags);
        links = List.copyOf(links);
        panels = List.copyOf(panels);
    }

    /** Every panel that draws something, those inside collapsed rows included, in reading order. */
    public List<Panel> allPanels() {
        List<Panel> all = new ArrayList<>();
        for (Item item : panels) {
            if (item instanceof Panel panel) {
                all.add(panel);
            } else if (item instanceof Row row) {
                all.addAll(row.panels());
            }
        }
        return List.copyOf(all);
    }
}
