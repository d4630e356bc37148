package io.watchbill.profiler;

import io.watchbill.statistics.CategoricalReference;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.ColumnWindow;
import io.watchbill.statistics.DriftScorer;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NumericReference;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.Panes;
import io.watchbill.statistics.Season;
import io.watchbill.statistics.WindowCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the reference of one column from the rows. */
final class ColumnProfiler {
    /** A season is learnt from windows of any size; whether a verdict is given is another question. */
    private static final DriftSettings SEASON = new DriftSettings(
            1,
            DriftSettings.DEFAULT.numeric(),
            DriftSettings.DEFAULT.categorical(),
            DriftSettings.DEFAULT.warning(),
            DriftSettings.DEFAULT.critical());

    private final Database database;
    private final List<Chunks> windows;

    /** @param windows the data cut by each window length that a season is wanted for */
    ColumnProfiler(Database database, List<Chunks> windows) {
        this.database = database;
        this.windows = List.copyOf(windows);
    }

    /** The reference of a numeric column of {@link Rows}. */
    NumericReference numeric(String name, ColumnKind kind, String column) throws SQLException {
        long[] totals = new long[3];
        database.query(
                "SELECT count(*) FILTER (" + column + " IS NULL), count(*) FILTER (isnan(" + column + ")), count("
                        + column + ") FROM " + Rows.NAME,
                row -> {
                    for (int i = 0; i < totals.length; i++) {
                        totals[i] = row.getLong(i + 1);
                    }
                });
        long missing = totals[0];
        long invalid = totals[1];
        NumericReferenceBuilder builder = new NumericReferenceBuilder(name, kind, totals[2] - invalid);
        database.query(
                "SELECT " + column + ", count(*) FROM " + Rows.NAME + " WHERE NOT isnan(" + column
                        + ") GROUP BY 1 ORDER BY 1",
                row -> builder.add(row.getDouble(1), row.getLong(2)));
        NumericReference reference = builder.build(missing, invalid);
        return reference.withSeasons(seasons(reference, column, coarseBin(reference, column)));
    }

    /** The reference of a categorical column of {@link Rows}. */
    CategoricalReference categorical(String name, ColumnKind kind, String column, int maximumCategories)
            throws SQLException {
        CategoricalReferenceBuilder builder = new CategoricalReferenceBuilder(name, kind, maximumCategories);
        long[] missing = new long[1];
        database.query("SELECT " + column + ", count(*) FROM " + Rows.NAME + " GROUP BY 1", row -> {
            String category = row.getString(1);
            if (category == null) {
                missing[0] = row.getLong(2);
            } else {
                builder.add(category, row.getLong(2));
            }
        });
        CategoricalReference reference = builder.build(missing[0], 0);
        return reference.withSeasons(seasons(reference, column, column));
    }

    /** The value's coarse bin in SQL: seasons need no finer ones, and rows need not leave the database. */
    private static String coarseBin(NumericReference reference, String column) {
        StringBuilder sql = new StringBuilder("CASE WHEN " + column + " IS NULL OR isnan(" + column + ") THEN NULL");
        for (int coarse = 1; coarse < reference.coarseBins(); coarse++) {
            sql.append(" WHEN ")
                    .append(column)
                    .append(" < ")
                    .append(reference.edge(reference.coarseStart(coarse) - 1))
                    .append("::DOUBLE THEN ")
                    .append(coarse - 1);
        }
        return sql.append(" ELSE ")
                .append(reference.coarseBins() - 1)
                .append(" END")
                .toString();
    }

    private List<Season> seasons(ColumnReference reference, String column, String bin) throws SQLException {
        List<Season> seasons = new ArrayList<>();
        for (Chunks chunks : windows) {
            Panes panes = Panes.sizeFor(chunks.window());
            List<ColumnWindow> windowed = Stream.generate(() -> new ColumnWindow(reference, panes.perWindow()))
                    .limit(chunks.count())
                    .toList();
            database.query(
                    "SELECT " + chunks.sql() + " AS chunk, (" + Rows.TIME + " - " + chunks.from() + ") // "
                            + panes.pane().toMillis() + " AS pane, " + bin + " AS bin, count(*) FROM " + Rows.NAME
                            + " WHERE " + column + " IS NOT NULL GROUP BY ALL HAVING chunk IS NOT NULL AND bin IS NOT"
                            + " NULL ORDER BY ALL",
                    row -> windowed.get(row.getInt(1))
                            .add(row.getLong(2), slot(reference, row.getString(3)), row.getLong(4)));
            season(reference, chunks, windowed).ifPresent(seasons::add);
        }
        return seasons;
    }

    private static int slot(ColumnReference reference, String bin) {
        if (reference instanceof CategoricalReference categorical) {
            return categorical.binOf(bin);
        }
        NumericReference numeric = (NumericReference) reference;
        return numeric.coarseStart(Integer.parseInt(bin));
    }

    /** Mean and variance of T = PSI/(1/n − 1/m) over the windows; empty where fewer than two have a PSI. */
    private static Optional<Season> season(ColumnReference reference, Chunks chunks, List<ColumnWindow> windowed) {
        RunningMoments statistic = new RunningMoments();
        RunningMoments samples = new RunningMoments();
        RunningMoments overdispersion = new RunningMoments();
        for (ColumnWindow window : windowed) {
            WindowCounts counts = window.snapshot();
            long[] slots = new long[counts.slots()];
            Arrays.setAll(slots, counts::count);
            // PSI is of the window as a whole; φ of its panes.
            DriftScores drift = score(reference, WindowCounts.ofOnePane(reference, slots), chunks.window());
            DriftScores.Psi psi = drift.psi();
            if (psi != null && drift.samples() < reference.samples()) {
                statistic.add(psi.value() / (1.0 / drift.samples() - 1.0 / reference.samples()), 1);
                samples.add((double) drift.samples(), 1);
                overdispersion.add(score(reference, counts, chunks.window()).overdispersion(), 1);
            }
        }
        if (statistic.count() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Season(
                chunks.window(),
                statistic.mean(),
                statistic.sumOfSquaredDeviations() / (statistic.count() - 1),
                samples.mean(),
                overdispersion.mean(),
                Math.toIntExact(statistic.count())));
    }

    private static DriftScores score(ColumnReference reference, WindowCounts counts, Duration window) {
        return DriftScorer.score(reference, counts, window, SEASON);
    }
}
