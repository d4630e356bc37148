package io.watchbill.profiler;

import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MeanWindow;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.PerformanceScorer;
import io.watchbill.statistics.ProbabilityLoss;
import io.watchbill.statistics.ReferenceProfile;
import io.watchbill.statistics.RegressionWindow;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The performance of labelled rows by chunk, from counts by pane, with the exporter's own scorer. */
final class MetricScores {
    /** The name of the mean confidence among metrics. */
    static final String CONFIDENCE = "confidence";

    private final Database database;
    private final Model model;
    private final @Nullable PerformanceBaseline baseline;
    private final @Nullable MetricBaseline confidence;
    private final Map<String, Integer> classes = new HashMap<>();

    MetricScores(Database database, Model model, ReferenceProfile profile) throws SQLException {
        this.database = database;
        this.model = model;
        this.baseline = profile.performance();
        this.confidence = profile.confidence();
        if (model.task() == Task.BINARY_CLASSIFICATION || model.task() == Task.MULTICLASS_CLASSIFICATION) {
            model.positiveClass().ifPresent(name -> classes.put(name, 0));
            database.query(
                    "SELECT DISTINCT unnest([" + Rows.PREDICTION + ", " + Rows.LABEL + "]) AS class FROM "
                            + EvaluatedRows.LABELLED + " WHERE " + LABELLED_CLASSES + " ORDER BY class",
                    row -> classes.putIfAbsent(row.getString(1), classes.size()));
        }
    }

    private static final String LABELLED_CLASSES = Rows.PREDICTION + " IS NOT NULL AND " + Rows.LABEL + " IS NOT NULL";
    private static final String LABELLED_NUMBERS =
            "NOT isnan(" + Rows.PREDICTION + ") AND NOT isnan(" + Rows.LABEL + ")";

    /**
     * How rows are cut.
     *
     * @param chunk a row's chunk in SQL, from 0; NULL for a row in none
     * @param pane  a row's pane within its chunk in SQL, from 0
     */
    record Cut(String chunk, int chunks, String pane, int panes, Duration window) {}

    /** The metrics of the labelled rows, then the mean confidence of all, by chunk; empty for a chunk without any. */
    List<List<PerformanceScore>> of(Cut cut) throws SQLException {
        List<List<PerformanceScore>> scores = switch (model.task()) {
            case BINARY_CLASSIFICATION, MULTICLASS_CLASSIFICATION -> classification(cut);
            case REGRESSION -> regression(cut);
            case GENERATION -> each(cut, chunk -> new ArrayList<>());
        };
        confidences(cut, scores);
        return scores;
    }

    private List<List<PerformanceScore>> classification(Cut cut) throws SQLException {
        boolean scored = model.task() == Task.BINARY_CLASSIFICATION;
        List<Classified> chunks = each(cut, chunk -> new Classified(classes.size(), cut.panes()));
        int positive = 0;
        database.query(
                grouped(
                        cut,
                        EvaluatedRows.LABELLED,
                        Rows.PREDICTION + ", " + Rows.LABEL + ", " + Rows.SCORE,
                        "third NULLS LAST, pane",
                        LABELLED_CLASSES),
                row -> {
                    Classified chunk = chunks.get(row.getInt(1));
                    int pane = row.getInt(2);
                    int actual = classes.getOrDefault(row.getString(4), 0);
                    long rows = row.getLong(6);
                    chunk.outcomes.add(pane, classes.getOrDefault(row.getString(3), 0), actual, rows);
                    double score = row.getDouble(5);
                    if (scored && !row.wasNull() && !Double.isNaN(score)) {
                        chunk.scored(pane, score, actual == positive, rows);
                    }
                });
        List<List<PerformanceScore>> scores = new ArrayList<>();
        OptionalInt positiveClass = scored ? OptionalInt.of(positive) : OptionalInt.empty();
        for (Classified chunk : chunks) {
            List<PerformanceScore> all = new ArrayList<>(
                    PerformanceScorer.classification(chunk.outcomes.build(), positiveClass, baseline, cut.window()));
            chunk.addScores(all, baseline, cut);
            scores.add(all);
        }
        return scores;
    }

    private List<List<PerformanceScore>> regression(Cut cut) throws SQLException {
        List<RegressionWindow> chunks = each(cut, chunk -> {
            RegressionWindow window = new RegressionWindow(cut.panes());
            window.advanceTo(cut.panes() - 1L);
            return window;
        });
        database.query(
                grouped(
                        cut,
                        EvaluatedRows.LABELLED,
                        Rows.PREDICTION + ", " + Rows.LABEL + ", 0",
                        "pane, first, second",
                        LABELLED_NUMBERS),
                row -> {
                    RegressionWindow window = chunks.get(row.getInt(1));
                    for (long i = row.getLong(6); i > 0; i--) {
                        window.add(row.getLong(2), row.getDouble(3), row.getDouble(4));
                    }
                });
        List<List<PerformanceScore>> scores = new ArrayList<>();
        for (RegressionWindow window : chunks) {
            scores.add(new ArrayList<>(
                    PerformanceScorer.regression(window.snapshot(0, cut.panes() - 1L), baseline, cut.window())));
        }
        return scores;
    }

