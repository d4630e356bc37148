package io.watchbill.engine;

import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.util.Arrays;

/** A matrix of counts that grows as its rows and columns appear. Not thread-safe. */
final class Cells implements PaneRing.Pane {
    private long[][] rows = new long[0][];

    void add(int row, int column, long count) {
        if (row >= rows.length) {
            int old = rows.length;
            rows = Arrays.copyOf(rows, row + 1);
            Arrays.fill(rows, old, rows.length, new long[0]);
        }
        if (column >= rows[row].length) {
            rows[row] = Arrays.copyOf(rows[row], column + 1);
        }
        rows[row][column] += count;
    }

    /** Sees a cell that is not 0. */
    interface Visitor {
        void cell(int row, int column, long count);
    }

    /** Shows every cell that is not 0, row after row. */
    void each(Visitor visitor) {
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                if (rows[row][column] != 0) {
                    visitor.cell(row, column, rows[row][column]);
                }
            }
        }
    }

    @Override
    public void write(StateWriter to) {
        to.varint(rows.length);
        for (long[] row : rows) {
            to.varint(row.length);
            for (long count : row) {
                to.signed(count);
            }
        }
    }

    @Override
    public void read(StateReader from) {
        rows = new long[from.count(1)][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new long[from.count(1)];
            for (int column = 0; column < rows[row].length; column++) {
                rows[row][column] = from.signed();
            }
        }
    }

    /** How many cells are not 0. */
    int count() {
        int[] count = {0};
        each((row, column, value) -> count[0]++);
        return count[0];
    }

    /** Whether every row and column has a number under these. */
    boolean within(int rowLimit, int columnLimit) {
        return rows.length <= rowLimit && Arrays.stream(rows).allMatch(row -> row.length <= columnLimit);
    }

    long get(int row, int column) {
        return row < rows.length && column < rows[row].length ? rows[row][column] : 0;
    }

    /** How many rows there are. */
    int rows() {
        return rows.length;
    }

    /** How many columns a row has. */
    int columns(int row) {
        return row < rows.length ? rows[row].length : 0;
    }
}
