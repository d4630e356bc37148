package io.watchbill.spec.reader;

import io.watchbill.spec.Model;
import io.watchbill.spec.QualityScore;
import io.watchbill.spec.Unit;
import io.watchbill.spec.catalogue.CatalogueMetric;
import io.watchbill.spec.catalogue.Measure;
import io.watchbill.spec.condition.Bound;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a metric can have. */
record Domain(Optional<BigDecimal> low, Optional<BigDecimal> high) {
    private static final Domain ANY = new Domain(Optional.empty(), Optional.empty());

    /** Differences and scores without a natural end. */
    private static final Set<String> UNBOUNDED =
            Set.of("r2", "bias", "performance_drop", "confidence_drop", "holdout_difference", "feedback_score");

    /** Ratios that can exceed 1. */
    private static final Set<String> OPEN = Set.of("throughput_usage", "wape");

    static Domain of(CatalogueMetric metric, List<Model> models) {
        if (metric.name().startsWith("quality.")) {
            return quality(metric.name().substring("quality.".length()), models);
        } else if (UNBOUNDED.contains(metric.name())
                || metric.measures().stream().anyMatch(Measure.Custom.class::isInstance)) {
            return ANY;
        }
        boolean share = metric.unit() == Unit.RATIO && !OPEN.contains(metric.name());
        return new Domain(Optional.of(BigDecimal.ZERO), share ? Optional.of(BigDecimal.ONE) : Optional.empty());
    }

    private static Domain quality(String name, List<Model> models) {
        List<QualityScore> scores = models.stream()
                .flatMap(model -> model.quality().stream())
                .filter(score -> score.name().equals(name))
                .toList();
        return new Domain(
                scores.stream().map(QualityScore::minimum).min(BigDecimal::compareTo),
                scores.stream().map(QualityScore::maximum).max(BigDecimal::compareTo));
    }

    /** Whether some possible value satisfies the bound. */
    boolean reaches(Bound bound) {
        Rays rays = Rays.of(bound);
        boolean upward = rays.above()
                .map(limit -> high.map(end -> limit.compareTo(end) < 0).orElse(true))
                .orElse(false);
        boolean downward = rays.below()
                .map(limit -> low.map(end -> limit.compareTo(end) > 0).orElse(true))
                .orElse(false);
        boolean atAnEnd = low.filter(bound::holds).isPresent()
                || high.filter(bound::holds).isPresent();
        return upward || downward || atAnEnd || bound instanceof Bound.Within;
    }

    /** {@code inside 0..1}, or {@code from 0 up}. */
    String text() {
        String from = low.map(BigDecimal::toPlainString).orElse("");
        return high.map(end -> "inside " + from + ".." + end.toPlainString()).orElse("from " + from + " up");
    }
}
