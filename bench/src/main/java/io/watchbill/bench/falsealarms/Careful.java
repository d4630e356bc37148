package io.watchbill.bench.falsealarms;

import org.jspecify.annotations.Nullable;

/** Which tests alarm less often than they say, and why. The page names every one. */
enum Careful {
    DISPERSION("φ", "φ is estimated from the window and never taken below 1"),
    TIES("ties", "bounds that hold for values with ties are no equalities"),
    EXACT("exact", "Fisher's exact test counts whole values: with few of them no set has a probability near α"),
    LARGER("larger", "of two p-values the larger is taken"),
    MANY_BINS("bins", "half a count in each of many hundred bins draws the shares together");

    private final String label;
    private final String reason;

    Careful(String label, String reason) {
        this.label = label;
        this.reason = reason;
    }

    String label() {
        return label;
    }

    String reason() {
        return reason;
    }

    /** Why a score of such data may alarm seldom; null if it may not. */
    static @Nullable Careful why(String data, Score score, Traffic traffic) {
        return switch (score) {
            case UNSEEN -> LARGER;
            case MISSING -> EXACT;
            case ACCURACY -> traffic == Traffic.FILE ? null : LARGER;
            case KS, CHI_SQUARE, PSI -> {
                if (traffic != Traffic.FILE) {
                    yield DISPERSION;
                }
                if (score == Score.KS && tied(data)) {
                    yield TIES;
                }
                yield score == Score.PSI && data.equals(Populations.THOUSAND_KEPT.label()) ? MANY_BINS : null;
            }
        };
    }

    private static boolean tied(String data) {
        return data.equals(Populations.ZEROS.label()) || data.equals(Populations.FEW_VALUES.label());
    }
}
