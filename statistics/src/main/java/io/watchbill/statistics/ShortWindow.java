package io.watchbill.statistics;

import io.watchbill.spec.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A drift window that is shorter than a column's own season, such as an hour for the hour of the day: the training
 * data's own windows of that length would already count as drifted from the whole, so that the score says which hour it
 * is and not whether anything changed.
 *
 * @param column name of the column
 * @param season how its windows of that length varied
 * @param psi mean PSI of those windows against the whole, without what sampling alone makes; above {@code threshold}
 * @param threshold the PSI from which a column drifts at the warning level
 */
public record ShortWindow(String column, Season season, double psi, double threshold) {

    /** All pairs of column and window in which the profile's own windows pass the warning level of PSI. */
    public static List<ShortWindow> in(ReferenceProfile profile, DriftSettings settings) {
        List<ShortWindow> all = new ArrayList<>();
        for (ColumnReference column : profile.columns()) {
            for (Season season : column.seasons()) {
                double psi = psi(column, season);
                if (psi > settings.warning().psi()) {
                    all.add(new ShortWindow(
                            column.name(), season, psi, settings.warning().psi()));
                }
            }
        }
        return List.copyOf(all);
    }

    // Without any season T has the mean k − 1; with pooled bins less, so that this errs on the silent side.
    private static double psi(ColumnReference column, Season season) {
        double beyondChance = season.mean() - (column.coarseBins() - 1);
        return Math.max(0, beyondChance) * (1 / season.meanSamples() - 1.0 / column.samples());
    }

    /** The finding in words, with the way out. */
    public String text() {
        String length = new TimeWindow(season.window()).label();
        return String.format(
                Locale.ROOT,
                "column '%s' has a season that is longer than the drift window %s: in these rows the windows of %s differ"
                        + " from the whole by a PSI of %.2f in the mean, and from %s on a column counts as drifted."
                        + " Choose a window that holds its whole season, such as 24h for the hour of the day, or raise"
                        + " the thresholds",
                column,
                length,
                length,
                psi,
                Double.toString(threshold));
    }
}
