package io.watchbill.statistics;

import io.watchbill.spec.DriftScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Decides which columns of one model have drifted in one window: effect, evidence and enough data, all three. */
public final class DriftVerdicts {
    private DriftVerdicts() {}

    /**
     * The scores with adjusted p-values and verdicts, in the same order.
     *
     * @param scores all columns of a model and window; the adjustment depends on how many there are
     * @param windowFilled whether the window has been observed for its whole length; otherwise scores and adjusted
     *     p-values are given and no verdict
     */
    public static List<DriftScores> decide(List<DriftScores> scores, DriftSettings settings, boolean windowFilled) {
        return decide(scores, settings, Collections.nCopies(scores.size(), windowFilled));
    }

    /**
     * As the other, where columns were not all observed for as long.
     *
     * @param filled by score, whether its window has been observed for its whole length
     */
    public static List<DriftScores> decide(List<DriftScores> scores, DriftSettings settings, List<Boolean> filled) {
        double[] adjusted = BenjaminiHochberg.adjust(scores.stream()
                .filter(DriftVerdicts::judged)
                .mapToDouble(DriftVerdicts::lnPValue)
                .toArray());
        List<DriftScores> decided = new ArrayList<>(scores.size());
        int next = 0;
        for (int i = 0; i < scores.size(); i++) {
            DriftScores column = scores.get(i);
            if (judged(column)) {
                double lnAdjusted = adjusted[next++];
                decided.add(
                        filled.get(i)
                                ? column.decided(lnAdjusted, verdict(column, lnAdjusted, settings), null)
                                : column.decided(lnAdjusted, null, NoVerdictReason.WINDOW_FILLING));
            } else {
                decided.add(column);
            }
        }
        return List.copyOf(decided);
    }

    // Columns that can have no verdict are no hypotheses that are tested: they do not weaken the others.
    private static boolean judged(DriftScores column) {
        return column.noVerdictReason() == null && column.lnPValue() != null;
    }

    private static double lnPValue(DriftScores column) {
        Double ln = column.lnPValue();
        return ln == null ? 0 : ln;
    }

    private static Verdict verdict(DriftScores column, double lnAdjusted, DriftSettings settings) {
        if (reaches(column, lnAdjusted, settings.critical(), settings)) {
            return Verdict.CRITICAL;
        }
        return reaches(column, lnAdjusted, settings.warning(), settings) ? Verdict.WARNING : Verdict.NONE;
    }

    private static boolean reaches(DriftScores column, double lnAdjusted, DriftLevel level, DriftSettings settings) {
        if (!(lnAdjusted < Math.log(level.pValue()))) {
            return false;
        }
        DriftScores.Psi psi = column.psi();
        DriftScores.Ks ks = column.ks();
        DriftScores.ChiSquare chiSquare = column.chiSquare();
        Set<DriftScore> asked = ks == null ? settings.categorical() : settings.numeric();
        return (asked.contains(DriftScore.PSI) && psi != null && psi.value() > level.psi())
                || (asked.contains(DriftScore.KS) && ks != null && ks.statistic() > level.ks())
                || (asked.contains(DriftScore.CHI_SQUARE) && chiSquare != null && chiSquare.v() > level.v());
    }
}
