package io.watchbill.plan.lint;

import io.watchbill.spec.DriftScore;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Model;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Without drift, PSI of n samples in k bins is about χ²(k−1)/n, so it passes a threshold by chance once in 10,000 windows when n is χ²(k−1)'s
 * upper 1e-4 quantile divided by the threshold (B. Yurdakul and J. Naranjo, Statistical properties of the population stability index, Journal of Risk
 * Model Validation 14(4), 2020). With fewer the effect size says nothing, and the p-value decides alone.
 */
final class EnoughSamples implements Rule {
    private static final double BY_CHANCE = 1e-4;

    /** The coarse bins of a numeric column. */
    private static final int NUMERIC_BINS = 10;

    @Override
    public void judge(Judged judged) {
        for (Model model : judged.specification().models()) {
            Map<String, Integer> categories = judged.surroundings().categories().getOrDefault(model.name(), Map.of());
            if (model.references().isEmpty()) {
                continue;
            }
            int most = 0;
            String column = "";
            for (Feature feature : model.features()) {
                int bins = bins(model, feature, categories);
                if (bins > most) {
                    most = bins;
                    column = feature.name();
                }
            }
            if (most > 1) {
                judge(judged, model, column, most);
            }
        }
    }

    private static void judge(Judged judged, Model model, String column, int bins) {
        BigDecimal threshold = model.drift().warning().psi();
        long needed = needed(bins, threshold).orElse(0L);
        if (model.drift().minimumSamples() < needed) {
            judged.report(
                    LintCode.FEW_SAMPLES,
                    "/models/" + model.name().replace("~", "~0").replace("/", "~1") + "/drift/minimumSamples",
                    "with " + model.drift().minimumSamples() + " samples in the " + bins + " bins of " + column
                            + " chance alone reaches a PSI of " + threshold.toPlainString(),
                    "minimumSamples of at least " + needed,
                    "raise it, keep fewer categories apart with maximumCategories, or raise the warning's psi");
        }
    }

    /** How many bins PSI of a feature has; 0 where it is not asked for or the number is not known. */
    private static int bins(Model model, Feature feature, Map<String, Integer> categories) {
        boolean numeric = feature.type() == FeatureType.NUMERIC;
        boolean asked = (numeric ? model.drift().numeric() : model.drift().categorical()).contains(DriftScore.PSI);
        if (!asked) {
            return 0;
        }
        return numeric ? NUMERIC_BINS : categories.getOrDefault(feature.name(), 0);
    }

    /** The least number of samples; empty for a threshold that everything passes. */
    static Optional<Long> needed(int bins, BigDecimal threshold) {
        return threshold.signum() <= 0
                ? Optional.empty()
                : Optional.of(
                        (long) Math.ceil(ChiSquaredDistribution.of(bins - 1).inverseSurvivalProbability(BY_CHANCE)
                                / threshold.doubleValue()));
    }
}
