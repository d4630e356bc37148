package io.watchbill.profiler;

import io.watchbill.spec.Columns;
import io.watchbill.spec.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of rows and its columns.
 *
 * @param columns in the file's order; the fields of an object named {@value #FEATURES}, as observations have it, count
 *     as columns too
 */
record DataFile(Path path, DataFormat format, List<DataColumn> columns) {
    /** The object that holds an observation's inputs. */
    static final String FEATURES = "features";

    private static final Pattern JSON_LINE = Pattern.compile("at byte \\d+ in line (\\d+)");
    private static final int ROWS_LOOKED_AT_FOR_NAMES = 100_000;

    DataFile {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param nested whether it is a field of {@value #FEATURES}
     * @param type DuckDB's name of its type
     */
    record DataColumn(String name, boolean nested, String type) {
        /** The column in an SQL expression. */
        String sql() {
            return nested ? Sql.name(FEATURES) + "." + Sql.name(name) : Sql.name(name);
        }
    }

    /**
     * Looks at a file's columns.
     *
     * @throws ProfilingException if there is no such file, its name tells no format, or it holds something else
     */
    static DataFile open(Database database, Path path) throws ProfilingException {
        if (!Files.exists(path)) {
            throw new ProfilingException(path + ": no such file");
        }
        if (Files.isDirectory(path)) {
            throw new ProfilingException(path + ": is a folder; name the files in it, such as " + path + "/*.parquet");
        }
        if (!Files.isReadable(path)) {
            throw new ProfilingException(path + ": may not be read");
        }
        DataFormat format = DataFormat.of(path.getFileName().toString())
                .orElseThrow(() -> new ProfilingException(
                        path + ": the name does not tell the format; expected " + DataFormat.KNOWN));
        try {
            List<DataColumn> columns = new ArrayList<>();
            List<DataColumn> nested = new ArrayList<>();
            String scan = sniffed(format, path);
            database.query("DESCRIBE SELECT * FROM " + scan, row -> {
                columns.add(new DataColumn(row.getString(1), false, row.getString(2)));
            });
            if (columns.stream()
                    .anyMatch(c -> c.name().equals(FEATURES) && c.type().startsWith("STRUCT("))) {
                database.query("DESCRIBE SELECT " + Sql.name(FEATURES) + ".* FROM " + scan, row -> {
                    nested.add(new DataColumn(row.getString(1), true, row.getString(2)));
                });
            }
            columns.addAll(nested);
            return new DataFile(path, format, columns);
        } catch (SQLException broken) {
            throw unreadable(path, format, broken);
        }
    }

    /**
     * Looks at the columns of several files.
     *
     * @throws ProfilingException with the problems of every file that cannot be used, or if there is no file
     */
    static List<DataFile> openAll(Database database, List<Path> paths) throws ProfilingException {
        if (paths.isEmpty()) {
            throw new ProfilingException("name at least one file of rows, ending in " + DataFormat.KNOWN);
        }
        List<DataFile> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path path : paths) {
            try {
                files.add(open(database, path));
            } catch (ProfilingException problem) {
                problems.addAll(problem.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new ProfilingException(problems);
        }
        return files;
    }

    /** The files' names for people, in one order. */
    static String names(List<Path> paths) {
        return paths.stream()
                .map(path -> String.valueOf(path.getFileName()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** What DuckDB said about a file, as a problem with the file's name in front. */
    static ProfilingException unreadable(Path path, DataFormat format, SQLException broken) {
        return new ProfilingException(path + ": could not be read as " + format + ": " + reason(broken));
    }

    /**
     * The first line of DuckDB's message: the others repeat the statement. It counts the lines of JSON one too far, so
     * they are put right.
     */
    static String reason(SQLException broken) {
        String message = Optional.ofNullable(broken.getMessage()).orElse("no reason given");
        String first = message.lines().findFirst().orElse(message).strip();
        return JSON_LINE.matcher(first).replaceFirst(m -> "in line " + (Long.parseLong(m.group(1)) - 1));
    }

    private static String sniffed(DataFormat format, Path path) {
        return switch (format) {
            case PARQUET -> "read_parquet(" + Sql.file(path) + ")";
            case CSV -> csv(path);
            case NDJSON ->
                "read_json(" + Sql.file(path) + ", format = " + jsonFormat(path) + ", sample_size = "
                        + ROWS_LOOKED_AT_FOR_NAMES + ")";
        };
    }

    // Everything is text and becomes a number, where one is wanted, value by value: one odd value costs one value.
    private static String csv(Path path) {
        return "read_csv(" + Sql.file(path) + ", header = true, all_varchar = true)";
    }

    private static String jsonFormat(Path path) {
        return path.toString().endsWith(".json") ? "'auto'" : "'newline_delimited'";
    }

    /** The file as a table of those columns; from JSON they come as JSON values, whatever the first rows looked like. */
    String scan(List<DataColumn> wanted) {
        return switch (format) {
            case PARQUET -> "read_parquet(" + Sql.file(path) + ")";
            case CSV -> csv(path);
            case NDJSON ->
                "read_json(" + Sql.file(path) + ", format = " + jsonFormat(path) + ", columns = {" + jsonColumns(wanted)
                        + "})";
        };
    }

    private static String jsonColumns(List<DataColumn> wanted) {
        List<String> columns = wanted.stream()
                .filter(column -> !column.nested())
                .map(column -> Sql.text(column.name()) + ": 'JSON'")
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
        String fields = wanted.stream()
                .filter(DataColumn::nested)
                .map(column -> Sql.name(column.name()) + " JSON")
                .distinct()
                .collect(Collectors.joining(", "));
        if (!fields.isEmpty()) {
            columns.add(Sql.text(FEATURES) + ": " + Sql.text("STRUCT(" + fields + ")"));
        }
        return String.join(", ", columns);
    }

    /**
     * Whether the lines are observations as the exporter takes them: of several kinds and perhaps models, and with names
     * of their own.
     */
    boolean observations() {
        boolean named = format == DataFormat.NDJSON && own("kind") && own("model");
        return named && (columns.stream().anyMatch(DataColumn::nested) || (own("id") && own("label")));
    }

    private boolean own(String name) {
        return columns.stream().anyMatch(column -> column.name().equals(name) && !column.nested());
    }

    /** A table of the lines of one kind about one model; of all rows of a file that is no observations. */
    String scan(List<DataColumn> wanted, String kind, String model) {
        if (!observations()) {
            return scan(wanted);
        }
        List<DataColumn> more = new ArrayList<>(wanted);
        column("kind").ifPresent(more::add);
        column("model").ifPresent(more::add);
        return "(SELECT * FROM " + scan(more) + " WHERE kind->>'$' = " + Sql.text(kind) + " AND model->>'$' = "
                + Sql.text(model) + ")";
    }

    /** The names of columns: an observation's own, else those of the model. */
    Columns names(Model model) {
        return observations() ? Columns.DEFAULT : model.columns();
    }

    /** The column of that name: one of the file's own before a field of {@value #FEATURES}. */
    Optional<DataColumn> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .min((one, other) -> Boolean.compare(one.nested(), other.nested()));
    }
}
