package io.watchbill.profiler;

import io.watchbill.profiler.DataFile.DataColumn;
import io.watchbill.spec.Columns;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.finding.NearestName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rows of all files as one relation named {@value #NAME}, with a column for each thing that a profile asks about.
 * Numbers are DOUBLE with NULL for missing and NaN for unusable values; categories and classes are VARCHAR.
 */
final class Rows {
    /** The relation. */
    static final String NAME = "profiled";
    /** Milliseconds since 1970, BIGINT. */
    static final String TIME = "row_time";

    static final String ID = "row_id";
    static final String ARM = "row_arm";
    static final String VERSION = "row_version";
    static final String PREDICTION = "row_prediction";
    static final String SCORE = "row_score";
    static final String CONFIDENCE = "row_confidence";
    static final String LABEL = "row_label";
    /** Whether the request failed, so that there is no answer and none is missing, BOOLEAN. */
    static final String FAILED = "row_failed";
    /** Whether the model was fitted on the row, BOOLEAN. */
    static final String FITTED = "row_fitted";

    private static final String FITTED_COLUMN = "fitted";
    private static final String SPLIT_COLUMN = "split";
    private static final Set<String> YES = Set.of("true", "t", "yes", "y", "1");
    private static final Set<String> TRAINING = Set.of("train", "training", "fit", "fitted");

    private final Model model;
    private final List<DataFile> files;
    private final Set<String> more;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Optional<String>> expressions = new LinkedHashMap<>();

    /** @param more which of {@link #ID} and {@link #ARM} are wanted too: text takes memory */
    Rows(Model model, List<DataFile> files, Set<String> more) {
        this.model = model;
        this.files = List.copyOf(files);
        this.more = Set.copyOf(more);
    }

    /** The column of the relation that holds a feature. */
    static String feature(int index) {
        return "feature_" + index;
    }

    /** Whether any file has such a column: one of the constants above. */
    boolean has(String column) {
        return expressions.getOrDefault(column, Optional.empty()).isPresent();
    }

    /**
     * Finds the columns in every file and makes the relation.
     *
     * @throws ProfilingException naming every column that is missing
     */
    void create(Database database) throws ProfilingException {
        List<String> selects = new ArrayList<>();
        for (DataFile file : files) {
            selects.add(select(file));
        }
        if (!problems.isEmpty()) {
            throw new ProfilingException(problems);
        }
        // Text is parsed once; Parquet holds its columns apart, so that each question reads only its own.
        boolean columnar = files.stream().allMatch(file -> file.format() == DataFormat.PARQUET);
        try {
            database.execute("CREATE TEMP " + (columnar ? "VIEW " : "TABLE ") + NAME + " AS "
                    + String.join("\nUNION ALL\n", selects));
        } catch (SQLException broken) {
            throw new ProfilingException(
                    files.stream().map(file -> file.path().toString()).collect(Collectors.joining(", "))
                            + ": could not be read: " + DataFile.reason(broken));
        }
    }

    private String select(DataFile file) {
        Columns names = file.names(model);
        List<DataColumn> used = new ArrayList<>();
        Map<String, String> select = new LinkedHashMap<>();
        put(select, TIME, find(file, names.time(), used).map(c -> Values.time(file.format(), c)), "BIGINT");
        if (more.contains(ID)) {
            put(select, ID, find(file, names.id(), used).map(c -> Values.category(file.format(), c)), "VARCHAR");
        }
        if (more.contains(ARM)) {
            put(select, ARM, find(file, names.arm(), used).map(c -> Values.category(file.format(), c)), "VARCHAR");
        }
        put(select, VERSION, find(file, names.version(), used).map(c -> Values.category(file.format(), c)), "VARCHAR");
        Optional<String> prediction = find(file, names.prediction(), used).map(c -> answer(file.format(), c));
        put(select, PREDICTION, prediction, answerType());
        put(select, LABEL, find(file, names.label(), used).map(c -> answer(file.format(), c)), answerType());
        Optional<String> score = find(file, names.score(), used).map(c -> share(Values.number(file.format(), c)));
        put(select, SCORE, score, "DOUBLE");
        put(select, CONFIDENCE, confidence(file, used, score), "DOUBLE");
        put(select, FITTED, fitted(file, used), "BOOLEAN");
        put(select, FAILED, failed(file, used), "BOOLEAN");
        List<Feature> features = model.features();
        for (int i = 0; i < features.size(); i++) {
            Feature feature = features.get(i);
            Optional<DataColumn> column = find(file, feature.name(), used);
            if (column.isEmpty()) {
                problems.add(missing(file, feature.name()));
            }
            boolean numeric = feature.type() == FeatureType.NUMERIC;
            put(
                    select,
                    feature(i),
                    column.map(c -> numeric ? Values.number(file.format(), c) : Values.category(file.format(), c)),
                    numeric ? "DOUBLE" : "VARCHAR");
        }
        String list = select.entrySet().stream()
                .map(entry -> entry.getValue() + " AS " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "SELECT " + list + " FROM " + file.scan(used, "prediction", model.name());
    }

    private void put(Map<String, String> select, String name, Optional<String> expression, String type) {
        select.put(name, expression.orElse("CAST(NULL AS " + type + ")"));
        expressions.merge(name, expression, (one, other) -> one.isPresent() ? one : other);
    }

    private static Optional<DataColumn> find(DataFile file, String name, List<DataColumn> used) {
        Optional<DataColumn> column = file.column(name);
        column.ifPresent(used::add);
        return column;
    }

    private String answer(DataFormat format, DataColumn column) {
        return regression() ? Values.number(format, column) : Values.category(format, column);
    }

    private String answerType() {
        return regression() ? "DOUBLE" : "VARCHAR";
    }

    private boolean regression() {
        return model.task() == Task.REGRESSION;
    }

    /** As the exporter does: what is said, else for two classes the probability of the likelier one. */
    private Optional<String> confidence(DataFile file, List<DataColumn> used, Optional<String> score) {
        Optional<String> said =
                find(file, file.names(model).confidence(), used).map(c -> share(Values.number(file.format(), c)));
        return said.or(() -> model.task() == Task.BINARY_CLASSIFICATION
                ? score.map(s -> "CASE WHEN isnan(" + s + ") THEN 'nan'::DOUBLE ELSE greatest(" + s + ", 1.0::DOUBLE - "
                        + s + ") END")
                : Optional.empty());
    }

    /** What lies outside 0 to 1 is no probability. */
    private static String share(String number) {
        return "CASE WHEN (" + number + ") BETWEEN 0 AND 1 THEN " + number + " WHEN (" + number
                + ") IS NOT NULL THEN 'nan'::DOUBLE END";
    }

    private Optional<String> fitted(DataFile file, List<DataColumn> used) {
        return find(file, FITTED_COLUMN, used)
                .map(c -> Values.flag(file.format(), c, YES))
                .or(() -> find(file, SPLIT_COLUMN, used).map(c -> Values.flag(file.format(), c, TRAINING)));
    }

    private static Optional<String> failed(DataFile file, List<DataColumn> used) {
        return file.observations()
                ? find(file, "outcome", used).map(c -> Values.flag(file.format(), c, Set.of("error")))
                : Optional.empty();
    }

    private static String missing(DataFile file, String feature) {
        List<String> names = file.columns().stream().map(DataColumn::name).toList();
        String hint = NearestName.of(feature, names)
                .map(near -> "did you mean '" + near + "'?")
                .orElse("the file has " + list(names));
        return file.path() + ": there is no column '" + feature + "', which is a feature of the model; " + hint
                + " Name features in the specification as the file's columns are named";
    }

    /** Names for a message: the first dozen, and how many more. */
    static String list(List<String> names) {
        int shown = Math.min(names.size(), 12);
        String text = String.join(", ", names.subList(0, shown));
        return names.size() == shown ? text + "." : text + " and " + (names.size() - shown) + " more.";
    }
}
