package io.watchbill.profiler;

import io.watchbill.spec.Model;
import io.watchbill.spec.Task;
import io.watchbill.statistics.IsotonicCalibration;
import io.watchbill.statistics.IsotonicCalibrationBuilder;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.MetricBaseline.ChunkVariance;
import io.watchbill.statistics.PerformanceBaseline;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How good and how sure the model was on the rows, and how much that varies between stretches as long as a window.
 * Rows come out of the database in order, so that sums are added up in the same order each time.
 */
final class PerformanceProfiler {
    private static final String WHOLE = "0";
    /** Of fewer predictions of a class a few that all were right would make it look certain. */
    private static final long FEWEST_TO_CALIBRATE = 30;

    private final Database database;
    private final Model model;
    private final List<Chunks> windows;

    PerformanceProfiler(Database database, Model model, List<Chunks> windows) {
        this.database = database;
        this.model = model;
        this.windows = List.copyOf(windows);
    }

    /** The metrics of the labelled rows; empty where no row has both prediction and label, and for generation. */
    Optional<PerformanceBaseline> performance() throws SQLException {
        return switch (model.task()) {
            case BINARY_CLASSIFICATION, MULTICLASS_CLASSIFICATION -> classification();
            case REGRESSION -> regression();
            case GENERATION -> Optional.empty();
        };
    }

    private Optional<PerformanceBaseline> classification() throws SQLException {
        ClassTally whole = classes(WHOLE).get(0);
        if (whole == null) {
            return Optional.empty();
        }
        Set<String> classes = new TreeSet<>(whole.confusion().keySet());
        whole.confusion().values().forEach(actual -> classes.addAll(actual.keySet()));
        List<List<Long>> confusion = new ArrayList<>();
        for (String predicted : classes) {
            Map<String, Long> actual = whole.confusion().getOrDefault(predicted, Map.of());
            confusion.add(
                    classes.stream().map(name -> actual.getOrDefault(name, 0L)).toList());
        }
        Map<Chunks, List<Map<String, MetricValue>>> chunks = new LinkedHashMap<>();
        for (Chunks window : windows) {
            chunks.put(window, metrics(classes(window.sql())));
        }
        return Optional.of(new PerformanceBaseline(
                List.copyOf(classes),
                confusion,
                baselines(whole.metrics(), chunks),
                calibrations(),
                whole.scoreEdges()));
    }

    /** How often predictions of a class are right at a confidence; of the classes that were predicted often enough. */
    private Map<String, IsotonicCalibration> calibrations() throws SQLException {
        Map<String, IsotonicCalibrationBuilder> builders = new TreeMap<>();
        database.query(
                "SELECT predicted, confidence, count(*) FILTER (hit), count(*) FILTER (NOT hit) FROM (SELECT "
                        + Rows.PREDICTION + ", " + Rows.CONFIDENCE + ", " + Rows.PREDICTION + " = " + Rows.LABEL
                        + " FROM " + Rows.NAME + ") AS counted(predicted, confidence, hit)"
                        + " WHERE hit IS NOT NULL AND NOT isnan(confidence)"
                        + " GROUP BY ALL ORDER BY predicted, confidence",
                row -> builders.computeIfAbsent(row.getString(1), name -> new IsotonicCalibrationBuilder())
                        .add(row.getDouble(2), row.getLong(3), row.getLong(4)));
        Map<String, IsotonicCalibration> calibrations = new TreeMap<>();
        builders.forEach((name, builder) -> {
            if (builder.samples() >= FEWEST_TO_CALIBRATE) {
                calibrations.put(name, builder.build());
            }
        });
        return calibrations;
    }

    private Map<Integer, ClassTally> classes(String chunk) throws SQLException {
        Optional<String> positive =
                model.task() == Task.BINARY_CLASSIFICATION ? model.positiveClass() : Optional.empty();
        Map<Integer, ClassTally> tallies = new TreeMap<>();
        database.query(
                grouped(
                        chunk,
                        Rows.PREDICTION + ", " + Rows.LABEL + ", " + Rows.SCORE,
                        "score NULLS LAST",
                        Rows.PREDICTION + " IS NOT NULL AND " + Rows.LABEL + " IS NOT NULL"),
                row -> {
                    double score = row.getDouble(4);
                    tally(tallies, row.getInt(1), () -> new ClassTally(positive))
                            .add(
                                    row.getString(2),
                                    row.getString(3),
                                    row.wasNull() ? Double.NaN : score,
                                    row.getLong(5));
                });
        return tallies;
    }

