package io.watchbill.bench.falsealarms;

import java.util.List;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;

/** What is drawn from. */
final class Populations {
    private static final List<Score> NUMERIC = List.of(Score.KS, Score.CHI_SQUARE, Score.PSI);
    private static final List<Score> CATEGORICAL = List.of(Score.CHI_SQUARE, Score.PSI);

    static final Population CONTINUOUS = new Smooth("continuous", 0, UniformContinuousDistribution.of(1, 2));
    /** Without a mean. */
    static final Population SKEWED = new Smooth("skewed", 0, ParetoDistribution.of(1, 0.7));

    static final Population ZEROS = new Smooth("70 % zeros", 0.7, ParetoDistribution.of(1, 0.7));
    static final FewValues FEW_VALUES =
            new FewValues("few values", Shares.of(9, i -> Math.exp(-(i - 4) * (i - 4) / (2 * 1.7 * 1.7))));
    static final Population FIVE_CATEGORIES = new Categories("five categories", Shares.of(5, i -> 5 - i), 100);
    /** The rarest holds 1 in 5,500. */
    static final Population RARE_CATEGORIES =
            new Categories("rare categories", Shares.of(60, i -> Math.pow(i + 1.0, -2)), 100);

    static final Population THOUSAND_CATEGORIES =
            new Categories("1,000 categories", Shares.of(1_000, i -> 1 / Math.sqrt(i + 1.0)), 100);
    /** Without a cap there is a test of unseen ones. */
    static final Population THOUSAND_KEPT =
            new Categories("1,000 categories, all kept", Shares.of(1_000, i -> 1 / Math.sqrt(i + 1.0)), 1_000);

    static final Population LONG_TAIL =
            new Categories("long tail, all kept", Shares.of(2_000, i -> Math.pow(i + 1.0, -1.3)), 2_000);

    static final Population NORMAL = new Smooth("normal", 0, NormalDistribution.of(0, 1));
    static final Population DISTANCES = new Smooth("distances", 0, LogNormalDistribution.of(6, 0.8));

    private Populations() {}

    /** That share of values is missing. */
    static Population missing(double rate) {
        return new Gaps("missing, " + Text.percent(rate), rate, FEW_VALUES);
    }

    /** What is held against the bounds. */
    static List<Study> studies() {
        List<Traffic> all = List.of(Traffic.values());
        return List.of(
                new Study(CONTINUOUS, NUMERIC, all),
                new Study(SKEWED, NUMERIC, all),
                new Study(ZEROS, NUMERIC, all),
                new Study(FEW_VALUES, NUMERIC, all),
                new Study(FIVE_CATEGORIES, CATEGORICAL, all),
                new Study(RARE_CATEGORIES, List.of(Score.CHI_SQUARE, Score.PSI, Score.UNSEEN), all),
                new Study(THOUSAND_CATEGORIES, CATEGORICAL, all),
                new Study(THOUSAND_KEPT, List.of(Score.CHI_SQUARE, Score.PSI, Score.UNSEEN), List.of(Traffic.FILE)),
                new Study(LONG_TAIL, List.of(Score.UNSEEN), List.of(Traffic.FILE)),
                new Study(missing(0.02), List.of(Score.MISSING), all),
                new Study(missing(0.2), List.of(Score.MISSING), all));
    }
}
