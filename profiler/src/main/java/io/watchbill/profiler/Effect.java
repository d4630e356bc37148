package io.watchbill.profiler;

import io.watchbill.spec.DriftScore;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NumericReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The size of one difference that a verdict depends on, beside its thresholds.
 *
 * @param symbol   {@code PSI}, {@code D} or {@code V}
 * @param value    at least 0
 * @param warning  a warning from above this
 * @param critical critical from above this
 */
public record Effect(String symbol, double value, double warning, double critical) {

    /** The effects of the scores that the specification asks for, largest share of the threshold first. */
    static List<Effect> of(ColumnReference reference, DriftScores scores, DriftSettings settings) {
        Set<DriftScore> asked = reference instanceof NumericReference ? settings.numeric() : settings.categorical();
        List<Effect> effects = new ArrayList<>();
        DriftScores.Psi psi = scores.psi();
        if (asked.contains(DriftScore.PSI) && psi != null) {
            effects.add(new Effect(
                    "PSI",
                    psi.value(),
                    settings.warning().psi(),
                    settings.critical().psi()));
        }
        DriftScores.Ks ks = scores.ks();
        if (asked.contains(DriftScore.KS) && ks != null) {
            effects.add(new Effect(
                    "D",
                    ks.statistic(),
                    settings.warning().ks(),
                    settings.critical().ks()));
        }
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        if (asked.contains(DriftScore.CHI_SQUARE) && chiSquare != null) {
            effects.add(new Effect(
                    "V",
                    chiSquare.v(),
                    settings.warning().v(),
                    settings.critical().v()));
        }
        effects.sort(Comparator.comparingDouble(Effect::strength).reversed());
        return List.copyOf(effects);
    }

    /** The value as a multiple of the warning threshold: above 1 it passes. */
    public double strength() {
        if (warning == 0) {
            return value > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return value / warning;
    }
}
