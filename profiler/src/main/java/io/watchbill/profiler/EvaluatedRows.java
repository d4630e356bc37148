package io.watchbill.profiler;

import io.watchbill.profiler.DataFile.DataColumn;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.finding.NearestName;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an evaluation judges: those of {@link Rows} without the holdout, whose users saw no prediction, and
 * without rows that happened at no known time; and the same rows with the labels of another file.
 */
final class EvaluatedRows {
    /** The relation without labels of another file: joining is not free. */
    static final String NAME = "evaluated";
    /** The relation with labels. */
    static final String LABELLED = "evaluated_labelled";

    private static final String TRUTHS = "truths";

    private final Database database;
    private final Model model;
    private final Rows rows;

    EvaluatedRows(Database database, Model model, Rows rows) {
        this.database = database;
        this.model = model;
        this.rows = rows;
    }

    /** How many rows there are. */
    record Selection(long all, long holdout, long untimed) {
        long judged() {
            return all - holdout - untimed;
        }
    }

    /** Makes the relations; a row without a time is left out if others have one. */
    Selection select() throws SQLException {
        String holdout = model.performance()
                .holdout()
                .filter(arm -> rows.has(Rows.ARM))
                .map(arm -> Rows.ARM + " IS NOT DISTINCT FROM " + Sql.text(arm.arm()))
                .orElse("false");
        long[] counts = new long[3];
        database.query(
                "SELECT count(*), count(*) FILTER (" + holdout + "), count(*) FILTER (NOT (" + holdout + ") AND "
                        + Rows.TIME + " IS NULL) FROM " + Rows.NAME,
                row -> {
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = row.getLong(i + 1);
                    }
                });
        boolean timed = counts[2] < counts[0] - counts[1];
        database.execute("CREATE TEMP VIEW " + NAME + " AS SELECT * FROM " + Rows.NAME + " WHERE NOT (" + holdout + ")"
                + (timed ? " AND " + Rows.TIME + " IS NOT NULL" : ""));
        return new Selection(counts[0], counts[1], timed ? counts[2] : 0);
    }

    /** Makes the labelled relation of labels that stand in the rows. */
    void labelsOfTheirOwn() throws SQLException {
        database.execute("CREATE TEMP VIEW " + LABELLED + " AS SELECT * FROM " + NAME);
    }

    /**
     * Makes the labelled relation of the labels of another file, joined by id. Of several labels of one id the last counts,
     * as a correction does in the exporter.
     *
     * @throws ProfilingException if ids or labels cannot be found
     */
    LabelJoin labelsOf(Path path) throws SQLException, ProfilingException {
        DataFile file = DataFile.open(database, path);
        List<String> problems = new ArrayList<>();
        DataColumn id = column(file, file.names(model).id(), "id", problems);
        DataColumn label = column(file, file.names(model).label(), "label", problems);
        if (!rows.has(Rows.ID)) {
            problems.add("the rows have no column '" + model.columns().id() + "', so that labels of " + path
                    + " cannot be joined to them; name their id column in the specification: models." + model.name()
                    + ".columns: {id: NAME}");
        }
        if (id == null || label == null || !problems.isEmpty()) {
            throw new ProfilingException(problems);
        }
        String value = model.task() == Task.REGRESSION
                ? Values.number(file.format(), label)
                : Values.category(file.format(), label);
        try {
            database.execute("CREATE TEMP TABLE " + TRUTHS
                    + " AS SELECT id, arg_max(label, position) AS label, count(*) AS times FROM (SELECT "
                    + Values.category(file.format(), id) + " AS id, " + value
                    + " AS label, row_number() OVER () AS position FROM "
                    + file.scan(List.of(id, label), "label", model.name())
                    + ") WHERE id IS NOT NULL AND label IS NOT NULL GROUP BY id");
        } catch (SQLException broken) {
            throw DataFile.unreadable(path, file.format(), broken);
        }
        database.execute("CREATE TEMP VIEW " + LABELLED + " AS SELECT " + NAME + ".* REPLACE (" + TRUTHS + ".label AS "
                + Rows.LABEL + ") FROM " + NAME + " LEFT JOIN " + TRUTHS + " ON " + NAME + "." + Rows.ID + " = "
                + TRUTHS + ".id");
        return new LabelJoin(
                String.valueOf(path.getFileName()),
                count("SELECT count(*) FROM " + LABELLED + " WHERE " + Rows.LABEL + " IS NOT NULL"),
                count("SELECT count(*) FROM " + LABELLED + " WHERE " + Rows.LABEL + " IS NULL"),
                count("SELECT count(*) FROM " + TRUTHS + " ANTI JOIN " + Rows.NAME + " ON " + TRUTHS + ".id = "
                        + Rows.NAME + "." + Rows.ID),
                count("SELECT coalesce(sum(times - 1), 0)::BIGINT FROM " + TRUTHS));
    }

    private @Nullable DataColumn column(DataFile file, String name, String what, List<String> problems) {
        Optional<DataColumn> column = file.column(name);
        if (column.isEmpty()) {
            List<String> names = file.columns().stream().map(DataColumn::name).toList();
            problems.add(file.path() + ": there is no column '" + name + "' for the " + what + "; "
                    + NearestName.of(name, names)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("the file has " + Rows.list(names))
                    + " Name it in the specification: models." + model.name() + ".columns: {" + what + ": NAME}");
        }
        return column.orElse(null);
    }

    private long count(String sql) throws SQLException {
        long[] count = new long[1];
        database.query(sql, row -> count[0] = row.getLong(1));
        return count[0];
    }
}
