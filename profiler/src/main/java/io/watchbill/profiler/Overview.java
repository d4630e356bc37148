package io.watchbill.profiler;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the rows are as a whole.
 *
 * @param fitted   rows that the model was fitted on, as far as they say
 * @param untimed  rows without a usable time
 * @param from     the earliest time, milliseconds since 1970
 * @param to       the latest time
 * @param versions different versions
 * @param version  the least of them
 */
record Overview(
        long rows,
        long fitted,
        long untimed,
        Optional<Long> from,
        Optional<Long> to,
        long versions,
        Optional<String> version) {

    static Overview of(Database database) throws SQLException {
        List<Overview> answer = new ArrayList<>();
        database.query(
                "SELECT count(*), count(*) FILTER (" + Rows.FITTED + "), count(*) FILTER (" + Rows.TIME
                        + " IS NULL), min(" + Rows.TIME + "), max(" + Rows.TIME + "), count(DISTINCT " + Rows.VERSION
                        + "), min(" + Rows.VERSION + ") FROM " + Rows.NAME,
                row -> answer.add(new Overview(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        number(row, 4),
                        number(row, 5),
                        row.getLong(6),
                        Optional.ofNullable(row.getString(7)))));
        return answer.get(0);
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
