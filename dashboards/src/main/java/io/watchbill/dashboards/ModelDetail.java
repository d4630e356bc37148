package io.watchbill.dashboards;

import static io.watchbill.dashboards.Series.maxBy;
import static io.watchbill.dashboards.Series.sumBy;

import io.watchbill.dashboards.grafana.Options;
import io.watchbill.spec.Model;
import io.watchbill.spec.Serving;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import io.watchbill.spec.catalogue.MetricFamily;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What one looks at when a model is not right: its confidence, labels, holdout, segments, quality scores, runs. */
final class ModelDetail {

    private ModelDetail() {}

    static List<Section> of(Scope scope) {
        List<Section> sections = new ArrayList<>();
        List<Draft> sure = new ArrayList<>();
        if (scope.classifies()) {
            sure.add(confidence());
            sure.add(calibration());
        }
        sure.add(changes());
        sections.add(Section.folded("sure", "How sure it is, and whether that changed", sure));
        sections.add(Section.folded("labels", "Labels", List.of(labels(), delay(), unlabelled())));
        if (any(scope, model -> model.performance().holdout().isPresent())) {
            sections.add(Section.folded("holdout", "Against the holdout", List.of(difference(), chance())));
        }
        if (any(scope, model -> !model.segments().isEmpty())) {
            sections.add(Section.folded("segments", "By segment", segments()));
        }
        if (any(scope, model -> !model.quality().isEmpty())) {
            sections.add(Section.folded("quality", "Quality scores", List.of(quality())));
        }
        if (any(scope, model -> model.serving() instanceof Serving.Batch)) {
            sections.add(Section.folded("runs", "Runs", List.of(rows(), runs())));
        }
        return sections;
    }