    private void confidences(Cut cut, List<List<PerformanceScore>> scores) throws SQLException {
        List<MeanWindow> chunks = each(cut, chunk -> mean(cut.panes()));
        database.query(
                grouped(
                        cut,
                        EvaluatedRows.NAME,
                        Rows.CONFIDENCE + ", 0, 0",
                        "pane, first",
                        "NOT isnan(" + Rows.CONFIDENCE + ")"),
                row -> {
                    MeanWindow window = chunks.get(row.getInt(1));
                    for (long i = row.getLong(6); i > 0; i--) {
                        window.add(row.getLong(2), row.getDouble(3));
                    }
                });
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            add(scores.get(chunk), mean(CONFIDENCE, chunks.get(chunk), true, confidence, cut));
        }
    }

    /** Labelled rows by chunk. */
    List<Long> labelled(Cut cut) throws SQLException {
        return counted(
                cut, EvaluatedRows.LABELLED, model.task() == Task.REGRESSION ? LABELLED_NUMBERS : LABELLED_CLASSES);
    }

    /** Rows with a prediction by chunk. */
    List<Long> predictions(Cut cut) throws SQLException {
        return counted(
                cut,
                EvaluatedRows.NAME,
                model.task() == Task.REGRESSION
                        ? "NOT isnan(" + Rows.PREDICTION + ")"
                        : Rows.PREDICTION + " IS NOT NULL");
    }

    private List<Long> counted(Cut cut, String relation, String where) throws SQLException {
        List<Long> counts = each(cut, chunk -> 0L);
        database.query(
                "SELECT " + cut.chunk() + " AS chunk, count(*) FROM " + relation + " WHERE " + where
                        + " GROUP BY chunk HAVING chunk IS NOT NULL",
                row -> counts.set(row.getInt(1), row.getLong(2)));
        return counts;
    }

    /** Equal rows counted together: chunk, pane, three columns, count; by chunk, then by the order. */
    private static String grouped(Cut cut, String relation, String three, String order, String where) {
        return "SELECT chunk, pane, first, second, third, count(*) FROM (SELECT " + cut.chunk() + ", " + cut.pane()
                + ", " + three + " FROM " + relation + " WHERE " + where
                + ") AS counted(chunk, pane, first, second, third) WHERE chunk IS NOT NULL GROUP BY ALL ORDER BY chunk,"
                + " " + order;
    }

    private static <T> List<T> each(Cut cut, IntFunction<T> fresh) {
        List<T> all = new ArrayList<>();
        for (int chunk = 0; chunk < cut.chunks(); chunk++) {
            all.add(fresh.apply(chunk));
        }
        return all;
    }

    private static MeanWindow mean(int panes) {
        MeanWindow window = new MeanWindow(1, panes);
        window.advanceTo(panes - 1L);
        return window;
    }

    private static @Nullable PerformanceScore mean(
            String metric, MeanWindow window, boolean smallerIsWorse, @Nullable MetricBaseline baseline, Cut cut) {
        return PerformanceScorer.mean(
                metric, window.snapshot(0, cut.panes() - 1L), smallerIsWorse, baseline, cut.window());
    }

    private static void add(List<PerformanceScore> scores, @Nullable PerformanceScore score) {
        if (score != null) {
            scores.add(score);
        }
    }

    /** A chunk of classified rows. */
    private static final class Classified {
        private final ClassCounts.Builder outcomes;
        private final MeanWindow logLoss;
        private final MeanWindow brier;
        private final ScoreCounts scores = new ScoreCounts();

        Classified(int classes, int panes) {
            this.outcomes = new ClassCounts.Builder(classes, panes);
            this.logLoss = mean(panes);
            this.brier = mean(panes);
        }

        void scored(int pane, double score, boolean positive, long rows) {
            for (long i = rows; i > 0; i--) {
                logLoss.add(pane, ProbabilityLoss.logLoss(positive ? score : 1 - score));
                brier.add(pane, ProbabilityLoss.brier(score, positive));
            }
            scores.add(score, positive, rows);
        }

        void addScores(List<PerformanceScore> to, @Nullable PerformanceBaseline baseline, Cut cut) {
            add(to, mean("log_loss", logLoss, false, metric(baseline, "log_loss"), cut));
            add(to, mean("brier", brier, false, metric(baseline, "brier"), cut));
            scores.rocAuc()
                    .ifPresent(area -> to.add(PerformanceScorer.rocAuc(area, scores.rows(), baseline, cut.window())));
        }

        private static @Nullable MetricBaseline metric(@Nullable PerformanceBaseline baseline, String name) {
            return baseline == null ? null : baseline.metric(name);
        }
    }
}
