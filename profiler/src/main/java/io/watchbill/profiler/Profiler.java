package io.watchbill.profiler;

import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.TimeWindow;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.ShortWindow;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the reference profile of a model from files of rows that the model was not fitted on. */
public final class Profiler {
    private static final String CONFIDENCE = "confidence";
    private static final String PREDICTION = "prediction";

    private final Database database;
    private final Model model;
    private final Rows rows;
    private final Progress progress;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final int steps;
    private int done;

    private Profiler(Database database, Model model, Rows rows, Progress progress) {
        this.database = database;
        this.model = model;
        this.rows = rows;
        this.progress = progress;
        this.steps = model.features().size() + 3;
    }

    /**
     * Profiles the files together, in any order and any mix of Parquet, CSV and newline-delimited JSON: the same rows
     * give the same profile.
     *
     * @param model   which columns to look at; {@link Model#columns()} and the features name them
     * @param version the model's version; where empty, that of the rows if they all have the same
     * @throws ProfilingException with every problem of the data that was found
     */
    public static ProfileResult profile(Model model, Optional<String> version, List<Path> files, Progress progress)
            throws ProfilingException {
        try (Database database = Database.open()) {
            Rows rows = new Rows(model, DataFile.openAll(database, files), Set.of());
            rows.create(database);
            return new Profiler(database, model, rows, progress).profile(version, files);
        } catch (SQLException broken) {
            throw new ProfilingException("the data could not be read: " + DataFile.reason(broken));
        }
    }

    private ProfileResult profile(Optional<String> version, List<Path> files) throws SQLException, ProfilingException {
        Overview overview = Overview.of(database);
        if (overview.rows() == 0) {
            throw new ProfilingException("there are no rows in " + DataFile.names(files) + "; a profile needs some");
        }
        progress.rows(overview.rows());
        refuseFitted(overview);
        List<Chunks> windows = windows(overview);
        ColumnProfiler columns = new ColumnProfiler(database, windows);
        List<ColumnReference> references = new ArrayList<>();
        for (int i = 0; i < model.features().size(); i++) {
            references.add(feature(columns, model.features().get(i), Rows.feature(i), overview.rows()));
        }
        prediction(columns, overview.rows()).ifPresent(references::add);
        step(CONFIDENCE);
        if (rows.has(Rows.CONFIDENCE)) {
            references.add(columns.numeric(CONFIDENCE, ColumnKind.CONFIDENCE, Rows.CONFIDENCE));
        }
        step("performance");
        PerformanceProfiler performer = new PerformanceProfiler(database, model, windows);
        @Nullable MetricBaseline confidence = performer.confidence().orElse(null);
        @Nullable PerformanceBaseline performance = performance(performer);
        if (!problems.isEmpty()) {
            throw new ProfilingException(problems);
        }
        progress.step(done, steps, "");
        ReferenceProfile profile = new ReferenceProfile(
                model.name(),
                version.or(() -> version(overview)).orElse(null),
                overview.rows(),
                overview.from().map(Instant::ofEpochMilli).orElse(null),
                overview.to().map(Instant::ofEpochMilli).orElse(null),
                DataFile.names(files),
                references,
                performance,
                confidence);
        ShortWindow.in(profile, DriftSettings.of(model.drift())).forEach(window -> warnings.add(window.text()));
        return new ProfileResult(profile, warnings);
    }

    private void step(String what) {
        progress.step(done++, steps, what);
    }

    private void refuseFitted(Overview overview) throws ProfilingException {
        if (overview.fitted() > 0) {
            throw new ProfilingException("the model was fitted on " + Counts.of(overview.fitted()) + " of "
                    + Counts.of(overview.rows())
                    + " rows, says their column 'fitted' or 'split'. On its own training rows a"
                    + " model looks better than it is, and every later accuracy would look like a drop:"
                    + " profile only rows that were held out");
        }
        if (!rows.has(Rows.FITTED)) {
            warnings.add("nothing says which rows the model was fitted on (a column 'fitted', or 'split' with the word"
                    + " train): make sure that these were held out, or its accuracy will look too good");
        }
    }

