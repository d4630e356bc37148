package io.watchbill.exporter;

import io.watchbill.engine.QualityView;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.catalogue.MetricFamilies;

/** Writes the quality scores of a version onto the page. */
final class QualityPage {
    private final Page page;

    QualityPage(Page page) {
        this.page = page;
    }

    void add(String model, Version version) {
        for (QualityView score : version.quality()) {
            page.add(MetricFamilies.QUALITY_SCORE, score.scores(), model, version.version(), score.name());
            page.count(MetricFamilies.QUALITY_SCORE_INVALID, score.invalid(), model, version.version(), score.name());
        }
    }
}