    private static boolean any(Scope scope, Predicate<Model> has) {
        return scope.models().stream().anyMatch(has);
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

    private static Draft calibration() {
        return Draft.lines("calibration_error", "Calibration error, by window", false)
                .says(
                        "How far confidence is from the share of right predictions, beside what a perfectly calibrated model with"
                                + " as many labels would show (noise floor). Above it, confidence cannot be taken as a probability.")
                .unit(GrafanaUnit.SHARE)
                .decimals(1)
                .from(0)
                .whenEmpty("no labels yet")
                .perWindow(
                        Series.ofModel(MetricFamilies.CALIBRATION_ERROR),
                        series -> maxBy(LabelNames.WINDOW, series),
                        "over {{window}}")
                .line(byWindow(MetricFamilies.CALIBRATION_ERROR_NOISE_FLOOR), "noise floor over {{window}}")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft changes() {
        return Draft.lines("model/changes", "Changes that detectors report", true)
                .says(
                        "Detectors (ADWIN, DDM, Page-Hinkley) watch each error and each confidence as it comes. Several at one"
                                + " moment: something changed then. One now and then is chance.")
                .from(0)
                .whenEmpty("no labels yet")
                .line(
                        sumBy(
                                LabelNames.DETECTOR + ", " + LabelNames.SIGNAL,
                                Series.ofModel(MetricFamilies.CHANGE_DETECTED).growth()),
                        "{{detector}} of {{signal}}")
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

    private static Draft delay() {
        return Draft.lines("model/label-delay", "How late labels come", false)
                .says(
                        "Time from a prediction to its label. Above labelDelay of the specification, windows of performance miss"
                                + " labels that come later.")
                .unit(GrafanaUnit.SECONDS)
                .from(0)
                .whenEmpty("no labels yet")
                .line(delayQuantile("0.5"), "half within")
                .line(delayQuantile("0.9"), "9 of 10 within")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static String delayQuantile(String quantile) {
        return "histogram_quantile(" + quantile + ", "
                + sumBy(
                        "le",
                        Series.ofModel(MetricFamilies.LABEL_DELAY).buckets().rate()) + ")";
    }

    private static Draft unlabelled() {
        return Draft.lines("model/unlabelled", "Predictions given up without a label", false)
                .says(
                        "Predictions a second whose label did not come within maximumLabelDelay. Normal is a small steady rate.")
                .unit(GrafanaUnit.EVENTS_PER_SECOND)
                .from(0)
                .whenEmpty("none yet")
                .line(
                        "sum("
                                + Series.ofModel(MetricFamilies.PREDICTIONS_UNLABELLED)
                                        .rate() + ")",
                        "given up")
                .sized(Draft.THIRD, Draft.HEIGHT);
    }

    private static Draft difference() {
        return Draft.lines("holdout_difference", "Champion minus holdout", true)
                .says(
                        "How much better the model is than the holdout arm, with the always-valid interval: while nought lies"
                                + " outside it, the difference is no chance. In the metric's own unit.")
                .decimals(3)
                .whenEmpty("no holdout labels yet")
                .line(byMetric(MetricFamilies.HOLDOUT_DIFFERENCE), "{{metric}}")
                .line(byMetric(MetricFamilies.HOLDOUT_DIFFERENCE_LOWER), "{{metric}}, at least")
                .line(byMetric(MetricFamilies.HOLDOUT_DIFFERENCE_UPPER), "{{metric}}, at most");
    }

    private static Draft chance() {
        return Draft.lines("model/holdout-evidence", "Evidence that it is no chance", true)
                .says(
                        "Minus the decimal logarithm of the always-valid p-values: of the difference, and of the holdout's share"
                                + " against its planned one. A share that is off means that the two arms are not comparable.")
                .decimals(1)
                .from(0)
                .whenEmpty("no holdout labels yet")
                .line(Evidence.promql(byMetric(MetricFamilies.HOLDOUT_P_VALUE)), "{{metric}} differs")
                .line(
                        Evidence.promql(byMetric(MetricFamilies.HOLDOUT_SAMPLE_RATIO_P_VALUE)),
                        "the share is off ({{metric}})")
                .troubles(List.of(
                        new Looks.Trouble(Looks.over(new BigDecimal("2")), false),
                        new Looks.Trouble(Looks.over(new BigDecimal("3")), false)));
    }

    private static List<Draft> segments() {
        String bySegment = LabelNames.VALUE + ", " + LabelNames.METRIC + ", " + LabelNames.WINDOW;
        return List.of(
                Draft.lines("segments/requests", "Requests a second, by $segment", true)
                        .says("How many requests come from each value of the segment.")
                        .unit(GrafanaUnit.REQUESTS_PER_SECOND)
                        .from(0)
                        .whenEmpty("none yet")
                        .line(
                                sumBy(
                                        LabelNames.VALUE,
                                        ofSegment(MetricFamilies.SEGMENT_REQUESTS)
                                                .rate()),
                                "{{value}}"),
                Draft.lines("segments/performance", "Performance, by $segment", true)
                        .says(
                                "The model's metrics within each value of the segment. One that is worse than the others alone:"
                                        + " look at its columns.")
                        .decimals(3)
                        .whenEmpty("no labels yet")
                        .line(
                                maxBy(
                                        bySegment,
                                        ofSegment(MetricFamilies.SEGMENT_PERFORMANCE)
                                                .text()),
                                "{{value}} {{metric}} over {{window}}"));
    }

    private static Series ofSegment(MetricFamily family) {
        return Series.ofModel(family).where(LabelNames.SEGMENT, "$segment");
    }

    private static Draft quality() {
        return Draft.lines("model/quality", "Quality scores, the middle and the low tenth", true)
                .says(
                        "Scores that arrive beside predictions: half of them are above the middle, nine of ten above the low"
                                + " tenth. A low tenth that falls alone: one kind of request is answered badly.")
                .decimals(3)
                .whenEmpty("no score yet")
                .line(qualityQuantile("0.5"), "{{name}}, middle")
                .line(qualityQuantile("0.1"), "{{name}}, low tenth");
    }

    private static String qualityQuantile(String quantile) {
        return "histogram_quantile(" + quantile + ", "
                + sumBy(
                        LabelNames.NAME + ", le",
                        Series.ofModel(MetricFamilies.QUALITY_SCORE).buckets().rate())
                + ")";
    }

    private static Draft rows() {
        return Draft.lines("model/run-rows", "Rows of the last complete run", false)
                .says("How many rows the last complete run had. A step is a change of what it reads.")
                .from(0)
                .whenEmpty("no complete run yet")
                .line("max(" + Series.ofModel(MetricFamilies.RUN_ROWS).text() + ")", "rows");
    }

    private static Draft runs() {
        return Draft.lines("model/runs", "Runs that ended, by status", false)
                .says("Complete, failed and abandoned runs.")
                .from(0)
                .whenEmpty("no run yet")
                .line(
                        sumBy(
                                LabelNames.STATUS,
                                Series.ofModel(MetricFamilies.RUNS).growthInRange()),
                        "{{status}}");
    }

    private static String byWindow(MetricFamily family) {
        return maxBy(LabelNames.WINDOW, Series.ofModel(family).text());
    }

    private static String byMetric(MetricFamily family) {
        return maxBy(LabelNames.METRIC, Series.ofModel(family).text());
    }
}
