package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.Labels;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import io.watchbill.statistics.DriftScores;
import org.jspecify.annotations.Nullable;

/** Writes the shares of missing, invalid and unseen values of a column in a window onto the page, with their tests. */
final class SharePage {
    private final Page page;

    SharePage(Page page) {
        this.page = page;
    }

    /** @param labels model, version, column, kind and window */
    void add(DriftScores scores, Labels labels) {
        add(scores.missing(), MetricFamilies.COLUMN_MISSING_RATIO, MetricFamilies.COLUMN_MISSING_P_VALUE, labels);
        add(scores.invalid(), MetricFamilies.COLUMN_INVALID_RATIO, MetricFamilies.COLUMN_INVALID_P_VALUE, labels);
        DriftScores.Rate unseen = scores.unseen();
        add(unseen, MetricFamilies.COLUMN_UNSEEN_RATIO, MetricFamilies.COLUMN_UNSEEN_P_VALUE, labels);
        if (unseen != null) {
            page.add(MetricFamilies.COLUMN_UNSEEN_EXPECTED_RATIO, labels, unseen.reference());
        }
    }

    private void add(DriftScores.@Nullable Rate rate, MetricFamily share, MetricFamily pValue, Labels labels) {
        if (rate != null) {
            page.add(share, labels, rate.value());
            page.add(pValue, labels, DriftScores.pValue(rate.lnPValue()));
        }
    }
}
