package io.watchbill.profiler;

import java.util.Optional;

/** What a column is to the model: a numeric or a categorical feature, or nothing, and why. */
sealed interface Input {
    /** The column. */
    ColumnFacts column();

    /** For the comment behind it. */
    String reason();

    /** A feature that is a number. */
    record Numeric(ColumnFacts column, String reason) implements Input {}

    /**
     * A feature that is a category.
     *
     * @param maximumCategories where another than the default is wanted
     */
    record Categorical(ColumnFacts column, Optional<Long> maximumCategories, String reason) implements Input {}

    /** No feature. */
    record LeftOut(ColumnFacts column, String reason) implements Input {}

    /** Up to this many categories are kept apart one by one. */
    long KEPT_APART = 300;

    /** From how many different values on a column of text that rarely repeats one is no category. */
    long MANY = 100;

    /** What the column is, by what it holds and, for numbers that are codes, by its name. */
    static Input of(ColumnFacts facts) {
        String name = facts.plainName();
        if (name.equals("fitted") || name.equals("split")) {
            return new LeftOut(facts, "says which rows the model was fitted on; `watchbill profile` reads it itself");
        }
        if (facts.empty()) {
            return new LeftOut(facts, "no value in any row");
        }
        if (facts.constant()) {
            return new LeftOut(facts, "the same value in every row");
        }
        if (facts.structured()) {
            return new LeftOut(facts, "neither a number nor a category: " + type(facts));
        }
        if (facts.time()) {
            return new LeftOut(facts, "a time; watch a number made of it, such as an hour or an age");
        }
        if (facts.rowNumber()) {
            return new LeftOut(facts, "counts the rows");
        }
        boolean identifier = name.matches("(.*_)?(id|uuid|guid|key)");
        if (identifier && facts.distinct() > MANY) {
            return new LeftOut(facts, "an identifier by its name, " + different(facts));
        }
        boolean code = name.matches("(.*_)?(code|type|class|category|zip|zipcode|postcode|id)");
        if (facts.numeric() && !(facts.wholeNumbers() && (facts.distinct() <= 2 || code))) {
            return new Numeric(facts, range(facts));
        }
        if (2 * facts.distinct() > facts.values() && facts.distinct() > MANY) {
            return new LeftOut(facts, "text that hardly ever repeats, " + different(facts));
        }
        if (facts.distinct() <= MANY) {
            return new Categorical(facts, Optional.empty(), different(facts) + missing(facts));
        }
        if (facts.distinct() <= KEPT_APART) {
            long room = (facts.distinct() * 11 / 100 + 1) * 10;
            return new Categorical(facts, Optional.of(room), different(facts) + ", each with a bin" + missing(facts));
        }
        return new Categorical(
                facts,
                Optional.empty(),
                different(facts) + ", the " + MANY + " most frequent with a bin" + missing(facts));
    }

    private static String type(ColumnFacts facts) {
        return facts.type().length() > 40 ? facts.type().substring(0, 40) + "…" : facts.type();
    }

    private static String different(ColumnFacts facts) {
        return Counts.of(facts.distinct(), "different value");
    }

    private static String range(ColumnFacts facts) {
        String odd = facts.numbers() < facts.values()
                ? ", " + Counts.of(facts.values() - facts.numbers(), "value") + " no number"
                : "";
        return number(facts.least()) + " to " + number(facts.greatest()) + odd + missing(facts);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Counts.of((long) value) : Double.toString(value);
    }

    private static String missing(ColumnFacts facts) {
        long missing = facts.rows() - facts.values();
        return missing == 0 ? "" : ", missing in " + Counts.of(missing) + " of " + Counts.of(facts.rows(), "row");
    }
}
