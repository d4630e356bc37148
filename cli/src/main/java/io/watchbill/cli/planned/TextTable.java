package io.watchbill.cli.planned;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell. */
public final class TextTable {

    private final List<List<String>> rows = new ArrayList<>();

    /** @param heads of the columns */
    public TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    /** As many cells as there are columns. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Prints all rows, each after so many spaces. */
    public void print(PrintWriter out, int indent) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i));
                if (i < row.size() - 1) {
                    line.append(" ".repeat(width(i) - row.get(i).length() + 2));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
