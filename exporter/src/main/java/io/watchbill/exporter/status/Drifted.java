package io.watchbill.exporter.status;

import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.Verdict;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders and judges the columns of drift windows; the verdicts themselves are those of the snapshot. */
final class Drifted {
    private static final Comparator<DriftScores> WORST_FIRST = Comparator.comparingInt(
                    (DriftScores column) -> rank(column.verdict()))
            .reversed()
            .thenComparing(Comparator.comparingDouble(Drifted::psi).reversed())
            .thenComparing(DriftScores::column)
            .thenComparing(DriftScores::kind);

    private Drifted() {}

    /** The columns, worst first. */
    static List<DriftScores> ordered(DriftWindow window) {
        return window.scores().stream().sorted(WORST_FIRST).toList();
    }

    /** The worst verdict of several windows; null where no column of theirs has one. */
    static @Nullable Verdict worst(List<DriftWindow> windows) {
        Verdict worst = null;
        for (DriftWindow window : windows) {
            for (DriftScores column : window.scores()) {
                worst = rank(column.verdict()) > rank(worst) ? column.verdict() : worst;
            }
        }
        return worst;
    }

    static boolean hasDrifted(DriftScores column) {
        return rank(column.verdict()) > 0;
    }

    private static int rank(@Nullable Verdict verdict) {
        return verdict == null ? -1 : verdict.value();
    }

    private static double psi(DriftScores column) {
        DriftScores.Psi psi = column.psi();
        return psi == null ? -1 : psi.value();
    }
}
