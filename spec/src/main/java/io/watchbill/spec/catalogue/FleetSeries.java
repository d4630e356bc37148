package io.watchbill.spec.catalogue;

import io.watchbill.spec.Replicas;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Window;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the series that Prometheus records where several replicas of the exporter share a system's events:
 * {@code level:metric:operation}, the level being the fleet. What stands for a family of the exporter has that family's
 * labels, and {@code cluster} where the scrape sets it.
 */
public final class FleetSeries {

    /** Increase of the bins' counters over five minutes, over all replicas. */
    public static final String BIN_SHORT_INCREASE = "fleet:ml_column_bin:increase5m";

    /** The same over an hour. */
    public static final String BIN_LONG_INCREASE = "fleet:ml_column_bin:increase1h";

    /** The same over each window of drift. */
    public static final String BIN_INCREASE = "fleet:ml_column_bin:increase";

    /** Samples of the reference by bin. */
    public static final String REFERENCE = "fleet:ml_column_reference_samples:max";

    /** The bin of all other categories, with its samples of the reference. */
    public static final String OTHER_BIN = "fleet:ml_column_reference_samples:other";

    /** Samples of the reference by bin, once for each window. */
    public static final String REFERENCE_IN_WINDOW = "fleet:ml_column_reference_samples:in_window";

    /** The window's samples of a column, where they are enough to be judged. */
    public static final String WINDOW_SAMPLES = "fleet:ml_drift_samples:window";

    /** The reference's samples of a column whose window has enough. */
    public static final String REFERENCE_SAMPLES = "fleet:ml_drift_samples:reference";

    /** The smaller sample's share of both samples of a column. */
    public static final String SMALLER_SHARE = "fleet:ml_drift_samples:smaller_share";

    /** The expected counts of the bins that hold enough. */
    public static final String KEPT_BIN = "fleet:ml_drift_bin:kept";

    /** The smallest kept bin, where the others hold too little together. */
    public static final String SMALLEST_BIN = "fleet:ml_drift_bin:smallest";

    /** The window's samples by pooled bin. */
    public static final String POOLED_WINDOW = "fleet:ml_drift_pooled_bin:window";

    /** The reference's samples by pooled bin. */
    public static final String POOLED_REFERENCE = "fleet:ml_drift_pooled_bin:reference";

    /** How many pooled bins a column has, where they are two or more. */
    public static final String POOLED_BINS = "fleet:ml_drift_pooled_bin:count";

    /** Differences of the shares of the coarse bins of numeric columns. */
    public static final String SHARE_DIFFERENCE = "fleet:ml_drift_bin_share:difference";

    /** Distances of the two distribution functions at the edges between coarse bins. */
    public static final String EDGE_DISTANCE = "fleet:ml_drift_edge:distance";

    /** Increase of labelled predictions over five minutes, by predicted and actual class. */
    public static final String LABELLED_SHORT_INCREASE = "fleet:ml_labelled_predictions:increase5m";

    /** The same over an hour. */
    public static final String LABELLED_LONG_INCREASE = "fleet:ml_labelled_predictions:increase1h";

    /** The same over each window of performance. */
    public static final String LABELLED_INCREASE = "fleet:ml_labelled_predictions:increase";

    /** Increase of the sums of errors and targets over five minutes. */
    public static final String SUM_SHORT_INCREASE = "fleet:ml_regression_sum:increase5m";

    /** The same over an hour. */
    public static final String SUM_LONG_INCREASE = "fleet:ml_regression_sum:increase1h";

    /** The same over each window of performance. */
    public static final String SUM_INCREASE = "fleet:ml_regression_sum:increase";

    /** Increase of the sum and of the number of confidences over five minutes. */
    public static final String CONFIDENCE_SHORT_INCREASE = "fleet:ml_prediction_confidence:increase5m";

    /** The same over an hour. */
    public static final String CONFIDENCE_LONG_INCREASE = "fleet:ml_prediction_confidence:increase1h";

    /** The same over each window of performance. */
    public static final String CONFIDENCE_INCREASE = "fleet:ml_prediction_confidence:increase";

    /** Families whose value over all replicas is recorded. */
    private static final Set<MetricFamily> RECORDED = Set.of(
            MetricFamilies.DRIFT_WINDOW_SAMPLES,
            MetricFamilies.DRIFT_PSI,
            MetricFamilies.DRIFT_PSI_NOISE_FLOOR,
            MetricFamilies.DRIFT_KS_STATISTIC,
            MetricFamilies.DRIFT_KS_P_VALUE,
            MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC,
            MetricFamilies.DRIFT_CHI_SQUARE_P_VALUE,
            MetricFamilies.DRIFT_V,
            MetricFamilies.DRIFT_JENSEN_SHANNON,
            MetricFamilies.DRIFT_ADJUSTED_P_VALUE,
            MetricFamilies.DRIFT_VERDICT,
            MetricFamilies.DRIFTED_COLUMNS,
            MetricFamilies.PERFORMANCE_SAMPLES,
            MetricFamilies.ACCURACY,
            MetricFamilies.PRECISION,
            MetricFamilies.RECALL,
            MetricFamilies.F1,
            MetricFamilies.MAE,
            MetricFamilies.RMSE,
            MetricFamilies.BIAS,
            MetricFamilies.WAPE,
            MetricFamilies.PERFORMANCE_DROP,
            MetricFamilies.PERFORMANCE_DROP_P_VALUE,
            MetricFamilies.CONFIDENCE_MEAN,
            MetricFamilies.CONFIDENCE_DROP,
            MetricFamilies.CONFIDENCE_DROP_P_VALUE);

    private FleetSeries() {}

    /** Whether the family's value over all replicas is recorded. */
    public static boolean has(MetricFamily family) {
        return RECORDED.contains(family);
    }

    /**
     * The series of a family that alerts read.
     *
     * @param window what they read it over; windows of runs are known to one replica only
     */
    public static String read(MetricFamily family, Replicas replicas, Optional<Window> window) {
        return replicas == Replicas.SEVERAL && has(family) && !(window.orElse(null) instanceof RunWindow)
                ? of(family)
                : family.name();
    }

    /**
     * The series that stands for a family: computed of what all replicas counted together.
     *
     * @throws IllegalArgumentException for a family of which nothing is recorded
     */
    public static String of(MetricFamily family) {
        if (!has(family)) {
            throw new IllegalArgumentException("nothing is recorded over replicas of " + family.name());
        }
        return "fleet:" + family.name() + ":union";
    }
}
