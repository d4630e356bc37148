package io.watchbill.profiler;

import java.util.Locale;

/**
 * What a column holds, as far as rows were looked at.
 *
 * @param type     DuckDB's name of its type in the first file
 * @param rows     rows that were looked at
 * @param values   rows with a value
 * @param distinct different values
 * @param numbers  values that are numbers; booleans count
 * @param whole    numbers without a fraction
 * @param least    least number; NaN without numbers
 * @param greatest greatest number; NaN without numbers
 * @param times    values that are times
 */
record ColumnFacts(
        String name,
        String type,
        long rows,
        long values,
        long distinct,
        long numbers,
        long whole,
        double least,
        double greatest,
        long times) {
    // A few odd values among numbers are bad values, not another type.
    static final double NEARLY_ALL = 0.95;

    /** The name in small letters with {@code _} between its words: {@code EventTime} is {@code event_time}. */
    String plainName() {
        return name.strip()
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toLowerCase(Locale.ROOT);
    }

    boolean empty() {
        return values == 0;
    }

    boolean constant() {
        return distinct <= 1;
    }

    /** Objects, lists and bytes, which are neither numbers nor categories. */
    boolean structured() {
        return type.startsWith("STRUCT(")
                || type.startsWith("MAP(")
                || type.endsWith("]")
                || type.equals("BLOB")
                || type.equals("JSON");
    }

    boolean truth() {
        return type.equals("BOOLEAN");
    }

    boolean numeric() {
        return !empty() && !truth() && numbers >= NEARLY_ALL * values;
    }

    boolean wholeNumbers() {
        return numeric() && whole == numbers;
    }

    /** Text or another type whose values are times; numbers are judged by their name. */
    boolean time() {
        return !empty() && !numeric() && times >= NEARLY_ALL * values;
    }

    /** Numbers that are milliseconds since 1970 between 1973 and 2100. */
    boolean couldBeMilliseconds() {
        return wholeNumbers() && least >= 1e11 && greatest <= 4.1e12;
    }

    boolean allDifferent() {
        return values == rows && distinct == values;
    }

    boolean probability() {
        return numeric() && least >= 0 && greatest <= 1;
    }

    /** Whether the numbers count the rows. */
    boolean rowNumber() {
        return wholeNumbers() && allDifferent() && greatest - least + 1 == rows;
    }
}
