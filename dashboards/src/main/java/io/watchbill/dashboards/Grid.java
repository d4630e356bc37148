package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Lays sections out from top to bottom and their panels from left to right, as text runs: a panel that does not fit
 * starts a new line below the tallest one of the line before. Nothing overlaps, by construction. A folded row holds its
 * panels, whose places count from below it; the next row follows at once, and Grafana moves it down when one unfolds.
 */
final class Grid {

    private static final int ROW_HEIGHT = 1;

    private Grid() {}

    /** Rows and panels in reading order; sections without a panel are left out. */
    static List<Item> layOut(List<Section> sections, ToLongFunction<String> panelId) {
        List<Item> items = new ArrayList<>();
        int top = 0;
        for (Section section : sections) {
            if (section.drafts().isEmpty()) {
                continue;
            }
            GridPos place = new GridPos(ROW_HEIGHT, GridPos.COLUMNS, 0, top);
            top += ROW_HEIGHT;
            List<Panel> panels = panels(section.drafts(), top, panelId);
            List<Panel> held = section.folded() ? panels : List.of();
            items.add(new Row(
                    panelId.applyAsLong("row/" + section.key()), section.title(), section.folded(), place, held));
            if (!section.folded()) {
                items.addAll(panels);
                top = panels.stream()
                        .mapToInt(panel -> panel.gridPos().y() + panel.gridPos().h())
                        .max()
                        .orElse(top);
            }
        }
        return List.copyOf(items);
    }

    private static List<Panel> panels(List<Draft> drafts, int from, ToLongFunction<String> panelId) {
        List<Panel> panels = new ArrayList<>();
        int top = from;
        int left = 0;
        int lineHeight = 0;
        for (Draft draft : drafts) {
            if (left + draft.width() > GridPos.COLUMNS) {
                top += lineHeight;
                left = 0;
                lineHeight = 0;
            }
            GridPos place = new GridPos(draft.height(), draft.width(), left, top);
            panels.add(draft.at(panelId.applyAsLong(draft.key()), place));
            left += draft.width();
            lineHeight = Math.max(lineHeight, draft.height());
        }
        return panels;
    }
}
