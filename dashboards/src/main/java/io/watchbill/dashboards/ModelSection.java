package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.shareBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.Options;
import io.watchbill.plan.PanelKeys;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;

/** Layer 3 without drift: what the model answers, how sure it is, and whether it is right. */
final class ModelSection {

    private ModelSection() {}

    static List<Draft> drafts(Scope scope) {
        List<Draft> drafts = new ArrayList<>();
        drafts.add(rate());
        if (scope.classifies()) {
            drafts.add(mix());
            drafts.add(confidence());
            drafts.add(confidenceMean());
        }
        if (scope.regresses()) {
            drafts.add(values());
        }
        drafts.add(drop());
        drafts.add(coverage());
        drafts.add(labels());
        return drafts;
    }

    private static Draft rate() {
        return Draft.lines("model/rate", "Predictions a second", false)
                .says("How often the model is asked, by version. A new version appears as a line of its own; the chosen"
                        + " version rules the panels below.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .line(
                        sumBy(
                                LabelNames.VERSION,
                                Series.of(MetricFamilies.REQUESTS)
                                        .where(LabelNames.MODEL, "$model")
                                        .rate()),
                        "{{version}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft mix() {
        return Draft.shares("model/mix", "What the model answers")
                .says(
                        "The share of each class among the predictions. A shift without a shift of the inputs points at the"
                                + " model or at what calls it; the training data's mix is under Drift, column prediction.")
                .unit(GrafanaUnit.SHARE)
                .from(0)
                .upTo(1)
                .line(
                        shareBy(
                                LabelNames.CLASS,
                                Series.ofModel(MetricFamilies.PREDICTIONS).rate()),
                        "{{class}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft confidence() {
        return Draft.heatmap("model/confidence", "How sure it is", Options.Heatmap.counts(GrafanaUnit.SHARE))
                .says(
                        "Predictions by confidence over time. A band that sinks or spreads comes before a loss of accuracy"
                                + " is known, because labels arrive later.")
                .buckets(sumBy(
                        "le",
                        Series.ofModel(MetricFamilies.PREDICTION_CONFIDENCE)
                                .buckets()
                                .growth()))
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft values() {
        return Draft.heatmap("model/values", "What the model answers", Options.Heatmap.counts(GrafanaUnit.NUMBER))
                .says(
                        "Predicted values over time. A band that moves without the inputs moving points at the model or at"
                                + " what calls it.")
                .buckets(sumBy(
                        "le",
                        Series.ofModel(MetricFamilies.PREDICTION_VALUE)
                                .buckets()
                                .growth()))
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft confidenceMean() {
        return Draft.lines("confidence_mean", "Mean confidence, by window", false)
                .says(
                        "Mean confidence of the predictions in each window. It falls when the model meets inputs that it was"
                                + " not trained for.")
                .unit(GrafanaUnit.SHARE)
                .decimals(1)
                .upTo(1)
                .perWindow(
                        Series.ofModel(MetricFamilies.CONFIDENCE_MEAN),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "{{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft drop() {
        return Draft.lines(PanelKeys.PERFORMANCE_DROP, "Loss since training, by metric and window", false)
                .says(
                        "How much worse than on the reference data each metric is; negative is better. Windows end labelDelay"
                                + " before the newest event, since labels come later. Before alarm, look at the evidence: it says"
                                + " whether the loss may be chance.")
                .unit(GrafanaUnit.SHARE)
                .decimals(1)
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.PERFORMANCE_DROP),
                        series -> maxBy(LabelNames.METRIC + ", " + LabelNames.WINDOW, series),
                        "{{metric}} over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft coverage() {
        return Draft.lines("label_coverage", "Predictions with a label, by window", false)
                .says(
                        "The share of predictions whose outcome is known. Performance speaks only of these; when it sinks,"
                                + " look for the job that sends labels.")
                .unit(GrafanaUnit.SHARE)
                .from(0)
                .upTo(1)
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.LABEL_COVERAGE),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "{{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft labels() {
        return Draft.lines("model/labels", "Labels a second, by result", false)
                .says("Labels as they arrive: joined to a prediction, duplicate, or orphan (no prediction of that id is"
                        + " known). Many orphans: ids differ between the model server and the job that sends labels.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("no labels yet")
                .line(
                        sumBy(
                                LabelNames.RESULT,
                                Series.ofModel(MetricFamilies.LABELS).rate()),
                        "{{result}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }
}
