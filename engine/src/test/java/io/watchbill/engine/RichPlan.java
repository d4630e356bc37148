package io.watchbill.engine;

import io.watchbill.spec.Business;
import io.watchbill.spec.Columns;
import io.watchbill.spec.Confidence;
import io.watchbill.spec.ConversionBase;
import io.watchbill.spec.Drift;
import io.watchbill.spec.EventClock;
import io.watchbill.spec.Feature;
import io.watchbill.spec.FeatureType;
import io.watchbill.spec.Holdout;
import io.watchbill.spec.Model;
import io.watchbill.spec.Performance;
import io.watchbill.spec.PerformanceThresholds;
import io.watchbill.spec.QualityScore;
import io.watchbill.spec.RunWindow;
import io.watchbill.spec.Segment;
import io.watchbill.spec.Serving;
import io.watchbill.spec.Task;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.Worse;
import io.watchbill.spec.calendar.Frequency;
import io.watchbill.spec.finding.MisfitException;
import io.watchbill.statistics.CategoricalReferenceBuilder;
import io.watchbill.statistics.ColumnKind;
import io.watchbill.statistics.ColumnReference;
import io.watchbill.statistics.IsotonicCalibrationBuilder;
import io.watchbill.statistics.MetricBaseline;
import io.watchbill.statistics.NumericReferenceBuilder;
import io.watchbill.statistics.PerformanceBaseline;
import io.watchbill.statistics.ReferenceProfile;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model that uses everything a model can have; its parts can be changed before the plan is made. */
final class RichPlan {
    final Task task;
    List<Window> driftWindows = List.of(new TimeWindow(Duration.ofHours(1)), new TimeWindow(Duration.ofHours(4)));
    List<Window> performanceWindows = List.of(new TimeWindow(Duration.ofHours(1)), new TimeWindow(Duration.ofHours(4)));
    List<Feature> features = List.of(
            new Feature("distance", FeatureType.NUMERIC, Optional.empty(), 100),
            new Feature("origin", FeatureType.CATEGORICAL, Optional.empty(), 100),
            new Feature("without reference", FeatureType.NUMERIC, Optional.empty(), 100));
    List<Segment> segments = List.of(new Segment("region", 3), new Segment("device", 100));
    List<Double> latencyBounds = List.of(0.2);
    String positive = "late";
    BigDecimal holdoutDifference = Holdout.DEFAULT_DIFFERENCE;
    BigDecimal qualityMaximum = BigDecimal.ONE;
    String valueUnit = "usd";
    /** The distances of the training data are 0 to this. */
    int longest = 1_000;
    /** How far the regression's answers are off on the training data. */
    double usualError = 5;

    boolean batch;
    /** Features of whole numbers from 0 to 9,999, beside the others. */
    int wideFeatures;

    RichPlan(Task task) {
        this.task = task;
    }

    ModelPlan plan() {
        try {
            Serving serving = batch
                    ? new Serving.Batch(Frequency.parse("every day 02:00"), Optional.empty(), Optional.empty())
                    : new Serving.Online();
            List<Window> windows = new ArrayList<>(driftWindows);
            if (batch) {
                windows.add(new RunWindow(1));
                windows.add(new RunWindow(3));
            }
            Model model = new Model(
                    "flight",
                    task,
                    task == Task.BINARY_CLASSIFICATION ? Optional.of(positive) : Optional.empty(),
                    Map.of("default", "flight.profile.json"),
                    Columns.DEFAULT,
                    allFeatures(),
                    segments,
                    EventClock.LIVE,
                    serving,
                    new Drift(
                            windows,
                            50,
                            Drift.DEFAULT.numeric(),
                            Drift.DEFAULT.categorical(),
                            Drift.DEFAULT.warning(),
                            Drift.DEFAULT.critical()),
                    new Performance(
                            performanceWindows,
                            Duration.ofMinutes(30),
                            Duration.ofHours(6),
                            1,
                            PerformanceThresholds.DEFAULT_WARNING,
                            PerformanceThresholds.DEFAULT_CRITICAL,
                            Optional.of(new Holdout("holdout", new BigDecimal("0.1"), holdoutDifference)),
                            Confidence.DEFAULT),
                    List.of(new QualityScore("groundedness", BigDecimal.ZERO, qualityMaximum, Worse.LOWER)));
            Business business = new Business(
                    List.of(new TimeWindow(Duration.ofHours(1))),
                    Optional.of(new Business.Conversion("rebooked", Duration.ofMinutes(60), ConversionBase.PREDICTION)),
                    Optional.of(new Business.Value("rebooked", valueUnit)),
                    new Business.Feedback(List.of("helpful"), List.of("unhelpful")),
                    new Business.Downstream(List.of("rejected")));
            return new ModelPlan(model, business, Map.of("default", profile()), latencyBounds);
        } catch (MisfitException e) {
            throw new AssertionError(e);
        }
    }

    private List<Feature> allFeatures() {
        List<Feature> all = new ArrayList<>(features);
        for (int i = 0; i < wideFeatures; i++) {
            all.add(new Feature("wide" + i, FeatureType.NUMERIC, Optional.empty(), 100));
        }
        return all;
    }

    private ReferenceProfile profile() {
        NumericReferenceBuilder distance = new NumericReferenceBuilder("distance", ColumnKind.FEATURE, longest);
        for (int value = 0; value < longest; value++) {
            distance.add(value, 1);
        }
        List<ColumnReference> columns = new ArrayList<>();
        columns.add(distance.build(0, 0));
        columns.add(new CategoricalReferenceBuilder("origin", ColumnKind.FEATURE, 100)
                .add("A", 750)
                .add("B", 250)
                .build(0, 0));
        for (int i = 0; i < wideFeatures; i++) {
            NumericReferenceBuilder wide = new NumericReferenceBuilder("wide" + i, ColumnKind.FEATURE, 10_000);
            for (int value = 0; value < 10_000; value++) {
                wide.add(value, 1);
            }
            columns.add(wide.build(0, 0));
        }
        if (task == Task.REGRESSION) {
            NumericReferenceBuilder answers = new NumericReferenceBuilder("prediction", ColumnKind.PREDICTION, 100);
            for (int value = 0; value < 100; value++) {
                answers.add(value, 1);
            }
            columns.add(answers.build(0, 0));
        } else {
            columns.add(new CategoricalReferenceBuilder("prediction", ColumnKind.PREDICTION, 100)
                    .add("on_time", 800)
                    .add("late", 200)
                    .build(0, 0));
        }
        return new ReferenceProfile("flight", null, 1_000, null, null, "made for this test", columns, baseline(), null);
    }

    private PerformanceBaseline baseline() {
        if (task == Task.REGRESSION) {
            return new PerformanceBaseline(
                    List.of(), List.of(), Map.of("mae", new MetricBaseline(usualError, 100, 4, List.of())));
        }
        return new PerformanceBaseline(
                List.of("late", "on_time"),
                List.of(List.of(40L, 10L), List.of(10L, 40L)),
                Map.of("accuracy", new MetricBaseline(0.8, 100, 0.16, List.of())),
                Map.of(
                        "late",
                        new IsotonicCalibrationBuilder()
                                .add(0.5, 4, 6)
                                .add(0.75, 5, 5)
                                .add(1, 9, 1)
                                .build()),
                List.of(0.1, 0.3, 0.5, 0.9));
    }
}
