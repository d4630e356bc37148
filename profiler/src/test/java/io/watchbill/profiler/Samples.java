package io.watchbill.profiler;

import io.watchbill.spec.Columns;
import io.watchbill.spec.Drift;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Models and small files for tests. */
final class Samples {
    static final Path FLIGHTS = Path.of("../examples/flight-delay/january.parquet");

    private Samples() {}

    /** The model of the flight-delay example. */
    static Model flightDelay() {
        return model(
                Task.BINARY_CLASSIFICATION,
                Optional.of("delayed"),
                new Columns("id", "date", "version", "prediction", "score", "confidence", "outcome", "arm"),
                numeric("distance"),
                numeric("departure_hour"),
                categorical("origin"));
    }

    static Model binary(Feature... features) {
        return model(Task.BINARY_CLASSIFICATION, Optional.of("yes"), Columns.DEFAULT, features);
    }

    static Model regression(Feature... features) {
        return model(Task.REGRESSION, Optional.empty(), Columns.DEFAULT, features);
    }

    static Model model(Task task, Optional<String> positiveClass, Columns columns, Feature... features) {
        return new Model(
                "model",
                task,
                positiveClass,
                Map.of(),
                columns,
                List.of(features),
                List.of(),
                EventClock.LIVE,
                new Serving.Online(),
                Drift.DEFAULT,
                Performance.DEFAULT,
                List.of());
    }

    static Feature numeric(String name) {
        return new Feature(name, FeatureType.NUMERIC, Optional.empty(), Feature.DEFAULT_MAXIMUM_CATEGORIES);
    }

    static Feature categorical(String name) {
        return new Feature(name, FeatureType.CATEGORICAL, Optional.empty(), Feature.DEFAULT_MAXIMUM_CATEGORIES);
    }

    /** Writes an answer of DuckDB to a file whose name tells the format. */
    static Path write(Path file, String select) throws SQLException {
        String name = file.getFileName().toString();
        String format = name.endsWith(".parquet") ? "parquet" : name.endsWith(".csv") ? "csv, header" : "json";
        run("COPY (" + select + ") TO " + Sql.text(file.toString()) + " (FORMAT " + format + ")");
        return file;
    }

    static void run(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(sql);
        }
    }

    static ProfileResult profile(Model model, Path... files) throws ProfilingException {
        return Profiler.profile(model, Optional.empty(), List.of(files), Progress.NONE);
    }
}
