package io.watchbill.profiler;

import io.watchbill.profiler.DataFile.DataColumn;
import java.util.Set;

/**
 * A column's values in one form, whatever the file's format and types: the same forms as the exporter gives to the
 * values of an observation, so that profile and production agree.
 */
final class Values {
    private static final String NOT_A_NUMBER = "'nan'::DOUBLE";
    private static final Set<String> WHOLE = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT");

    private Values() {}

    /**
     * A number: NULL where the value is missing, NaN where it is unusable (text, NaN, an infinity). Booleans are 1 and 0.
     * Text is read as a number only from CSV, which has nothing else; there an empty field, NA, N/A, null and None are
     * missing.
     */
    static String number(DataFormat format, DataColumn column) {
        String value = column.sql();
        return switch (format) {
            case CSV ->
                finite("CASE WHEN trim(coalesce(" + value + ", '')) = '' OR lower(trim(" + value
                        + ")) IN ('na', 'n/a', 'null', 'none') THEN NULL ELSE coalesce(TRY_CAST(trim(" + value
                        + ") AS DOUBLE), " + NOT_A_NUMBER + ") END");
            case NDJSON ->
                finite("CASE WHEN json_type(" + value + ") IN ('UBIGINT', 'BIGINT', 'HUGEINT', 'DOUBLE')"
                        + " THEN TRY_CAST(" + value + " AS DOUBLE) WHEN json_type(" + value
                        + ") = 'BOOLEAN' THEN CAST(TRY_CAST("
                        + value + " AS BOOLEAN) AS DOUBLE) WHEN " + value + " IS NOT NULL THEN " + NOT_A_NUMBER
                        + " END");
            case PARQUET -> {
                if (numeric(column.type())) {
                    yield finite("CAST(" + value + " AS DOUBLE)");
                }
                yield column.type().equals("BOOLEAN")
                        ? "CAST(CAST(" + value + " AS INTEGER) AS DOUBLE)"
                        : "CASE WHEN " + value + " IS NOT NULL THEN " + NOT_A_NUMBER + " END";
            }
        };
    }

    /** A category or class: text as it is, booleans as true and false, whole numbers without a fraction. */
    static String category(DataFormat format, DataColumn column) {
        String value = column.sql();
        return switch (format) {
            case CSV -> value;
            // DuckDB casts a value that repeats before it asks whether the case applies: a cast must not fail.
            case NDJSON ->
                "CASE WHEN json_type(" + value + ") = 'DOUBLE' THEN " + plain("TRY_CAST(" + value + " AS DOUBLE)")
                        + " ELSE " + value + "->>'$' END";
            case PARQUET ->
                fractional(column.type()) ? plain("CAST(" + value + " AS DOUBLE)") : "CAST(" + value + " AS VARCHAR)";
        };
    }

    /** Milliseconds since 1970; NULL where the value is no time. A time without an offset is in UTC. */
    static String time(DataFormat format, DataColumn column) {
        String value = column.sql();
        return switch (format) {
            case CSV -> timeOfText(value);
            case NDJSON -> timeOfText("(" + value + "->>'$')");
            case PARQUET -> {
                if (column.type().startsWith("TIMESTAMP") || column.type().equals("DATE")) {
                    yield "epoch_ms(CAST(" + value + " AS TIMESTAMPTZ))";
                }
                yield numeric(column.type())
                        ? "TRY_CAST(" + value + " AS BIGINT)"
                        : timeOfText("CAST(" + value + " AS VARCHAR)");
            }
        };
    }

    /** Whether the row says that the model was fitted on it. */
    static String flag(DataFormat format, DataColumn column, Set<String> words) {
        String texts = words.stream()
                .map(Sql::text)
                .sorted()
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return "coalesce(lower(" + category(format, column) + ") IN (" + texts + "), false)";
    }

    static boolean numeric(String type) {
        return WHOLE.contains(type) || fractional(type);
    }

    static boolean fractional(String type) {
        return type.equals("DOUBLE") || type.equals("FLOAT") || type.startsWith("DECIMAL");
    }

    private static String timeOfText(String value) {
        return "coalesce(epoch_ms(TRY_CAST(" + value + " AS TIMESTAMPTZ)), TRY_CAST(" + value + " AS BIGINT))";
    }

    /** Adding 0.0 makes the one zero of the two. */
    private static String finite(String number) {
        return "CASE WHEN isfinite(" + number + ") THEN " + number + " + 0.0 WHEN (" + number + ") IS NOT NULL THEN "
                + NOT_A_NUMBER + " END";
    }

    private static String plain(String number) {
        return "CASE WHEN " + number + " = trunc(" + number + ") AND abs(" + number + ") < 1e15 THEN CAST(CAST("
                + number + " AS BIGINT) AS VARCHAR) ELSE CAST(" + number + " AS VARCHAR) END";
    }
}
