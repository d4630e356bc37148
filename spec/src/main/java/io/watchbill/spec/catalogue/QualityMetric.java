package io.watchbill.spec.catalogue;

import io.watchbill.spec.QualityScore;
import io.watchbill.spec.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code quality.NAME}: the mean of a quality score that a specification declares. */
final class QualityMetric {
    private static final String PREFIX = "quality.";
    private static final String SUM = MetricFamilies.QUALITY_SCORE.name() + "_sum";
    private static final String COUNT = MetricFamilies.QUALITY_SCORE.name() + "_count";
    private static final List<String> IDENTITY = List.of(LabelNames.MODEL, LabelNames.VERSION);

    private QualityMetric() {}

    /** @param falling whether the sum of the scores may fall, because one of them may be negative */
    static CatalogueMetric of(QualityScore score, boolean falling) {
        String matchers = "{" + LabelNames.NAME + "=\"" + score.name() + "\"," + Measure.Query.SELECTOR + "}";
        String mean = growth(SUM + matchers, falling) + " / (" + growth(COUNT + matchers, falling) + " > 0)";
        Map<String, String> name = Map.of(LabelNames.NAME, score.name());
        return new CatalogueMetric(
                PREFIX + score.name(),
                Layer.MODEL,
                Unit.NUMBER,
                score.worse(),
                WindowRule.RATE,
                "Mean of the quality score " + score.name() + ".",
                List.of(new Measure.Query(
                        Optional.empty(),
                        mean,
                        List.of(SUM, COUNT),
                        IDENTITY,
                        List.of(
                                new Stimulus(SUM, name, Stimulus.Shape.COUNTER, BigDecimal.ZERO, BigDecimal.ONE),
                                new Stimulus(COUNT, name, Stimulus.Shape.COUNTER, BigDecimal.ONE, BigDecimal.ZERO)))));
    }

    /** {@code rate} takes a sum that falls for a counter that started anew, so such a one is subtracted instead. */
    private static String growth(String series, boolean falling) {
        String by = "sum by (cluster, model, version) (";
        return falling
                ? by + series + " - " + series + " offset " + Measure.Query.RATE + ")"
                : by + "rate(" + series + "[" + Measure.Query.RATE + "]))";
    }
}
