package io.watchbill.plan.fleet;

import io.watchbill.plan.RecordedSeries;
import io.watchbill.plan.promql.Selector;
import io.watchbill.spec.Drift;
import io.watchbill.spec.DriftScore;
import io.watchbill.spec.Model;
import io.watchbill.spec.OperationsSpecification;
import io.watchbill.spec.Replicas;
import io.watchbill.spec.Task;
import io.watchbill.spec.TimeWindow;
import io.watchbill.spec.Window;
import io.watchbill.spec.catalogue.FleetSeries;
import io.watchbill.spec.catalogue.LabelNames;
import io.watchbill.spec.catalogue.MetricFamilies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Drift and performance over all replicas of the exporter, as recording rules: one group for each model, in the order in which
 * one rule needs another. Windows of runs have none, because a run is known to one replica only.
 */
public final class FleetRules {

    private FleetRules() {}

    /** The rules of a specification; none where it says that there is one replica. */
    public static List<RecordedSeries> of(OperationsSpecification specification) {
        if (specification.monitoring().replicas() == Replicas.ONE) {
            return List.of();
        }
        List<RecordedSeries> rules = new ArrayList<>();
        String system = specification.metadata().name();
        for (Model model : specification.models()) {
            rules.addAll(drift(model, system + "-drift-" + model.name()));
            rules.addAll(performance(model, system + "-performance-" + model.name()));
        }
        return rules;
    }

    private static List<RecordedSeries> drift(Model model, String group) {
        Drift drift = model.drift();
        List<TimeWindow> windows = times(drift.windows());
        if (model.references().isEmpty() || windows.isEmpty()) {
            return List.of();
        }
        DriftColumns columns = new DriftColumns(model);
        DriftVectors vectors = new DriftVectors(columns, drift.minimumSamples());
        Recorder record = new Recorder(model.name(), group);
        record.add(FleetSeries.REFERENCE, vectors.reference());
        vectors.other().ifPresent(other -> record.add(FleetSeries.OTHER_BIN, other));
        bins(columns, windows, record);
        record.add(FleetSeries.REFERENCE_IN_WINDOW, vectors.referenceInWindow());
        record.add(MetricFamilies.DRIFT_WINDOW_SAMPLES, vectors.samples());
        record.add(FleetSeries.WINDOW_SAMPLES, vectors.enoughSamples());
        record.add(FleetSeries.REFERENCE_SAMPLES, vectors.referenceSamples());
        record.add(FleetSeries.SMALLER_SHARE, vectors.smallerShare());
        record.add(FleetSeries.KEPT_BIN, vectors.kept());
        record.add(FleetSeries.SMALLEST_BIN, vectors.smallest());
        record.add(FleetSeries.POOLED_WINDOW, vectors.pooledWindow());
        record.add(FleetSeries.POOLED_REFERENCE, vectors.pooledReference());
        record.add(FleetSeries.POOLED_BINS, vectors.pooledBins());
        scores(record, drift, new DriftFormulas(columns, vectors));
        DriftDecision decision = new DriftDecision(columns, drift);
        for (TimeWindow window : windows) {
            record.add(
                    FleetSeries.of(MetricFamilies.DRIFT_VERDICT),
                    decision.verdict(window),
                    Map.of(LabelNames.WINDOW, window.label()));
        }
        record.add(MetricFamilies.DRIFTED_COLUMNS, decision.driftedColumns());
        return record.rules();
    }

    /** Bins that the reference does not have any more are of an older profile, and count for nothing. */
    private static void bins(DriftColumns columns, List<TimeWindow> windows, Recorder record) {
        Selector counter = Selector.of(MetricFamilies.COLUMN_BIN.name(), columns.model());
        Increases increases = new Increases(
                List.of(columns.model()),
                DriftColumns.BIN,
                range -> Increases.growth(counter, range),
                FleetSeries.BIN_SHORT_INCREASE,
                FleetSeries.BIN_LONG_INCREASE);
        record.increases(
                increases,
                windows,
                increase -> Vectors.and(increase, DriftColumns.BIN, columns.series(FleetSeries.REFERENCE)),
                FleetSeries.BIN_INCREASE,
                Map.of());
    }

