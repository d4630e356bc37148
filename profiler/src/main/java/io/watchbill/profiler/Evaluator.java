package io.watchbill.profiler;

import io.watchbill.profiler.ColumnEvaluation.Chunk;
import io.watchbill.profiler.EvaluatedRows.Selection;
import io.watchbill.profiler.MetricScores.Cut;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.spec.Window;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.DriftVerdicts;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.Panes;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.Verdict;
import io.watchbill.statistics.WindowCounts;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges files of rows against a model's reference profile, with the statistics of the exporter. */
public final class Evaluator {
    private static final String PREDICTION = "prediction";
    private static final String CONFIDENCE = "confidence";

    private final Database database;
    private final Model model;
    private final ReferenceProfile profile;
    private final DriftSettings settings;
    private final Rows rows;
    private final Progress progress;
    private final List<String> notes = new ArrayList<>();

    private Evaluator(Database database, Model model, ReferenceProfile profile, Rows rows, Progress progress) {
        this.database = database;
        this.model = model;
        this.profile = profile;
        this.settings = DriftSettings.of(model.drift());
        this.rows = rows;
        this.progress = progress;
    }

    /** A column of the rows beside its reference. */
    private record Compared(ColumnReference reference, String column) {}

    /**
     * Evaluates the files together, in any order and any mix of Parquet, CSV and newline-delimited JSON.
     *
     * @param labels a file of labels to join by id; without one the rows' own label column counts
     * @throws ProfilingException with every problem that was found: another model's profile, files, columns
     */
    public static Evaluation evaluate(
            Model model, ReferenceProfile profile, List<Path> files, Optional<Path> labels, Progress progress)
            throws ProfilingException {
        if (!profile.model().equals(model.name())) {
            throw new ProfilingException("the profile is of the model '" + profile.model() + "', not of '"
                    + model.name() + "': give the profile of this model, or name the other with --model");
        }
        try (Database database = Database.open()) {
            Set<String> more = new HashSet<>();
            if (model.performance().holdout().isPresent()) {
                more.add(Rows.ARM);
            }
            if (labels.isPresent()) {
                more.add(Rows.ID);
            }
            Rows rows = new Rows(model, DataFile.openAll(database, files), more);
            rows.create(database);
            return new Evaluator(database, model, profile, rows, progress).evaluate(files, labels);
        } catch (SQLException broken) {
            throw new ProfilingException("the data could not be read: " + DataFile.reason(broken));
        }
    }

    private Evaluation evaluate(List<Path> files, Optional<Path> labels) throws SQLException, ProfilingException {
        EvaluatedRows evaluated = new EvaluatedRows(database, model, rows);
        Selection selection = evaluated.select();
        if (selection.judged() == 0) {
            throw new ProfilingException("there are no rows to judge in " + DataFile.names(files)
                    + (selection.holdout() > 0
                            ? ": all " + Counts.of(selection.holdout()) + " are of the holdout arm, which is not judged"
                            : ""));
        }
        progress.rows(selection.judged());
        List<Compared> compared = compared();
        @Nullable LabelJoin join = null;
        if (labels.isPresent()) {
            join = evaluated.labelsOf(labels.get());
        } else {
            evaluated.labelsOfTheirOwn();
        }
        Optional<Stretch> drift = stretch(model.drift().windows());
        Optional<Stretch> performed = stretch(model.performance().windows());
        note(selection);
        List<ColumnEvaluation> columns = columns(compared, drift);
        progress.step(compared.size(), compared.size() + 1, "performance");
        @Nullable PerformanceEvaluation performance = performance(performed, join != null);
        progress.step(compared.size() + 1, compared.size() + 1, "");
        return new Evaluation(
                model,
                profile,
                DataFile.names(files),
                selection.judged(),
                selection.holdout(),
                selection.untimed(),
                drift.map(stretch -> time(stretch, performed.orElse(stretch))).orElse(null),
                columns,
                performance,
                join,
                notes);
    }

    private Evaluation.Time time(Stretch drift, Stretch performed) {
        return new Evaluation.Time(
                Instant.ofEpochMilli(drift.from()),
                Instant.ofEpochMilli(drift.to()),
                drift.panes().pane(),
                drift.overTime(model.drift().windows()).window(),
                performed.overTime(model.performance().windows()).window());
    }

