package io.watchbill.spec;

import java.util.List;
import java.util.Optional;

/**
 * What a team changes on the generated dashboards.
 *
 * @param add panels that the generated dashboards do not have
 * @param replace panels in the place of generated ones, whose id, place and alerts they keep
 * @param remove generated panels that the team does not want
 */
public record PanelChanges(List<OwnPanel> add, List<OwnPanel> replace, List<PanelName> remove) {

    /** Everything as it is generated. */
    public static final PanelChanges NONE = new PanelChanges(List.of(), List.of(), List.of());

    public PanelChanges {
        add = List.copyOf(add);
        replace = List.copyOf(replace);
        remove = List.copyOf(remove);
    }

    /**
     * A panel by its name.
     *
     * @param view the dashboard, such as {@code drift}
     * @param id what the panel's identity is made of, such as {@code error_rate}
     */
    public record PanelName(String view, String id) {}

    /**
     * A team's own panel: lines over time.
     *
     * @param promql may hold Grafana's variables
     * @param legend the name of a line, with {@code {{label}}} in it
     * @param unit of the values; empty for plain numbers
     */
    public record OwnPanel(
            PanelName name, String title, String description, String promql, String legend, Optional<Unit> unit) {}
}
