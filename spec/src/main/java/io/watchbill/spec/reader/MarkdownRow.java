package io.watchbill.spec.reader;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row of one of the document's tables.
 *
 * @param cells by the name of their column; every column of the section has one
 * @param first whether no row stands before it
 */
record MarkdownRow(Map<String, MarkdownCell> cells, boolean first) {
    MarkdownRow {
        cells = new LinkedHashMap<>(cells);
    }

    MarkdownCell cell(String column) {
        return Optional.ofNullable(cells.get(column)).orElseThrow();
    }

    /** What a column says; empty where the cell is, or holds a dash. */
    Optional<TracedText> says(String column) {
        MarkdownCell cell = cell(column);
        return cell.isEmpty() ? Optional.empty() : Optional.of(cell.value());
    }

    /** The name by which messages tell the row apart. */
    String name() {
        return cells.values().iterator().next().text();
    }
}
