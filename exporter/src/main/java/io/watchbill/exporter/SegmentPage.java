package io.watchbill.exporter;

import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.engine.ScoreSnapshot.PerformanceWindow;
import io.watchbill.engine.ScoreSnapshot.SegmentScores;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.PerformanceScore;
import io.watchbill.statistics.Verdict;

/** Writes what happened in each segment onto the page, in families of their own. */
final class SegmentPage {
    private final Page page;

    SegmentPage(Page page) {
        this.page = page;
    }

    void add(String model, Version version) {
        for (SegmentScores segment : version.segments()) {
            add(model, version.version(), segment);
        }
    }

    private void add(String model, String version, SegmentScores segment) {
        String name = segment.segment();
        String value = segment.value();
        long answered = segment.requests() - segment.failures();
        page.count(MetricFamilies.SEGMENT_REQUESTS, answered, model, version, name, value, "ok");
        page.count(MetricFamilies.SEGMENT_REQUESTS, segment.failures(), model, version, name, value, "error");
        for (DriftWindow window : segment.drift()) {
            for (DriftScores scores : window.scores()) {
                Verdict verdict = scores.verdict();
                if (verdict != null) {
                    page.add(
                            MetricFamilies.SEGMENT_DRIFT_VERDICT,
                            (double) verdict.value(),
                            model,
                            version,
                            name,
                            value,
                            scores.column(),
                            scores.kind().label(),
                            window.window());
                }
            }
        }
        for (PerformanceWindow window : segment.performance()) {
            for (PerformanceScore metric : window.metrics()) {
                page.add(
                        MetricFamilies.SEGMENT_PERFORMANCE,
                        metric.value(),
                        model,
                        version,
                        name,
                        value,
                        metric.metric(),
                        window.window());
            }
        }
    }
}
