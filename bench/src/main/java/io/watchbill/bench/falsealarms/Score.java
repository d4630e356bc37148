package io.watchbill.bench.falsealarms;

import io.watchbill.statistics.DriftScores;
import org.jspecify.annotations.Nullable;

/** What has a p-value. */
enum Score {
    KS("KS"),
    CHI_SQUARE("chi-square"),
    PSI("PSI"),
    UNSEEN("unseen"),
    MISSING("missing"),
    ACCURACY("accuracy drop");

    private final String label;

    Score(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** ln p of a drift score; null where it is not computed. */
    @Nullable
    Double lnPValue(DriftScores scores) {
        return switch (this) {
            case KS -> scores.ks() == null ? null : Double.valueOf(scores.ks().lnPValue());
            case CHI_SQUARE ->
                scores.chiSquare() == null
                        ? null
                        : Double.valueOf(scores.chiSquare().lnPValue());
            case PSI ->
                scores.psi() == null ? null : Double.valueOf(scores.psi().lnPValue());
            case UNSEEN ->
                scores.unseen() == null ? null : Double.valueOf(scores.unseen().lnPValue());
            case MISSING ->
                scores.missing() == null
                        ? null
                        : Double.valueOf(scores.missing().lnPValue());
            case ACCURACY -> null;
        };
    }
}
