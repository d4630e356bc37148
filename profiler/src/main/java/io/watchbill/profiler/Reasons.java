package io.watchbill.profiler;

import io.watchbill.statistics.DriftLevel;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.DriftSettings;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a verdict is what it is, in a few words. */
final class Reasons {
    private Reasons() {}

    static String ofColumn(DriftScores scores, List<Effect> effects, DriftSettings settings) {
        NoVerdictReason none = scores.noVerdictReason();
        if (none != null) {
            return switch (none) {
                case INSUFFICIENT_DATA ->
                    scores.samples() < settings.minimumSamples()
                            ? Counts.of(scores.samples(), "value") + ", fewer than the minimum of "
                                    + Counts.of(settings.minimumSamples())
                            : "too few independent values to test";
                case NO_REFERENCE -> "the profile has no values of this column";
                case CONSTANT -> "one and the same value in both";
                case CAPPED -> "rare categories beyond maximumCategories";
                case WINDOW_FILLING -> "the rows do not fill the window";
            };
        }
        Verdict verdict = scores.verdict();
        if (verdict == Verdict.CRITICAL || verdict == Verdict.WARNING) {
            boolean critical = verdict == Verdict.CRITICAL;
            DriftLevel level = critical ? settings.critical() : settings.warning();
            return effects.stream()
                            .filter(effect -> effect.value() > limit(effect, critical))
                            .map(effect -> over(effect, critical))
                            .collect(Collectors.joining(", "))
                    + "; p under " + number(level.pValue());
        }
        String over = effects.stream()
                .filter(effect -> effect.strength() > 1)
                .map(effect -> over(effect, false))
                .collect(Collectors.joining(", "));
        return over.isEmpty()
                ? "under every threshold"
                : over + ", but p is not under " + number(settings.warning().pValue());
    }

    private static double limit(Effect effect, boolean critical) {
        return critical ? effect.critical() : effect.warning();
    }

    private static String over(Effect effect, boolean critical) {
        return effect.symbol() + " " + number(effect.value()) + " over " + number(limit(effect, critical));
    }

    /**
     * Why a metric passes a level, or does not.
     *
     * @param drop   how much worse than the baseline
     * @param limit  the level's limit: of the verdict's own level, else of the lowest
     * @param pValue the level's p-value
     */
    static String ofMetric(double drop, double limit, double pValue, @Nullable Verdict verdict) {
        if (verdict == null) {
            return "no test of the drop is possible";
        }
        if (verdict != Verdict.NONE) {
            return "worse by " + number(drop) + ", over " + number(limit) + "; p under " + number(pValue);
        }
        return drop > limit
                ? "worse by " + number(drop) + ", over " + number(limit) + ", but p is not under " + number(pValue)
                : "under every threshold";
    }

    /** Three digits that say something, without noughts at the end: {@code 0.25}, {@code 0.128}, {@code 1.3e-7}. */
    static String number(double value) {
        double magnitude = Math.abs(value);
        if (magnitude != 0 && magnitude < 1e-4) {
            return String.format(Locale.ROOT, "%.1e", value).replace("e-0", "e-");
        }
        int decimals = magnitude >= 100 ? 1 : magnitude >= 1 ? 2 : 3;
        String text =
                String.format(Locale.ROOT, "%." + (magnitude < 0.01 && magnitude != 0 ? 4 : decimals) + "f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