    private static void scores(Recorder record, Drift drift, DriftFormulas formulas) {
        record.add(MetricFamilies.DRIFT_PSI, formulas.psi());
        record.add(MetricFamilies.DRIFT_PSI_NOISE_FLOOR, formulas.psiNoiseFloor());
        record.add(MetricFamilies.DRIFT_CHI_SQUARE_STATISTIC, formulas.chiSquare());
        record.add(MetricFamilies.DRIFT_CHI_SQUARE_P_VALUE, formulas.chiSquarePValue());
        record.add(MetricFamilies.DRIFT_V, formulas.v());
        if (drift.numeric().contains(DriftScore.JENSEN_SHANNON)
                || drift.categorical().contains(DriftScore.JENSEN_SHANNON)) {
            record.add(MetricFamilies.DRIFT_JENSEN_SHANNON, formulas.jensenShannon());
        }
        formulas.shareDifference().ifPresent(difference -> record.add(FleetSeries.SHARE_DIFFERENCE, difference));
        for (int bins = 1; bins <= DriftFormulas.EDGES; bins++) {
            record.add(FleetSeries.EDGE_DISTANCE, formulas.edgeDistance(bins), Map.of("edge", Integer.toString(bins)));
        }
        record.add(MetricFamilies.DRIFT_KS_STATISTIC, formulas.ksStatistic());
        record.add(MetricFamilies.DRIFT_KS_P_VALUE, formulas.ksPValue());
        record.add(MetricFamilies.DRIFT_ADJUSTED_P_VALUE, formulas.adjustedPValue());
    }

    private static List<RecordedSeries> performance(Model model, String group) {
        List<TimeWindow> windows = times(model.performance().windows());
        if (windows.isEmpty()) {
            return List.of();
        }
        Recorder record = new Recorder(model.name(), group);
        if (model.task() != Task.GENERATION) {
            labelled(model, windows, record);
        }
        confidence(model, windows, record);
        return record.rules();
    }

    private static void labelled(Model model, List<TimeWindow> windows, Recorder record) {
        PerformanceVectors vectors = new PerformanceVectors(model);
        record.increases(vectors.labelled(), windows, increase -> increase, FleetSeries.LABELLED_INCREASE, Map.of());
        if (model.task() == Task.REGRESSION) {
            vectors.sums()
                    .forEach((quantity, sums) -> record.increases(
                            sums,
                            windows,
                            increase -> increase,
                            FleetSeries.SUM_INCREASE,
                            Map.of(PerformanceVectors.QUANTITY, quantity)));
        }
        PerformanceFormulas formulas = new PerformanceFormulas(model);
        record.add(MetricFamilies.PERFORMANCE_SAMPLES, formulas.samples());
        formulas.metrics().forEach(record::add);
        DropFormulas drops = new DropFormulas(model);
        drops.ofMetrics()
                .forEach((metric, drop) -> record.add(
                        FleetSeries.of(MetricFamilies.PERFORMANCE_DROP), drop, Map.of(LabelNames.METRIC, metric)));
        record.add(MetricFamilies.PERFORMANCE_DROP, drops.ofOthers());
        record.add(MetricFamilies.PERFORMANCE_DROP_P_VALUE, drops.pValue(MetricFamilies.PERFORMANCE_DROP_P_VALUE));
    }

    private static void confidence(Model model, List<TimeWindow> windows, Recorder record) {
        ConfidenceFormulas formulas = new ConfidenceFormulas(model);
        formulas.sums()
                .forEach((quantity, sums) -> record.increases(
                        sums,
                        windows,
                        increase -> increase,
                        FleetSeries.CONFIDENCE_INCREASE,
                        Map.of(PerformanceVectors.QUANTITY, quantity)));
        record.add(MetricFamilies.CONFIDENCE_MEAN, formulas.mean());
        record.add(MetricFamilies.CONFIDENCE_DROP, formulas.drop());
        record.add(
                MetricFamilies.CONFIDENCE_DROP_P_VALUE,
                new DropFormulas(model).pValue(MetricFamilies.CONFIDENCE_DROP_P_VALUE));
    }

    private static List<TimeWindow> times(List<Window> windows) {
        return windows.stream()
                .filter(TimeWindow.class::isInstance)
                .map(TimeWindow.class::cast)
                .toList();
    }
}
