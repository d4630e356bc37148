package io.watchbill.profiler;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which columns are no inputs but id, time, label and so on. Each column has one role at most. */
final class Roles {
    private static final long MOST_CLASSES = 100;

    private final Map<Role, Guess<ColumnFacts>> columns = new EnumMap<>(Role.class);

    private Roles() {}

    static Roles of(List<ColumnFacts> facts) {
        Roles roles = new Roles();
        List<ColumnFacts> free = new ArrayList<>(facts);
        // Exact names first: `predicted_label` is a prediction, although it ends like a label.
        for (boolean exact : List.of(true, false)) {
            for (Role role : Role.values()) {
                if (!roles.columns.containsKey(role)) {
                    free.stream()
                            .filter(column -> role.fit(column) >= 0 && role.named(column) == exact)
                            .min(Comparator.comparingInt(role::fit))
                            .ifPresent(column -> {
                                roles.columns.put(role, new Guess<>(column, reason(role, column, exact)));
                                free.remove(column);
                            });
                }
            }
        }
        return roles;
    }

    /** Takes a free column with the very classes of the prediction for the label, where none is named like one. */
    void findLabelByClasses(List<ColumnFacts> facts, Inspection inspection) throws SQLException {
        Optional<ColumnFacts> prediction = column(Role.PREDICTION).filter(column -> column.distinct() <= MOST_CLASSES);
        if (prediction.isEmpty() || columns.containsKey(Role.LABEL)) {
            return;
        }
        Set<String> classes = inspection.classNames(prediction.get().name());
        for (ColumnFacts column : facts) {
            if (!taken(column)
                    && column.distinct() == classes.size()
                    && classes.size() > 1
                    && inspection.classNames(column.name()).equals(classes)) {
                columns.put(
                        Role.LABEL,
                        new Guess<>(
                                column,
                                "perhaps: it holds the classes of '"
                                        + prediction.get().name() + "'"));
                return;
            }
        }
    }

    private static String reason(Role role, ColumnFacts column, boolean exact) {
        String content = switch (role) {
            case ID -> "every row has another";
            case TIME -> column.numeric() ? "milliseconds since 1970" : "its values are times";
            case SCORE, CONFIDENCE -> "from 0 to 1";
            case LABEL, PREDICTION, VERSION, ARM -> Counts.of(column.distinct(), "different value");
        };
        return (exact ? "sure by its name; " : "likely by its name; ") + content;
    }

    Optional<Guess<ColumnFacts>> get(Role role) {
        return Optional.ofNullable(columns.get(role));
    }

    Optional<ColumnFacts> column(Role role) {
        return get(role).map(Guess::value);
    }

    boolean taken(ColumnFacts column) {
        return columns.values().stream().anyMatch(guess -> guess.value().equals(column));
    }
}