    private List<Chunks> windows(Overview overview) {
        if (!rows.has(Rows.TIME)) {
            warnings.add("without a time column '" + model.columns().time() + "' the profile does not know how much"
                    + " the data vary from day to day, so that p-values may be too small");
            return List.of();
        }
        if (overview.untimed() > 0) {
            warnings.add(Counts.of(overview.untimed()) + " of " + Counts.of(overview.rows()) + " values of '"
                    + model.columns().time() + "' are no times (RFC 3339 or milliseconds since 1970); those rows count,"
                    + " but in no window");
        }
        if (overview.from().isEmpty() || overview.to().isEmpty()) {
            return List.of();
        }
        long from = overview.from().get();
        long to = overview.to().get();
        return Stream.concat(model.drift().windows().stream(), model.performance().windows().stream())
                .filter(TimeWindow.class::isInstance)
                .map(window -> ((TimeWindow) window).length())
                .collect(Collectors.toCollection(TreeSet<Duration>::new))
                .stream()
                .map(window -> Chunks.of(window, from, to))
                .filter(chunks -> chunks.count() >= 2)
                .toList();
    }

    private ColumnReference feature(ColumnProfiler columns, Feature feature, String column, long all)
            throws SQLException {
        step("feature " + feature.name());
        ColumnReference reference = feature.type() == FeatureType.NUMERIC
                ? columns.numeric(feature.name(), ColumnKind.FEATURE, column)
                : columns.categorical(feature.name(), ColumnKind.FEATURE, column, feature.maximumCategories());
        judge(reference, all);
        return reference;
    }

    private void judge(ColumnReference reference, long all) {
        String name = reference.name();
        long values = reference.samples() + reference.invalid();
        if (values == 0) {
            warnings.add("column '" + name + "' has no value in any of the " + Counts.of(all)
                    + " rows: nothing can be said about its drift");
        } else if (2 * reference.invalid() > values) {
            problems.add("column '" + name + "': " + Counts.of(reference.invalid()) + " of " + Counts.of(values)
                    + " values are no numbers, but the specification says `type: numeric`;"
                    + " write `type: categorical`, or name the right column");
        } else if (reference.invalid() > 0) {
            warnings.add("column '" + name + "': " + Counts.of(reference.invalid()) + " of " + Counts.of(values)
                    + " values are no numbers and count as invalid");
        }
    }

    private Optional<ColumnReference> prediction(ColumnProfiler columns, long all) throws SQLException {
        step(PREDICTION);
        if (!rows.has(Rows.PREDICTION)) {
            warnings.add("there is no prediction column '" + model.columns().prediction() + "': prediction drift and"
                    + " performance will have no reference");
            return Optional.empty();
        }
        if (model.task() == Task.REGRESSION) {
            NumericReference reference = columns.numeric(PREDICTION, ColumnKind.PREDICTION, Rows.PREDICTION);
            judge(reference, all);
            return Optional.of(reference);
        }
        return Optional.of(columns.categorical(
                PREDICTION, ColumnKind.PREDICTION, Rows.PREDICTION, Feature.DEFAULT_MAXIMUM_CATEGORIES));
    }

    private @Nullable PerformanceBaseline performance(PerformanceProfiler performer) throws SQLException {
        if (!rows.has(Rows.PREDICTION)) {
            return null;
        }
        if (!rows.has(Rows.LABEL)) {
            warnings.add("there is no label column '" + model.columns().label()
                    + "': how good the model was is not known, so that a drop cannot be seen");
            return null;
        }
        PerformanceBaseline performance = performer.performance().orElse(null);
        if (performance == null) {
            warnings.add("no row has both a prediction and a label: how good the model was is not known");
            return null;
        }
        Optional<String> positive =
                model.task() == Task.BINARY_CLASSIFICATION ? model.positiveClass() : Optional.empty();
        if (positive.isPresent() && !performance.classes().contains(positive.get())) {
            problems.add("the positive class '" + positive.get() + "' is in no row of the columns '"
                    + model.columns().prediction() + "' and '" + model.columns().label() + "', which hold "
                    + performance.classes().size() + " classes; write one of them as `positiveClass`");
        }
        return performance;
    }

    private Optional<String> version(Overview overview) {
        if (overview.versions() > 1) {
            warnings.add("the rows are of " + Counts.of(overview.versions()) + " versions in column '"
                    + model.columns().version() + "': the profile names none");
            return Optional.empty();
        }
        return overview.version();
    }
}
