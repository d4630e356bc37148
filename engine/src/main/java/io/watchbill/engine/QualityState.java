package io.watchbill.engine;

import io.watchbill.spec.QualityScore;
import io.watchbill.statistics.state.StateReader;
import io.watchbill.statistics.state.StateWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quality scores of a version, such as groundedness. Only declared ones have a place. Not thread-safe. */
final class QualityState {
    private static final int BUCKETS = 20;

    private final Map<String, Scores> byName = new LinkedHashMap<>();

    QualityState(List<QualityScore> declared) {
        for (QualityScore score : declared) {
            byName.put(score.name(), new Scores(score));
        }
    }

    /** The values of one score. */
    private static final class Scores {
        private final double minimum;
        private final double maximum;
        private final HistogramCounts values;
        private long invalid;

        private Scores(QualityScore declared) {
            minimum = declared.minimum().doubleValue();
            maximum = declared.maximum().doubleValue();
            values = new HistogramCounts(bounds(declared.minimum(), declared.maximum()));
        }
    }

    /** Evenly over the range, in decimals, so that the page shows 0.15 and not 0.15000000000000002. */
    private static double[] bounds(BigDecimal minimum, BigDecimal maximum) {
        BigDecimal width = maximum.subtract(minimum);
        double[] bounds = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            BigDecimal share = BigDecimal.valueOf(i + 1L).divide(BigDecimal.valueOf(BUCKETS));
            bounds[i] = minimum.add(width.multiply(share)).doubleValue();
        }
        return bounds;
    }

    /** Counts a score; false if the specification does not declare it. A value outside the range is invalid. */
    boolean score(@Nullable String name, double value) {
        Scores scores = byName.get(name);
        if (scores == null) {
            return false;
        }
        if (value >= scores.minimum && value <= scores.maximum) {
            scores.values.observe(value);
        } else {
            scores.invalid++;
        }
        return true;
    }

    void save(StateWriter to) {
        to.varint(byName.size());
        byName.forEach((name, scores) -> {
            to.text(name);
            scores.values.save(to);
            to.varint(scores.invalid);
        });
    }

    /** Takes over the scores that are still declared alike. */
    void restore(StateReader from, Restoring context) {
        int count = from.count(1);
        for (int i = 0; i < count; i++) {
            String name = from.text();
            Scores scores = byName.get(name);
            HistogramCounts values = scores == null ? new HistogramCounts(new double[0]) : scores.values;
            boolean same = values.restore(from);
            long invalid = from.counted();
            if (scores == null) {
                context.lost("the quality score '" + name + "' is no longer in the specification; what it held is"
                        + " forgotten");
            } else if (same) {
                scores.invalid = invalid;
            } else {
                context.lost("the range of the quality score '" + name + "' changed; it starts anew");
            }
        }
    }

    List<QualityView> views() {
        List<QualityView> views = new ArrayList<>(byName.size());
        byName.forEach((name, scores) -> views.add(new QualityView(name, scores.values.view(), scores.invalid)));
        return views;
    }
}
