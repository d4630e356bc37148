package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.shareBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.Options;
import io.watchbill.plan.PanelKeys;
import io.watchbill.plan.Plan;
import io.watchbill.plan.View;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;

/** Layer 3 without drift: what the model answers, how sure it is, and whether it is right. */
final class ModelSections {

    private ModelSections() {}

    static List<Section> of(Plan plan) {
        Scope scope = new Scope(plan.specification());
        if (scope.models().isEmpty()) {
            return List.of();
        }
        List<Draft> answers = new ArrayList<>();
        answers.add(rate());
        List<Draft> right = new ArrayList<>();
        if (scope.classifies()) {
            answers.add(mix());
            answers.add(confidenceMean());
            right.add(accuracy());
        }
        if (scope.regresses()) {
            answers.add(values());
            right.add(error());
        }
        right.add(drop());
        right.add(coverage());
        List<Section> sections = new ArrayList<>();
        sections.add(Section.open("answers", "What it answers", answers));
        sections.add(Section.open(View.MODEL.key(), "Is it right?", right));
        sections.addAll(ModelDetail.of(scope));
        return sections;
    }

    private static Draft accuracy() {
        return Draft.lines("accuracy", "Accuracy, by window", false)
                .says(
                        "The share of right predictions among those whose label has come, beside what calibrated confidence"
                                + " lets expect (estimated) before labels come, and the accuracy on the reference data. Estimated falls"
                                + " first: the inputs became harder. Accuracy falls alone: what the inputs mean has changed.")
                .unit(GrafanaUnit.SHARE)
                .decimals(1)
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.ACCURACY),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "over {{window}}")
                .line(
                        maxBy(
                                LabelNames.WINDOW,
                                Series.ofModel(MetricFamilies.ESTIMATED_ACCURACY)
                                        .text()),
                        "estimated over {{window}}")
                .line(baseline("accuracy"), "on the reference data")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft error() {
        return Draft.lines("mae", "Mean absolute error, by window", false)
                .says(
                        "How far predictions are off, of those whose label has come, beside the error on the reference data.")
                .decimals(3)
                .from(0)
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.MAE),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "over {{window}}")
                .line(baseline("mae"), "on the reference data")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static String baseline(String metric) {
        return maxBy(
                LabelNames.METRIC,
                Series.ofModel(MetricFamilies.PERFORMANCE_BASELINE)
                        .where(LabelNames.METRIC, metric)
                        .text());
    }

    private static Draft rate() {
        return Draft.lines("model/rate", "Predictions a second", false)
                .says("How often the model is asked, by version. A new version appears as a line of its own; the chosen"
                        + " version rules the panels below.")
                .unit(GrafanaUnit.REQUESTS_PER_SECOND)
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
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.LABEL_COVERAGE),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "{{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }
}
