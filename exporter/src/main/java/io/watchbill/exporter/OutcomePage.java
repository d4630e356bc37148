package io.watchbill.exporter;

import io.watchbill.engine.LabelCounts;
import io.watchbill.engine.ScoreSnapshot;
import io.watchbill.engine.ScoreSnapshot.BusinessCount;
import io.watchbill.engine.ScoreSnapshot.BusinessWindow;
import io.watchbill.engine.ScoreSnapshot.ErrorSum;
import io.watchbill.engine.ScoreSnapshot.LabelledCount;
import io.watchbill.engine.ScoreSnapshot.Version;
import io.watchbill.spec.catalogue.MetricFamilies;

/** Writes what became of predictions onto the page: labels, errors, business. */
final class OutcomePage {
    private static final String POSITIVE = "positive";
    private static final String NEGATIVE = "negative";

    private final Page page;

    OutcomePage(Page page) {
        this.page = page;
    }

    void add(String model, Version version) {
        labels(model, version);
        business(model, version);
    }

    private void labels(String model, Version version) {
        String name = version.version();
        LabelCounts labels = version.labels();
        page.count(MetricFamilies.LABELS, labels.joined(), model, name, "joined");
        page.count(MetricFamilies.LABELS, labels.duplicate(), model, name, "duplicate");
        page.count(MetricFamilies.LABELS, labels.relabelled(), model, name, "relabelled");
        page.count(MetricFamilies.LABELS, labels.orphan(), model, name, "orphan");
        page.count(MetricFamilies.PREDICTIONS_UNLABELLED, labels.unlabelled(), model, name);
        page.add(MetricFamilies.LABEL_DELAY, version.labelDelay(), model, name);
        for (LabelledCount count : version.labelled()) {
            page.count(
                    MetricFamilies.LABELLED_PREDICTIONS,
                    count.count(),
                    model,
                    name,
                    count.predicted(),
                    count.actual(),
                    count.arm());
        }
        for (ErrorSum sums : version.errors()) {
            errors(model, name, sums);
        }
    }

    private void errors(String model, String version, ErrorSum sums) {
        String arm = sums.arm();
        page.add(MetricFamilies.ERROR_SUM, sums.positiveError(), model, version, POSITIVE, arm);
        page.add(MetricFamilies.ERROR_SUM, sums.negativeError(), model, version, NEGATIVE, arm);
        page.add(MetricFamilies.ABSOLUTE_ERROR_SUM, sums.absoluteError(), model, version, arm);
        page.add(MetricFamilies.SQUARED_ERROR_SUM, sums.squaredError(), model, version, arm);
        page.add(MetricFamilies.TARGET_SUM, sums.positiveTarget(), model, version, POSITIVE, arm);
        page.add(MetricFamilies.TARGET_SUM, sums.negativeTarget(), model, version, NEGATIVE, arm);
    }

    private void business(String model, Version version) {
        String name = version.version();
        for (BusinessCount count : version.business()) {
            String[] labels = {model, name, count.event(), count.unit(), count.arm()};
            page.count(MetricFamilies.BUSINESS_EVENTS, count.count(), labels);
            page.add(MetricFamilies.BUSINESS_VALUE, count.value(), labels);
        }
        for (ScoreSnapshot.Pair count : version.feedback()) {
            page.count(MetricFamilies.FEEDBACK, count.count(), model, name, count.first());
        }
        for (ScoreSnapshot.FeedbackScore score : version.feedbackScores()) {
            page.add(MetricFamilies.FEEDBACK_SCORE, score.score(), model, name, score.window());
        }
        for (ScoreSnapshot.Pair count : version.downstream()) {
            page.count(MetricFamilies.DOWNSTREAM_EFFECTS, count.count(), model, name, count.first(), count.second());
        }
        for (BusinessWindow window : version.businessWindows()) {
            page.add(MetricFamilies.CONVERSION, window.conversion(), model, name, window.window(), window.arm());
            page.add(
                    MetricFamilies.VALUE_PER_PREDICTION,
                    window.valuePerPrediction(),
                    model,
                    name,
                    window.window(),
                    window.arm(),
                    window.unit());
        }
    }
}
