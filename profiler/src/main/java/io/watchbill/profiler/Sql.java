package io.watchbill.profiler;

import java.nio.file.Path;

/** Text that is safe inside an SQL statement. */
final class Sql {
    private Sql() {}

    /** A column's name. */
    static String name(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A text value. */
    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** One file, however odd its name: DuckDB reads {@code *}, {@code ?} and brackets as patterns unless bracketed. */
    static String file(Path path) {
        return text(path.toString().replaceAll("[\\[*?]", "[$0]"));
    }
}
