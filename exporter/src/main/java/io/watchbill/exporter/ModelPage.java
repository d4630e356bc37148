package io.watchbill.exporter;

import io.prometheus.metrics.model.snapshots.Labels;
import io.watchbill.engine.ColumnCounts;
import io.watchbill.engine.HistogramView;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.ScoreSnapshot.DriftWindow;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.engine.VersionPlan;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.DriftScores;
import io.watchbill.statistics.NoVerdictReason;
import io.watchbill.statistics.Verdict;
import java.util.List;

/** Writes a model's snapshot onto the page: requests, predictions, columns and drift. */
final class ModelPage {
    private final Page page;
    private final SharePage shares;
    private final OutcomePage outcomes;
    private final QualityPage quality;
    private final PerformancePage performance;
    private final SegmentPage segments;
    private final RunPage runs;

    ModelPage(Page page) {
        this.page = page;
        this.shares = new SharePage(page);
        this.outcomes = new OutcomePage(page);
        this.quality = new QualityPage(page);
        this.performance = new PerformancePage(page);
        this.segments = new SegmentPage(page);
        this.runs = new RunPage(page);
    }

    void add(ScoreSnapshot snapshot) {
        String model = snapshot.plan().name();
        snapshot.ignored()
                .forEach((reason, count) -> page.count(MetricFamilies.IGNORED_VALUES, count, model, reason.label()));
        runs.add(snapshot);
        for (Version version : snapshot.versions()) {
            requests(model, version);
            for (ColumnCounts column : version.columns()) {
                if (column.used()) {
                    column(model, version.version(), column);
                }
            }
            for (DriftWindow window : version.drift()) {
                drift(model, version.version(), window);
            }
            outcomes.add(model, version);
            quality.add(model, version);
            performance.add(model, version);
            segments.add(model, version);
            for (String window : snapshot.plan().windowLabels()) {
                page.add(MetricFamilies.WINDOW_END, snapshot.clockMillis() / 1_000.0, model, version.version(), window);
            }
        }
    }

    private void requests(String model, Version version) {
        String name = version.version();
        page.count(MetricFamilies.REQUESTS, version.requests() - version.failures(), model, name, "ok");
        page.count(MetricFamilies.REQUESTS, version.failures(), model, name, "error");
        page.add(MetricFamilies.REQUEST_DURATION, version.latency(), model, name);
        page.add(MetricFamilies.PREDICTION_CONFIDENCE, version.confidence(), model, name);
        HistogramView values = version.values();
        if (values != null) {
            page.add(MetricFamilies.PREDICTION_VALUE, values, model, name);
        }
        for (ScoreSnapshot.PredictionCount count : version.predictions()) {
            page.count(MetricFamilies.PREDICTIONS, count.count(), model, name, count.predictedClass(), count.arm());
        }
    }

    private void column(String model, String version, ColumnCounts counts) {
        VersionPlan.Column column = counts.column();
        page.count(MetricFamilies.COLUMN_MISSING, counts.missing(), model, version, column.name());
        page.count(MetricFamilies.COLUMN_INVALID, counts.invalid(), model, version, column.name());
        ColumnReference reference = column.reference();
        if (reference == null) {
            return;
        }
        if (!column.numeric()) {
            page.count(MetricFamilies.COLUMN_UNSEEN, counts.unseen(), model, version, column.name());
        }
        List<String> bins = reference.coarseLabels();
        for (int bin = 0; bin < counts.bins(); bin++) {
            Labels labels = page.labels(
                    MetricFamilies.COLUMN_BIN,
                    model,
                    version,
                    column.name(),
                    column.kind().label(),
                    bins.get(bin));
            page.count(MetricFamilies.COLUMN_BIN, counts.bin(bin), labels);
            page.count(MetricFamilies.COLUMN_REFERENCE_SAMPLES, reference.coarseCount(bin), labels);
        }
    }

    private void drift(String model, String version, DriftWindow window) {
        for (DriftScores scores : window.scores()) {
            scores(model, version, window.window(), scores);
        }
        for (VersionPlan.Column column : window.withoutReference()) {
            noVerdict(
                    model,
                    version,
                    column.name(),
                    column.kind().label(),
                    window.window(),
                    NoVerdictReason.NO_REFERENCE);
        }
        page.add(MetricFamilies.DRIFTED_COLUMNS, window.driftedRatio(), model, version, window.window());
    }

    private void noVerdict(
            String model, String version, String column, String kind, String window, NoVerdictReason reason) {
        page.count(MetricFamilies.DRIFT_NO_VERDICT, 1, model, version, column, kind, window, reason.label());
    }

    private void scores(String model, String version, String window, DriftScores scores) {
        String kind = scores.kind().label();
        Labels labels = page.labels(MetricFamilies.DRIFT_PSI, model, version, scores.column(), kind, window);
        DriftScores.Psi psi = scores.psi();
        if (psi != null) {
            page.add(MetricFamilies.DRIFT_PSI, labels, psi.value());
            page.add(MetricFamilies.DRIFT_PSI_P_VALUE, labels, DriftScores.pValue(psi.lnPValue()));
            page.add(MetricFamilies.DRIFT_PSI_NOISE_FLOOR, labels, psi.noiseFloor());
        }
        DriftScores.Ks ks = scores.ks();
        if (ks != null) {
            page.add(MetricFamilies.DRIFT_KS_STATISTIC, labels, ks.statistic());
            page.add(MetricFamilies.DRIFT_KS_P_VALUE, labels, DriftScores.pValue(ks.lnPValue()));
        }
        DriftScores.ChiSquare chiSquare = scores.chiSquare();
        if (chiSquare != null) {
            page.add(MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC, labels, chiSquare.statistic());
            page.add(MetricFamilies.DRIFT_CHI_SQUARE_P_VALUE, labels, DriftScores.pValue(chiSquare.lnPValue()));
            page.add(MetricFamilies.DRIFT_V, labels, chiSquare.v());
        }
        DriftScores.Distance jensenShannon = scores.jensenShannon();
        if (jensenShannon != null) {
            page.add(MetricFamilies.DRIFT_JENSEN_SHANNON, labels, jensenShannon.value());
            page.add(MetricFamilies.DRIFT_JENSEN_SHANNON_NOISE_FLOOR, labels, jensenShannon.noiseFloor());
        }
        DriftScores.Distance wasserstein = scores.wasserstein();
        if (wasserstein != null) {
            page.add(MetricFamilies.DRIFT_WASSERSTEIN, labels, wasserstein.value());
            page.add(MetricFamilies.DRIFT_WASSERSTEIN_NOISE_FLOOR, labels, wasserstein.noiseFloor());
        }
        shares.add(scores, labels);
        Double lnAdjusted = scores.lnAdjustedPValue();
        if (lnAdjusted != null) {
            page.add(MetricFamilies.DRIFT_ADJUSTED_P_VALUE, labels, DriftScores.pValue(lnAdjusted));
        }
        page.add(MetricFamilies.DRIFT_OVERDISPERSION, labels, scores.overdispersion());
        page.count(MetricFamilies.DRIFT_WINDOW_SAMPLES, scores.samples(), labels);
        Verdict verdict = scores.verdict();
        if (verdict != null) {
            page.add(MetricFamilies.DRIFT_VERDICT, labels, verdict.value());
        }
        NoVerdictReason reason = scores.noVerdictReason();
        if (reason != null) {
            noVerdict(model, version, scores.column(), kind, window, reason);
        }
    }
}
