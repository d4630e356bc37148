package io.watchbill.profiler;

import io.watchbill.profiler.DataFile.DataColumn;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the columns of files of which nothing is known. */
final class Inspection {
    private static final String LOOKED = "looked";
    private static final long MOST_ROWS = 1_000_000;

    private final Database database;
    private final List<DataColumn> columns;

    private Inspection(Database database, List<DataColumn> columns) {
        this.database = database;
        this.columns = columns;
    }

    /**
     * A class and how it goes with a score.
     *
     * @param score mean score of its rows; empty without a score
     */
    record ClassFacts(String name, long rows, Optional<Double> score) {}

    /**
     * Opens the files; of more than a million rows an even part is looked at.
     *
     * @throws ProfilingException if a file cannot be read, or lacks a column that the first has
     */
    static Inspection open(Database database, List<Path> files) throws ProfilingException, SQLException {
        List<DataFile> open = new ArrayList<>();
        for (Path file : files) {
            open.add(DataFile.open(database, file));
        }
        List<DataColumn> columns = open.get(0).columns().stream()
                .filter(column -> column.nested()
                        || !column.name().equals(DataFile.FEATURES)
                        || open.get(0).columns().stream().noneMatch(DataColumn::nested))
                .toList();
        List<String> selects = new ArrayList<>();
        for (DataFile file : open) {
            selects.add(select(file, columns));
        }
        String all = String.join(" UNION ALL ", selects);
        long[] rows = new long[1];
        database.query("SELECT count(*) FROM (" + all + ")", row -> rows[0] = row.getLong(1));
        String sample =
                rows[0] <= MOST_ROWS ? "" : " USING SAMPLE " + 100.0 * MOST_ROWS / rows[0] + " PERCENT (system, 1)";
        boolean columnar = sample.isEmpty() && open.stream().allMatch(file -> file.format() == DataFormat.PARQUET);
        database.execute(
                "CREATE TEMP " + (columnar ? "VIEW " : "TABLE ") + LOOKED + " AS SELECT * FROM (" + all + ")" + sample);
        return new Inspection(database, columns);
    }

    private static String select(DataFile file, List<DataColumn> columns) throws ProfilingException {
        List<DataColumn> used = new ArrayList<>();
        List<String> expressions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            DataColumn column = file.column(name)
                    .orElseThrow(() -> new ProfilingException(file.path() + ": there is no column '" + name
                            + "', which the first file has; look at files with the same columns"));
            used.add(column);
            expressions.add(Values.number(file.format(), column) + " AS n" + i);
            expressions.add(Values.category(file.format(), column) + " AS c" + i);
            expressions.add(Values.time(file.format(), column) + " AS t" + i);
        }
        return "SELECT " + String.join(", ", expressions) + " FROM " + file.scan(used);
    }

    List<ColumnFacts> facts() throws SQLException {
        List<ColumnFacts> facts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            DataColumn column = columns.get(i);
            String number = "n" + i;
            String usable = " FILTER (NOT isnan(" + number + "))";
            database.query(
                    "SELECT count(*), count(c" + i + "), count(DISTINCT c" + i + "), count(" + number + ")" + usable
                            + ", count(*) FILTER (" + number + " = trunc(" + number + ") AND NOT isnan(" + number
                            + ")), min(" + number + ")" + usable + ", max(" + number + ")" + usable + ", count(t" + i
                            + "), count(" + number + ") FROM " + LOOKED,
                    row -> facts.add(facts(column, row)));
        }
        return facts;
    }

    private static ColumnFacts facts(DataColumn column, ResultSet row) throws SQLException {
        long numbers = row.getLong(4);
        long given = row.getLong(9);
        // In a CSV column of numbers NA is a missing number, elsewhere a text like others.
        boolean mostlyNumbers = numbers > 0 && numbers >= ColumnFacts.NEARLY_ALL * given;
        return new ColumnFacts(
                column.name(),
                column.type(),
                row.getLong(1),
                mostlyNumbers ? given : row.getLong(2),
                row.getLong(3),
                numbers,
                row.getLong(5),
                numbers == 0 ? Double.NaN : row.getDouble(6),
                numbers == 0 ? Double.NaN : row.getDouble(7),
                row.getLong(8));
    }

    /** The classes of a column, the rarest first. */
    List<ClassFacts> classes(String name, Optional<String> score) throws SQLException {
        int index = index(name);
        String mean = score.map(column -> "avg(n" + index(column) + ") FILTER (NOT isnan(n" + index(column) + "))")
                .orElse("NULL");
        List<ClassFacts> classes = new ArrayList<>();
        database.query(
                "SELECT c" + index + ", count(*), " + mean + " FROM " + LOOKED + " WHERE c" + index
                        + " IS NOT NULL GROUP BY 1 ORDER BY 2, 1",
                row -> {
                    double value = row.getDouble(3);
                    Optional<Double> meanScore = row.wasNull() ? Optional.empty() : Optional.of(value);
                    classes.add(new ClassFacts(row.getString(1), row.getLong(2), meanScore));
                });
        return classes;
    }

    /** The names of a column's classes. */
    Set<String> classNames(String name) throws SQLException {
        return classes(name, Optional.empty()).stream().map(ClassFacts::name).collect(Collectors.toSet());
    }

    private int index(String name) {
        return columns.stream()
                .map(DataColumn::name)
                .collect(Collectors.toList())
                .indexOf(name);
    }
}
