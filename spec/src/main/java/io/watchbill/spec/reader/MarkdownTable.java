package io.watchbill.spec.reader;

import io.watchbill.spec.finding.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.SourceSpan;

/** Reads the rows of a table by the names of its columns: in any order, with others between them. */
final class MarkdownTable {
    private final SourceText source;
    private final List<MarkdownSection.Column> columns;
    private final Findings findings;

    MarkdownTable(SourceText source, List<MarkdownSection.Column> columns, Findings findings) {
        this.source = source;
        this.columns = columns;
        this.findings = findings;
    }

    /** The rows that say all they must; what is wrong with the others is reported. */
    List<MarkdownRow> rows(TableBlock table) {
        List<MarkdownRow> rows = new ArrayList<>();
        List<Integer> order = List.of();
        boolean header = true;
        for (TableRow line : lines(table)) {
            List<MarkdownCell> cells = cells(line);
            if (header) {
                header = false;
                order = order(line, cells);
                if (order.isEmpty()) {
                    return List.of();
                }
            } else if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                Map<String, MarkdownCell> named = new LinkedHashMap<>();
                for (int column = 0; column < columns.size(); column++) {
                    named.put(columns.get(column).name(), cells.get(order.get(column)));
                }
                MarkdownRow row = new MarkdownRow(named, rows.isEmpty());
                if (isWhole(line, cells.size()) && isFilledIn(row) && saysEnough(row)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** Where each of the section's columns stands; nothing where one is missing. */
    private List<Integer> order(TableRow line, List<MarkdownCell> cells) {
        List<String> names =
                cells.stream().map(cell -> normal(cell.value().text())).toList();
        List<Integer> order = new ArrayList<>();
        for (MarkdownSection.Column column : columns) {
            int index = names.indexOf(normal(column.name()));
            if (index < 0) {
                findings.add(
                        SpecificationCode.DOCUMENT_COLUMNS,
                        location(line),
                        "the table has no column " + Printed.quoted(column.name()),
                        Optional.of("| " + names() + " |, in any order"),
                        Printed.nearest(
                                column.name(),
                                cells.stream().map(MarkdownCell::text).toList()));
                return List.of();
            }
            order.add(index);
        }
        for (int index = 0; index < names.size(); index++) {
            if (!order.contains(index) && !names.get(index).isEmpty()) {
                findings.add(
                        SpecificationCode.DOCUMENT_EXTRA_COLUMN,
                        cells.get(index).value().location(),
                        "the column " + Printed.quoted(cells.get(index).text()) + " is not read",
                        Optional.of(names()),
                        Optional.empty());
            }
        }
        return order;
    }

    /** A pipe that was meant as text cuts a cell in two, and renderers drop what is then too much. */
    private boolean isWhole(TableRow line, int cells) {
        int end = end(line);
        int from = line.getLastChild() == null ? end : Math.min(end, end(line.getLastChild(), end));
        String rest = source.text().substring(from, end).strip();
        int more = 0;
        for (int index = 1; index < rest.length(); index++) {
            boolean last = index == rest.length() - 1;
            more += last || (rest.charAt(index) == '|' && rest.charAt(index - 1) != '\\') ? 1 : 0;
        }
        if (more > 0) {
            findings.add(
                    SpecificationCode.DOCUMENT_ROW,
                    location(line),
                    "the row has " + (cells + more) + " cells",
                    Optional.of(cells + " cells, as the table's first row has"),
                    Optional.of("a pipe inside a cell is written as \\|"));
        }
        return more == 0;
    }

    private boolean isFilledIn(MarkdownRow row) {
        List<MarkdownCell> placeholders = row.cells().values().stream()
                .filter(MarkdownCell::isPlaceholder)
                .toList();
        boolean whole = row.cells().values().stream().allMatch(cell -> cell.isEmpty() || cell.isPlaceholder());
        for (MarkdownCell cell : whole && !placeholders.isEmpty() ? placeholders.subList(0, 1) : placeholders) {
            findings.add(
                    SpecificationCode.DOCUMENT_PLACEHOLDER,
                    cell.value().location(),
                    Printed.quoted(cell.raw()) + " is what the template says, not the system",
                    Optional.of(whole ? "a row of the system" : "what the system has there, or a dash"),
                    whole ? Optional.of("fill the row in, or delete it") : Optional.empty());
        }
        return placeholders.isEmpty();
    }

    private boolean saysEnough(MarkdownRow row) {
        boolean enough = true;
        for (MarkdownSection.Column column : columns) {
            if (column.required() && row.cell(column.name()).isEmpty()) {
                missing(row, column.name(), column.example(), findings);
                enough = false;
            }
        }
        return enough;
    }

    /** Reports that a row does not say what it must. */
    static void missing(MarkdownRow row, String column, String example, Findings findings) {
        findings.add(
                SpecificationCode.DOCUMENT_EMPTY_CELL,
                row.cell(column).value().location(),
                row.name().isBlank()
                        ? "the row does not say " + Printed.quoted(column)
                        : Printed.quoted(row.name()) + " does not say " + Printed.quoted(column),
                Optional.of(example),
                Optional.empty());
    }

    private List<MarkdownCell> cells(TableRow line) {
        List<MarkdownCell> cells = new ArrayList<>();
        for (org.commonmark.node.Node cell = line.getFirstChild(); cell != null; cell = cell.getNext()) {
            List<SourceSpan> spans = cell.getSourceSpans();
            int from = spans.isEmpty() ? end(line) : spans.get(0).getInputIndex();
            cells.add(MarkdownText.cell(source, cell, from, end(cell, from)));
        }
        return cells;
    }

    private static List<TableRow> lines(TableBlock table) {
        List<TableRow> lines = new ArrayList<>();
        for (org.commonmark.node.Node part = table.getFirstChild(); part != null; part = part.getNext()) {
            for (org.commonmark.node.Node line = part.getFirstChild(); line != null; line = line.getNext()) {
                if (line instanceof TableRow row) {
                    lines.add(row);
                }
            }
        }
        return lines;
    }

    private Location location(TableRow line) {
        return source.between(line.getSourceSpans().get(0).getInputIndex(), end(line));
    }

    private static int end(TableRow line) {
        return end(line, 0);
    }

    private static int end(org.commonmark.node.Node node, int otherwise) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (spans.isEmpty()) {
            return otherwise;
        }
        SourceSpan last = spans.get(spans.size() - 1);
        return last.getInputIndex() + last.getLength();
    }

    private String names() {
        return String.join(
                " | ", columns.stream().map(MarkdownSection.Column::name).toList());
    }

    private static String normal(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
