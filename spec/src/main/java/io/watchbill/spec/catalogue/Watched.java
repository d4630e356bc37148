package io.watchbill.spec.catalogue;

import java.util.List;
import java.util.Optional;

/**
 * What the exporter shows of something that it watches while it has no score of it: of a column the reason, of a model's labels how many
 * there are, of a model its requests. What the specification no longer has it does not show either.
 */
public final class Watched {

    private Watched() {}

    /** The family beside a score's own that says so; empty for what is no score over a window. */
    public static Optional<MetricFamily> of(MetricFamily score) {
        if (!score.labels().contains(LabelNames.WINDOW) || score.labels().contains(LabelNames.SEGMENT)) {
            return Optional.empty();
        }
        return switch (score.layer()) {
            case MODEL ->
                Optional.of(
                        score.labels().contains(LabelNames.COLUMN) || score.equals(MetricFamilies.DRIFTED_COLUMNS)
                                ? MetricFamilies.DRIFT_NO_VERDICT
                                : MetricFamilies.PERFORMANCE_SAMPLES);
            case BUSINESS -> Optional.of(MetricFamilies.REQUESTS);
            case INFRASTRUCTURE, APPLICATION, MONITORING -> Optional.empty();
        };
    }

    /** The labels by which it is found for a score, without {@code cluster}: traffic may have moved on to another version. */
    public static List<String> shared(MetricFamily score, MetricFamily watched) {
        return withoutVersion(score.labels()).stream()
                .filter(watched.labels()::contains)
                .toList();
    }

    /** Labels without that of the version. */
    public static List<String> withoutVersion(List<String> labels) {
        return labels.stream()
                .filter(label -> !label.equals(LabelNames.VERSION))
                .toList();
    }
}
