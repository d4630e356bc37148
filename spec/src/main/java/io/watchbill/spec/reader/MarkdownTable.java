package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of the document.
 *
 * @param rows without header and rule
 */
record MarkdownTable(List<List<MarkdownCell>> rows) {
    private static final Pattern RULE = Pattern.compile("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?\\s*");

    MarkdownTable {
        rows = List.copyOf(rows);
    }

    /**
     * Reads the table under a heading.
     *
     * @param lines offsets of the lines that belong to the heading
     * @param columns what its header must say
     */
    static MarkdownTable read(SourceText source, List<Integer> lines, List<String> columns, Findings findings) {
        List<List<MarkdownCell>> rows = new ArrayList<>();
        boolean header = true;
        for (int line : lines) {
            int end = endOfLine(source, line);
            String text = source.text().substring(line, end);
            if (!text.strip().startsWith("|") || RULE.matcher(text).matches()) {
                continue;
            }
            List<MarkdownCell> cells = cells(source, line, end);
            if (header) {
                header = false;
                header(source.between(line, end), cells, columns, findings);
            } else if (cells.size() == columns.size()) {
                rows.add(cells);
            } else {
                findings.add(
                        SpecificationCode.DOCUMENT_ROW,
                        source.between(line, end),
                        "the row has " + cells.size() + " cells",
                        Optional.of(columns.size() + " cells: " + String.join(" | ", columns)),
                        Optional.of("a pipe inside a cell is written as \\|"));
            }
        }
        return new MarkdownTable(rows);
    }

    private static void header(Location place, List<MarkdownCell> cells, List<String> columns, Findings findings) {
        List<String> names = cells.stream().map(MarkdownCell::text).toList();
        if (!names.equals(columns)) {
            findings.add(
                    SpecificationCode.DOCUMENT_COLUMNS,
                    place,
                    "the table has other columns",
                    Optional.of("| " + String.join(" | ", columns) + " |"),
                    Optional.empty());
        }
    }

    private static List<MarkdownCell> cells(SourceText source, int line, int end) {
        String text = source.text();
        List<MarkdownCell> cells = new ArrayList<>();
        int start = text.indexOf('|', line) + 1;
        for (int index = start; index <= end; index++) {
            boolean last = index == end;
            if (last ? !text.substring(start, end).isBlank() : text.charAt(index) == '|' && !escaped(text, index)) {
                cells.add(MarkdownCell.of(source, start, index));
                start = index + 1;
            }
        }
        return cells;
    }

    /** Whether an odd number of backslashes stands before it. */
    private static boolean escaped(String text, int index) {
        int before = index;
        while (before > 0 && text.charAt(before - 1) == '\\') {
            before--;
        }
        return (index - before) % 2 == 1;
    }

    static int endOfLine(SourceText source, int line) {
        int end = source.text().indexOf('\n', line);
        return end < 0 ? source.text().length() : end;
    }
}
