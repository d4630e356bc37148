package io.watchbill.engine;

import io.watchbill.statistics.Calibration;
import io.watchbill.statistics.ClassCounts;
import io.watchbill.statistics.MeanCounts;
import io.watchbill.statistics.RocAuc;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The labelled predictions of one window at one moment. */
sealed interface QualityTotals {
    /** How many there are. */
    long samples();

    /**
     * Of a classifier.
     *
     * @param labelled by predicted and actual class, by pane
     * @param logLoss of those with a score, by pane
     * @param brier of those with a score, by pane
     * @param area of those with a binary score
     * @param calibration of those with a confidence; null where it was not asked for
     */
    record OfClasses(
            ClassCounts labelled,
            MeanCounts logLoss,
            MeanCounts brier,
            Optional<RocAuc> area,
            @Nullable Calibration calibration)
            implements QualityTotals {
        @Override
        public long samples() {
            return labelled.samples();
        }
    }

    /**
     * Of a regression.
     *
     * @param errors by pane
     */
    record OfNumbers(MeanCounts errors) implements QualityTotals {
        @Override
        public long samples() {
            return errors.samples();
        }
    }
}