    private Optional<Stretch> stretch(List<Window> windows) throws SQLException {
        List<Stretch> answer = new ArrayList<>(1);
        database.query("SELECT min(" + Rows.TIME + "), max(" + Rows.TIME + ") FROM " + EvaluatedRows.NAME, row -> {
            long from = row.getLong(1);
            if (!row.wasNull()) {
                answer.add(Stretch.of(from, row.getLong(2), windows));
            }
        });
        return answer.stream().findFirst();
    }

    private void note(Selection selection) {
        if (selection.untimed() > 0) {
            notes.add(Counts.of(selection.untimed(), "row") + " without a usable time in '"
                    + model.columns().time() + "' (RFC 3339 or milliseconds since 1970) were left out");
        }
        if (!rows.has(Rows.TIME)) {
            notes.add("there is no time column '" + model.columns().time()
                    + "', so that dependence between rows (sessions, seasons) cannot be seen: p-values may be too"
                    + " small, and nothing is shown over time");
        }
        if (selection.holdout() > 0) {
            notes.add(Counts.of(selection.holdout(), "row")
                    + " of the holdout arm are in neither drift nor performance, as in production");
        }
    }

    /** Every column that the specification and the rows have and the profile knows. */
    private List<Compared> compared() throws ProfilingException {
        List<Compared> all = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < model.features().size(); i++) {
            Feature feature = model.features().get(i);
            boolean numeric = feature.type() == FeatureType.NUMERIC;
            compare(all, problems, ColumnKind.FEATURE, feature.name(), numeric, Rows.feature(i));
        }
        if (rows.has(Rows.PREDICTION)) {
            boolean number = model.task() == Task.REGRESSION;
            compare(all, problems, ColumnKind.PREDICTION, PREDICTION, number, Rows.PREDICTION);
        } else {
            notes.add("there is no prediction column '" + model.columns().prediction()
                    + "': neither prediction drift nor performance can be judged");
        }
        if (rows.has(Rows.CONFIDENCE)) {
            compare(all, problems, ColumnKind.CONFIDENCE, CONFIDENCE, true, Rows.CONFIDENCE);
        }
        if (!problems.isEmpty()) {
            throw new ProfilingException(problems);
        }
        return all;
    }

    private void compare(
            List<Compared> all, List<String> problems, ColumnKind kind, String name, boolean numeric, String column) {
        ColumnReference reference = profile.column(kind, name).orElse(null);
        if (reference == null) {
            notes.add("the profile does not know the " + kind.label() + " '" + name
                    + "', so that its drift cannot be judged: make the profile again with `watchbill profile`");
        } else if (numeric != reference instanceof NumericReference) {
            problems.add("the " + kind.label() + " '" + name + "' is " + type(numeric) + " in the specification and "
                    + type(!numeric) + " in the profile: make the profile again with `watchbill profile`");
        } else {
            all.add(new Compared(reference, column));
        }
    }

    private static String type(boolean numeric) {
        return numeric ? "numeric" : "categorical";
    }

    private List<ColumnEvaluation> columns(List<Compared> compared, Optional<Stretch> stretch) throws SQLException {
        Optional<Chunks> chunks = stretch.map(s -> s.overTime(model.drift().windows()));
        Duration window = stretch.map(Stretch::window).orElse(Duration.ZERO);
        SlotCounter counter = new SlotCounter(database);
        List<WindowCounts> counts = new ArrayList<>();
        List<DriftScores> whole = new ArrayList<>();
        List<List<DriftScores>> byColumn = new ArrayList<>();
        for (Compared column : compared) {
            ColumnReference reference = column.reference();
            progress.step(whole.size(), compared.size() + 1, reference.kind().label() + " " + reference.name());
            WindowCounts all = counter.whole(reference, column.column(), stretch);
            counts.add(all);
            whole.add(DriftScorer.score(reference, all, window, settings));
            List<DriftScores> overTime = new ArrayList<>();
            if (chunks.isPresent()) {
                counter.chunks(
                        reference,
                        column.column(),
                        chunks.get(),
                        (chunk, of) -> overTime.add(
                                DriftScorer.score(reference, of, chunks.get().window(), settings)));
            }
            byColumn.add(overTime);
        }
        List<DriftScores> decided = DriftVerdicts.decide(whole, settings, true);
        List<List<Chunk>> overTime = overTime(compared, byColumn, chunks, stretch);
        List<ColumnEvaluation> columns = new ArrayList<>();
        for (int i = 0; i < compared.size(); i++) {
            ColumnReference reference = compared.get(i).reference();
            List<Effect> effects = Effect.of(reference, decided.get(i), settings);
            columns.add(new ColumnEvaluation(
                    reference,
                    counts.get(i),
                    decided.get(i),
                    effects,
                    Reasons.ofColumn(decided.get(i), effects, settings),
                    overTime.get(i)));
        }
        columns.sort(Comparator.comparingInt(Evaluator::rank)
                .thenComparing(ColumnEvaluation::strength)
                .reversed());
        return columns;
    }

    private static int rank(ColumnEvaluation column) {
        Verdict verdict = column.scores().verdict();
        return verdict == null ? -1 : verdict.value();
    }

    /** By column, then chunk: all columns of a chunk are decided together. */
    private List<List<Chunk>> overTime(
            List<Compared> compared,
            List<List<DriftScores>> byColumn,
            Optional<Chunks> chunks,
            Optional<Stretch> stretch) {
        List<List<Chunk>> all = new ArrayList<>();
        compared.forEach(column -> all.add(new ArrayList<>()));
        if (chunks.isEmpty() || stretch.isEmpty()) {
            return all;
        }
        for (int chunk = 0; chunk < chunks.get().count(); chunk++) {
            int number = chunk;
            boolean filled = filled(chunks.get(), chunk, stretch.get());
            List<DriftScores> decided = DriftVerdicts.decide(
                    byColumn.stream().map(scores -> scores.get(number)).toList(), settings, filled);
            Instant from = Instant.ofEpochMilli(chunks.get().start(chunk));
            Instant to = Instant.ofEpochMilli(chunks.get().start(chunk + 1));
            for (int i = 0; i < compared.size(); i++) {
                List<Effect> effects = Effect.of(compared.get(i).reference(), decided.get(i), settings);
                all.get(i).add(new Chunk(from, to, filled, decided.get(i), effects));
            }
        }
        return all;
    }

    private static boolean filled(Chunks chunks, int chunk, Stretch stretch) {
        return chunks.filled(chunk, stretch.from(), stretch.to());
    }

    private @Nullable PerformanceEvaluation performance(Optional<Stretch> stretch, boolean joined) throws SQLException {
        MetricScores scores = new MetricScores(database, model, profile);
        Cut whole = stretch.map(s -> new Cut("0", 1, s.paneSql(), s.paneCount(), s.window()))
                .orElse(new Cut("0", 1, "0", 1, Duration.ZERO));
        long labelled = scores.labelled(whole).get(0);
        if (rows.has(Rows.PREDICTION) && !joined && !rows.has(Rows.LABEL)) {
            notes.add("there is no label column '" + model.columns().label()
                    + "': how good the model was is not known; name a file of labels with --labels");
        } else if (rows.has(Rows.PREDICTION) && labelled == 0) {
            notes.add("no row has both a prediction and a label: how good the model was is not known");
        }
        PerformanceJudge judge = new PerformanceJudge(model);
        // How sure the model was needs no labels.
        List<PerformanceEvaluation.Metric> metrics =
                judge.judge(scores.of(whole).get(0));
        return metrics.isEmpty()
                ? null
                : new PerformanceEvaluation(
                        scores.predictions(whole).get(0),
                        labelled,
                        metrics,
                        stretch.isEmpty() ? List.of() : overTime(scores, judge, stretch.get()));
    }

    private List<PerformanceEvaluation.Chunk> overTime(MetricScores scores, PerformanceJudge judge, Stretch stretch)
            throws SQLException {
        Chunks chunks = stretch.overTime(model.performance().windows());
        Panes panes = Panes.sizeFor(chunks.window());
        Cut cut = new Cut(chunks.sql(), chunks.count(), chunks.paneSql(panes), panes.perWindow(), chunks.window());
        List<List<PerformanceScore>> metrics = scores.of(cut);
        List<Long> labelled = scores.labelled(cut);
        List<PerformanceEvaluation.Chunk> all = new ArrayList<>();
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            boolean filled = filled(chunks, chunk, stretch);
            all.add(new PerformanceEvaluation.Chunk(
                    Instant.ofEpochMilli(chunks.start(chunk)),
                    Instant.ofEpochMilli(chunks.start(chunk + 1)),
                    filled,
                    labelled.get(chunk),
                    filled ? judge.judge(metrics.get(chunk)) : PerformanceJudge.unjudged(metrics.get(chunk))));
        }
        return all;
    }
}
