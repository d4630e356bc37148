package io.watchbill.dashboards;

import io.watchbill.dashboards.grafana.GridPos;
import io.watchbill.dashboards.grafana.Item;
import io.watchbill.dashboards.grafana.Panel;
import io.watchbill.dashboards.grafana.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Lays sections out from top to bottom and their panels from left to right, as text runs: a panel that does not fit
 * starts a new line below the tallest one of the line before. Of all ways that need as few lines, the one with the most even lines is taken, and
 * each line is spread over the whole width: no panel stands alone beside a gap. Nothing overlaps, by construction. A folded row holds its
 * panels, whose places count from below it; the next row follows at once, and Grafana moves it down when one unfolds.
 */
final class Grid {

    private static final int ROW_HEIGHT = 1;

    private Grid() {}

    /**
     * Rows and panels in reading order; sections without a panel are left out.
     *
     * @param scrapeInterval of the series that the panels ask for
     */
    static List<Item> layOut(List<Section> sections, Duration scrapeInterval, ToLongFunction<String> panelId) {
        List<Item> items = new ArrayList<>();
        int top = 0;
        for (Section section : sections) {
            if (section.drafts().isEmpty()) {
                continue;
            }
            GridPos place = new GridPos(ROW_HEIGHT, GridPos.COLUMNS, 0, top);
            top += ROW_HEIGHT;
            List<Panel> panels = panels(section.drafts(), top, scrapeInterval, panelId);
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

    private static List<Panel> panels(
            List<Draft> drafts, int from, Duration scrapeInterval, ToLongFunction<String> panelId) {
        List<Panel> panels = new ArrayList<>();
        int top = from;
        for (List<Draft> line : evenLines(drafts)) {
            int wanted = width(line);
            int before = 0;
            for (Draft draft : line) {
                int left = GridPos.COLUMNS * before / wanted;
                before += draft.width();
                int right = GridPos.COLUMNS * before / wanted;
                GridPos place = new GridPos(draft.height(), right - left, left, top);
                panels.add(draft.at(panelId.applyAsLong(draft.key()), place, scrapeInterval));
            }
            top += line.stream().mapToInt(Draft::height).max().orElse(0);
        }
        return panels;
    }

    private static List<List<Draft>> evenLines(List<Draft> drafts) {
        int fewest = lines(drafts, GridPos.COLUMNS).size();
        int narrowest = drafts.stream().mapToInt(Draft::width).max().orElse(GridPos.COLUMNS);
        return IntStream.rangeClosed(narrowest, GridPos.COLUMNS)
                .mapToObj(columns -> lines(drafts, columns))
                .filter(lines -> lines.size() == fewest)
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Draft>> lines(List<Draft> drafts, int columns) {
        List<List<Draft>> lines = new ArrayList<>();
        List<Draft> line = new ArrayList<>();
        int width = 0;
        for (Draft draft : drafts) {
            if (width + draft.width() > columns) {
                lines.add(line);
                line = new ArrayList<>();
                width = 0;
            }
            line.add(draft);
            width += draft.width();
        }
        lines.add(line);
        return lines;
    }

    private static int width(List<Draft> line) {
        return line.stream().mapToInt(Draft::width).sum();
    }
}
