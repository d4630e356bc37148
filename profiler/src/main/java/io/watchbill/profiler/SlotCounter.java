package io.watchbill.profiler;

import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.Panes;
import io.watchbill.statistics.WindowCounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Counts a column's values in the bins of its reference, as the exporter does, by pane. */
final class SlotCounter {
    private final Database database;

    SlotCounter(Database database) {
        this.database = database;
    }

    /** Sees the counts of a chunk. */
    interface ChunkReader {
        void chunk(int chunk, WindowCounts counts);
    }

    /** All rows; one pane where there is no time. */
    WindowCounts whole(ColumnReference reference, String column, Optional<Stretch> stretch) throws SQLException {
        if (stretch.isEmpty()) {
            long[] slots = new long[reference.slots()];
            database.query(grouped("0", "0", reference, column), row -> slots[slot(reference, row)] += row.getLong(4));
            return WindowCounts.ofOnePane(reference, slots);
        }
        ColumnWindow window = new ColumnWindow(reference, stretch.get().paneCount());
        window.advanceTo(stretch.get().paneCount() - 1L);
        database.query(
                grouped("0", stretch.get().paneSql(), reference, column),
                row -> window.add(row.getLong(2), slot(reference, row), row.getLong(4)));
        return window.snapshot();
    }

    /** The rows chunk by chunk, in order; one chunk is held at a time. A chunk without a row is empty. */
    void chunks(ColumnReference reference, String column, Chunks chunks, ChunkReader reader) throws SQLException {
        Panes panes = Panes.sizeFor(chunks.window());
        Held held = new Held(reference, panes.perWindow());
        database.query(grouped(chunks.sql(), chunks.paneSql(panes), reference, column), row -> {
            while (held.chunk < row.getInt(1)) {
                reader.chunk(held.chunk, held.next());
            }
            held.window.add(row.getLong(2), slot(reference, row), row.getLong(4));
        });
        while (held.chunk < chunks.count()) {
            reader.chunk(held.chunk, held.next());
        }
    }

    private static final class Held {
        private final ColumnReference reference;
        private final int panes;
        private int chunk;
        private ColumnWindow window;

        Held(ColumnReference reference, int panes) {
            this.reference = reference;
            this.panes = panes;
            this.window = fresh();
        }

        WindowCounts next() {
            WindowCounts counts = window.snapshot();
            window = fresh();
            chunk++;
            return counts;
        }

        private ColumnWindow fresh() {
            ColumnWindow empty = new ColumnWindow(reference, panes);
            empty.advanceTo(panes - 1L);
            return empty;
        }
    }

    private static String grouped(String chunk, String pane, ColumnReference reference, String column) {
        String slot = reference instanceof NumericReference numeric ? numericSlot(numeric, column) : column;
        return "SELECT " + chunk + " AS chunk, " + pane + " AS pane, " + slot + " AS slot, count(*) FROM "
                + EvaluatedRows.NAME + answered(reference) + " GROUP BY ALL ORDER BY chunk, pane";
    }

    /** A request that failed has no answer: nothing is missing. */
    private static String answered(ColumnReference reference) {
        return reference.kind() == ColumnKind.FEATURE ? "" : " WHERE " + Rows.FAILED + " IS NOT TRUE";
    }

    private static int slot(ColumnReference reference, ResultSet row) throws SQLException {
        return reference instanceof CategoricalReference categorical
                ? categorical.binOf(row.getString(3))
                : row.getInt(3);
    }

    /** The value's slot in SQL, so that rows need not leave the database: a tree of comparisons with the edges. */
    private static String numericSlot(NumericReference reference, String column) {
        StringBuilder sql = new StringBuilder("CASE WHEN " + column + " IS NULL THEN " + reference.missingSlot()
                + " WHEN isnan(" + column + ") THEN " + reference.invalidSlot() + " ELSE ");
        tree(sql, reference, column, 0, reference.bins() - 1);
        return sql.append(" END").toString();
    }

    private static void tree(StringBuilder sql, NumericReference reference, String column, int least, int most) {
        if (least == most) {
            sql.append(least);
            return;
        }
        int edge = (least + most) >>> 1;
        sql.append("CASE WHEN ")
                .append(column)
                .append(" < ")
                .append(reference.edge(edge))
                .append("::DOUBLE THEN ");
        tree(sql, reference, column, least, edge);
        sql.append(" ELSE ");
        tree(sql, reference, column, edge + 1, most);
        sql.append(" END");
    }
}
