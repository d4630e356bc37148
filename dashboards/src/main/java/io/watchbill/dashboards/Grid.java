package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Lays sections out from top to bottom and their panels from left to right, as text runs: a panel that does not fit
 * starts a new line below the tallest one of the line before. Nothing overlaps, by construction.
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
            GridPos rowPlace = new GridPos(ROW_HEIGHT, GridPos.COLUMNS, 0, top);
            items.add(new Row(panelId.applyAsLong(section.key()), section.title(), false, rowPlace, List.of()));
            top += ROW_HEIGHT;
            int left = 0;
            int lineHeight = 0;
            for (Draft draft : section.drafts()) {
                if (left + draft.width() > GridPos.COLUMNS) {
                    top += lineHeight;
                    left = 0;
                    lineHeight = 0;
                }
                GridPos place = new GridPos(draft.height(), draft.width(), left, top);
                items.add(draft.at(panelId.applyAsLong(draft.key()), place));
                left += draft.width();
                lineHeight = Math.max(lineHeight, draft.height());
            }
            top += lineHeight;
        }
        return List.copyOf(items);
    }
}