    private Optional<PerformanceBaseline> regression() throws SQLException {
        RegressionTally whole = numbers(WHOLE).get(0);
        if (whole == null) {
            return Optional.empty();
        }
        Map<Chunks, List<Map<String, MetricValue>>> chunks = new LinkedHashMap<>();
        for (Chunks window : windows) {
            chunks.put(window, metrics(numbers(window.sql())));
        }
        return Optional.of(new PerformanceBaseline(List.of(), List.of(), baselines(whole.metrics(), chunks)));
    }

    private Map<Integer, RegressionTally> numbers(String chunk) throws SQLException {
        Map<Integer, RegressionTally> tallies = new TreeMap<>();
        database.query(
                grouped(
                        chunk,
                        Rows.PREDICTION + ", " + Rows.LABEL + ", 0",
                        "score",
                        "NOT isnan(" + Rows.PREDICTION + ") AND NOT isnan(" + Rows.LABEL + ")"),
                row -> tally(tallies, row.getInt(1), RegressionTally::new)
                        .add(row.getDouble(2), row.getDouble(3), row.getLong(5)));
        return tallies;
    }

    /** How sure the model was; empty without confidences. */
    Optional<MetricBaseline> confidence() throws SQLException {
        RunningMoments whole = confidences(WHOLE).get(0);
        if (whole == null) {
            return Optional.empty();
        }
        Map<Chunks, List<Map<String, MetricValue>>> chunks = new LinkedHashMap<>();
        for (Chunks window : windows) {
            List<Map<String, MetricValue>> means = new ArrayList<>();
            for (RunningMoments moments : confidences(window.sql()).values()) {
                means.add(Map.of(Rows.CONFIDENCE, moments.metric()));
            }
            chunks.put(window, means);
        }
        return Optional.ofNullable(
                baselines(Map.of(Rows.CONFIDENCE, whole.metric()), chunks).get(Rows.CONFIDENCE));
    }

    private Map<Integer, RunningMoments> confidences(String chunk) throws SQLException {
        Map<Integer, RunningMoments> moments = new TreeMap<>();
        database.query(
                grouped(chunk, Rows.CONFIDENCE + ", 0, 0", "predicted", "NOT isnan(" + Rows.CONFIDENCE + ")"),
                row -> tally(moments, row.getInt(1), RunningMoments::new).add(row.getDouble(2), row.getLong(5)));
        return moments;
    }

    /** Equal rows of one stretch counted together: stretch, three columns, count; ordered by the first of {@code order}. */
    private static String grouped(String chunk, String three, String order, String where) {
        return "SELECT chunk, predicted, actual, score, count(*) FROM (SELECT " + chunk + ", " + three + " FROM "
                + Rows.NAME + " WHERE " + where + ") AS counted(chunk, predicted, actual, score)"
                + " WHERE chunk IS NOT NULL GROUP BY ALL ORDER BY chunk, " + order + ", predicted, actual";
    }

    private static <T> T tally(Map<Integer, T> tallies, int chunk, Supplier<T> fresh) {
        return tallies.computeIfAbsent(chunk, number -> fresh.get());
    }

    private static List<Map<String, MetricValue>> metrics(Map<Integer, ? extends Tally> tallies) {
        return tallies.values().stream().map(Tally::metrics).toList();
    }

    private static Map<String, MetricBaseline> baselines(
            Map<String, MetricValue> whole, Map<Chunks, List<Map<String, MetricValue>>> chunks) {
        Map<String, MetricBaseline> baselines = new TreeMap<>();
        whole.forEach((name, metric) -> {
            List<ChunkVariance> variances = new ArrayList<>();
            chunks.forEach((window, values) -> {
                ChunkVariance variance = variance(window, name, values);
                if (variance != null) {
                    variances.add(variance);
                }
            });
            baselines.put(name, new MetricBaseline(metric.value(), metric.samples(), metric.variance(), variances));
        });
        return baselines;
    }

    private static @Nullable ChunkVariance variance(Chunks window, String name, List<Map<String, MetricValue>> chunks) {
        double[] values = chunks.stream()
                .map(metrics -> metrics.get(name))
                .filter(metric -> metric != null)
                .mapToDouble(MetricValue::value)
                .toArray();
        if (values.length < 2) {
            return null;
        }
        RunningMoments moments = new RunningMoments();
        for (double value : values) {
            moments.add(value, 1);
        }
        return new ChunkVariance(
                window.window(), moments.sumOfSquaredDeviations() / (values.length - 1), values.length);
    }
}
