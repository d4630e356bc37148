package io.watchbill.profiler;

import io.watchbill.profiler.Inspection.ClassFacts;
import io.watchbill.spec.Task;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the model predicts.
 *
 * @param positiveClass present for two classes
 */
record TaskGuess(Guess<Task> task, Optional<Guess<String>> positiveClass) {
    private static final long MOST_CLASSES = 100;
    /** From how many different whole numbers on they are a quantity rather than classes. */
    private static final long QUANTITY = 20;

    private static final Set<String> POSITIVE = Set.of("1", "true", "yes", "y", "t", "positive", "pos");

    static TaskGuess of(Roles roles, Inspection inspection) throws SQLException {
        Optional<ColumnFacts> answer = roles.column(Role.LABEL).or(() -> roles.column(Role.PREDICTION));
        Optional<String> score = roles.column(Role.SCORE).map(ColumnFacts::name);
        if (answer.isEmpty()) {
            return score.isPresent()
                    ? new TaskGuess(
                            new Guess<>(Task.BINARY_CLASSIFICATION, "perhaps: there is a score, but no label"),
                            Optional.of(new Guess<>("1", "perhaps: the class that the score speaks of")))
                    : new TaskGuess(
                            new Guess<>(
                                    Task.REGRESSION,
                                    "assumed: no column looks like a label or a prediction; or binary-classification,"
                                            + " multiclass-classification, generation"),
                            Optional.empty());
        }
        ColumnFacts facts = answer.get();
        if (quantity(facts)) {
            return new TaskGuess(
                    new Guess<>(Task.REGRESSION, "likely: '" + facts.name() + "' is a quantity"), Optional.empty());
        }
        if (facts.distinct() <= 2) {
            List<ClassFacts> classes = inspection.classes(facts.name(), score);
            return new TaskGuess(
                    new Guess<>(Task.BINARY_CLASSIFICATION, "likely: '" + facts.name() + "' has two classes"),
                    Optional.of(positive(classes)));
        }
        String many = facts.distinct() > MOST_CLASSES ? "perhaps" : "likely";
        return new TaskGuess(
                new Guess<>(
                        Task.MULTICLASS_CLASSIFICATION,
                        many + ": '" + facts.name() + "' has " + Counts.of(facts.distinct()) + " classes"),
                Optional.empty());
    }

    private static boolean quantity(ColumnFacts facts) {
        return facts.numeric() && (!facts.wholeNumbers() || facts.distinct() > QUANTITY);
    }

    private static Guess<String> positive(List<ClassFacts> classes) {
        if (classes.stream().allMatch(c -> c.score().isPresent()) && classes.size() == 2) {
            ClassFacts highest = classes.stream()
                    .max(Comparator.comparingDouble(c -> c.score().orElse(0.0)))
                    .orElseThrow();
            return new Guess<>(highest.name(), "likely: its rows have the higher score");
        }
        return classes.stream()
                .filter(c -> POSITIVE.contains(c.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(c -> new Guess<>(c.name(), "likely by its name"))
                .orElseGet(() -> new Guess<>(classes.get(0).name(), "perhaps: the rarer class"));
    }
}
